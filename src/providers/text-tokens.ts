/**
 * Upper bound of the tokens of a text in a byte-pair vocabulary of 100,000 entries and more (OpenAI, Grok, Gemini,
 * Claude). Real English has about one token in four characters; nonsense made of Latin letters has one in two, since
 * all pairs of letters and a letter with the space before it are entries; digits and marks at most one each; other
 * letters at most one per UTF-8 byte, and one per character below U+0800 (Cyrillic, Greek, Arabic), which are all entries.
 */
export function textTokensAtMost(text: string): number {
  let halves = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const plain = code === 0x20 || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
    if (plain) halves += 1;
    else if (code < 0x800) halves += 2;
    else halves += code < 0x10000 ? 6 : 8;
  }
  return Math.ceil(halves / 2);
}
