import type { Habit } from "../../domain/style-notes.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";

/** Most notes that are shown, each with its button. */
const SHOWN = 8;

/** What a person chose over sessions; a press deletes a note. `title`: what a note is called. */
export function notesScreen(say: Say, habits: readonly Habit[], title: (habit: Habit) => string): ViewInput {
  if (habits.length === 0) return { text: [[say("notes-empty")]] };
  const shown = habits.slice(0, SHOWN);
  const buttons = shown.map((habit) => ({
    label: `✕ ${title(habit)}`,
    intent: { do: "note_delete", with: { note: habit.key } },
  }));
  const clear = {
    label: say("button-notes-clear"),
    intent: { do: "note_delete", with: { note: null } },
    style: "danger" as const,
  };
  return {
    text: [
      [{ text: say("notes-title"), style: "bold" }],
      ...shown.map((habit) => [say("notes-row", { note: title(habit), count: habit.sessions })]),
      [{ text: say("notes-hint"), style: "italic" }],
    ],
    buttons: [...inPairs(buttons), [clear]],
  };
}

function inPairs<T>(items: readonly T[]): T[][] {
  return items.flatMap((item, at) => (at % 2 === 0 ? [[item, ...items.slice(at + 1, at + 2)]] : []));
}
