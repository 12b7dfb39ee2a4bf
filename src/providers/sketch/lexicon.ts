import { COLOURS, COMPOSITIONS, LIGHTS, NOUNS, STYLES, WEATHERS } from "./vocabulary.ts";

/** Any form of a noun → its entry in {@link NOUNS}; any form of a colour → its entry in {@link COLOURS}. */
export const NOUN_BY_WORD: ReadonlyMap<string, string> = byWord(NOUNS);
export const COLOUR_BY_WORD: ReadonlyMap<string, string> = byWord(COLOURS);

function byWord(entries: Readonly<Record<string, { aliases: readonly string[] }>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(entries).flatMap(([name, { aliases }]) => [name, ...aliases].map((word) => [word, name] as const)),
  );
}

/** A phrase of a whole setting, with what it stands for. */
interface SettingPhrase {
  readonly kind: "light" | "weather" | "style" | "composition";
  readonly value: string;
  readonly phrase: string;
  readonly pattern: RegExp;
}

/** Every known phrase, the longest first, so that "golden hour" is read before "golden". */
export const SETTING_PHRASES: readonly SettingPhrase[] = (
  [
    ["style", STYLES],
    ["composition", COMPOSITIONS],
    ["light", LIGHTS],
    ["weather", WEATHERS],
  ] as const
)
  .flatMap(([kind, table]) =>
    Object.entries(table).flatMap(([value, phrases]) =>
      phrases.map((phrase) => ({
        kind,
        value,
        phrase,
        pattern: new RegExp(`(?<![\\p{L}-])${phrase}(?![\\p{L}-])`, "giu"),
      })),
    ),
  )
  .sort((a, b) => b.phrase.length - a.phrase.length);

/** Every word of a known phrase. */
export const SETTING_WORDS: ReadonlySet<string> = new Set(
  SETTING_PHRASES.flatMap(({ phrase }) => [phrase, ...phrase.split(" ")]),
);

/** A known phrase anywhere: a quick look before the slow ones. */
export const ANY_SETTING = new RegExp(SETTING_PHRASES.map((entry) => entry.phrase).join("|"), "i");
