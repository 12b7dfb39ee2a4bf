import { z } from "zod";
import type { Template } from "./template.ts";

/** Most notes that are kept of a person in a chat; the one seen least goes first. */
const MOST = 40;
/** A note counts from this many sessions on: once is a wish, twice is a habit. */
const HABIT = 2;
/** Letters of words that can be a habit; longer ones are about one picture. */
const [SHORTEST, LONGEST] = [3, 40];
/** Prefix of the note that a template was kept. */
const TEMPLATE = "template:";

const Note = z.object({
  /** Sessions in which it came up. */
  sessions: z.number().int().min(1),
  /** The last of them. */
  last: z.string(),
});

/** What a person chose over sessions in a chat: words of theirs as they were said, or the id of a template. */
export const StyleNotes = z.record(z.string(), Note).catch({});
export type StyleNotes = z.infer<typeof StyleNotes>;

/** A habit, for people. */
export interface Habit {
  key: string;
  sessions: number;
  /** The template that was kept; null for words of the person's own. */
  templateId: string | null;
}

/** Notes with what came up in a session; the same session counts once. */
export function noteAll(notes: StyleNotes, keys: readonly string[], sessionId: string): StyleNotes {
  const made: StyleNotes = { ...notes };
  for (const key of keys) {
    const before = made[key];
    delete made[key];
    const again = before?.last === sessionId ? 0 : 1;
    made[key] = { sessions: (before?.sessions ?? 0) + again, last: sessionId };
  }
  // The order is that of use: of those seen as often, the one that was longest ago goes.
  const entries = Object.entries(made);
  const over = entries.toSorted(([, a], [, b]) => a.sessions - b.sessions).slice(0, Math.max(0, entries.length - MOST));
  const gone = new Set(over.map(([key]) => key));
  return Object.fromEntries(entries.filter(([key]) => !gone.has(key)));
}

/** What somebody said of a picture, in parts that may come up again. */
export function wordsToNote(feedback: string): string[] {
  const parts = feedback.toLowerCase().split(/[,.;!?\n，。；！？、]+/u);
  const clean = parts.map((part) => part.replace(/[\s{}#:]+/gu, " ").trim());
  return [...new Set(clean)].filter(({ length }) => length >= SHORTEST && length <= LONGEST).slice(0, 5);
}

/** Templates that a kept picture was made with. */
export function templatesToNote(frame: string, templates: readonly Template[]): string[] {
  return templates.filter(({ words }) => frame.includes(words)).map(({ id }) => `${TEMPLATE}${id}`);
}

/** What came up in more than one session, most often first. */
export function habitsOf(notes: StyleNotes): Habit[] {
  return Object.entries(notes)
    .filter(([, { sessions }]) => sessions >= HABIT)
    .map(([key, { sessions }]) => ({
      ...{ key, sessions },
      templateId: key.startsWith(TEMPLATE) ? key.slice(TEMPLATE.length) : null,
    }))
    .toReversed()
    .sort((a, b) => b.sessions - a.sessions);
}

/** A person's own words as templates, for their prompts. */
export function notesAsTemplates(notes: StyleNotes, most: number): Template[] {
  const words = habitsOf(notes).filter(({ templateId }) => templateId === null);
  return words.slice(0, most).map(({ key }, order) => ({
    ...{ id: `note:${key}`, kind: "note", order },
    title: { en: key.slice(0, 30) },
    words: `${key[0]?.toUpperCase()}${key.slice(1)}.`,
  }));
}
