const LONGEST = 200;
const ADDRESS = /\b(?:https?|wss?):\/\/[^\s"'<>]+/gi;
const KEY = /\b(?:sk|xai|key|pk|rk)-[\w*.-]{4,}|\bBearer\s+\S+|\bAIza[\w-]+/gi;
const LONG_RUN = /[A-Za-z0-9+/_=-]{40,}/g;

/**
 * A vendor's words in a form that may be stored and shown: at most 200 characters, without our secrets, anything that
 * looks like a key, addresses, or encoded bytes.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  let clean = text.slice(0, 4_000);
  for (const secret of secrets) if (secret !== "") clean = clean.replaceAll(secret, "[key]");
  clean = clean
    .replace(/data:[^\s"']*/gi, "[data]")
    .replace(ADDRESS, "[address]")
    .replace(KEY, "[key]");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  clean = clean.replace(LONG_RUN, "[data]").replace(/[\x00-\x1f\x7f]+/g, " ");
  return clean.trim().slice(0, LONGEST);
}
