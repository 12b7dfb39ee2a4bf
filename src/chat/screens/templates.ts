import type { Session } from "../../domain/session.ts";
import { isApplied, type Template } from "../../domain/template.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { onSession } from "./card.ts";

/** Most examples on one message. */
const EXAMPLES = 6;

const inLanguage = (texts: { en: string; [language: string]: string }, language: string) => texts[language] ?? texts.en;

/** What a prompt can be made to look like or be for; a press marks one, or takes it back. */
export function stylesScreen(
  say: Say,
  session: Pick<Session, "id" | "prompt" | "language">,
  templates: readonly Template[],
): ViewInput {
  const { prompt, language } = session;
  const buttons = templates.map((template) => {
    const applied = prompt !== null && isApplied(prompt, template);
    return {
      kind: template.kind,
      label: `${applied ? "✓ " : ""}${inLanguage(template.title, language)}`,
      intent: onSession("style", session, { template: template.id }),
      style: applied ? ("primary" as const) : ("plain" as const),
    };
  });
  const rows = Object.values(Object.groupBy(buttons, ({ kind }) => kind)).flatMap((row) => inRows(row, 3));
  return {
    text: [[{ text: say("styles-title"), style: "bold" }], [say("styles-hint")]],
    buttons: rows.map((row) => row.map(({ kind, ...button }) => button)),
  };
}

/** How to write a wish after the command, and wishes to begin with. */
export function goalUsageScreen(
  say: Say,
  command: string,
  templates: readonly Template[],
  language: string,
): ViewInput {
  // Hints stand last, and say best what can be asked for.
  const examples = templates.filter(({ example }) => example !== undefined).slice(-EXAMPLES);
  const buttons = examples.map(({ id, title }) => ({
    label: inLanguage(title, language),
    intent: { do: "example_of", with: { template: id } },
    for: "everyone" as const,
  }));
  return {
    text: [[say("goal-usage", { command })], ...(buttons.length > 0 ? [[say("goal-examples")]] : [])],
    buttons: inRows(buttons, 2),
  };
}

/** The wish that a template begins with, in a language. */
export function exampleOf({ example, words }: Template, language: string): string {
  return example ? inLanguage(example, language) : words;
}

function inRows<T>(buttons: readonly T[], width: number): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < buttons.length; at += width) rows.push(buttons.slice(at, at + width));
  return rows;
}
