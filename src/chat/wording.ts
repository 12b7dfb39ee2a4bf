import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { negotiateLanguages } from "@fluent/langneg";

/** What is said where a language has no words of its own. */
export const FALLBACK_LANGUAGE = "en";

/** All wording of the chat, from Fluent files, one per language. */
export interface Wording {
  readonly languages: readonly string[];
  /** The language here that fits a client's language tag best. */
  choose(wanted: string | null | undefined): string;
  /** @throws Error when no language has the key: a fault of the program. */
  text(language: string, key: string, args?: Record<string, FluentVariable>): string;
  /** An attribute of a key in this very language, such as a command's name; undefined where it has none. */
  attribute(language: string, key: string, name: string): string | undefined;
}

/** Loads `<folder>/*.ftl`. */
export function loadWording(folder: string): Wording {
  const bundles = new Map<string, FluentBundle>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
    const language = file.slice(0, -".ftl".length);
    // Isolation marks would stand in prompts and copied text.
    const bundle = new FluentBundle(language, { useIsolating: false });
    const errors = bundle.addResource(new FluentResource(readFileSync(join(folder, file), "utf8")));
    if (errors[0]) throw errors[0];
    bundles.set(language, bundle);
  }
  const languages = [...bundles.keys()];
  return {
    languages,
    choose: (wanted) =>
      negotiateLanguages(wanted ? [wanted] : [], languages, {
        defaultLocale: FALLBACK_LANGUAGE,
        strategy: "lookup",
      })[0] as string,
    text(language, key, args) {
      const bundle = [bundles.get(language), bundles.get(FALLBACK_LANGUAGE)].find((candidate) =>
        candidate?.hasMessage(key),
      );
      const pattern = bundle?.getMessage(key)?.value;
      if (!bundle || !pattern) throw new Error(`no wording for "${key}"`);
      return bundle.formatPattern(pattern, args);
    },
    attribute(language, key, name) {
      const bundle = bundles.get(language);
      const pattern = bundle?.getMessage(key)?.attributes[name];
      return bundle && pattern ? bundle.formatPattern(pattern) : undefined;
    },
  };
}

/** Wording in one language. */
export type Say = (key: string, args?: Record<string, FluentVariable>) => string;

export function sayIn(wording: Wording, language: string): Say {
  return (key, args) => wording.text(language, key, args);
}
