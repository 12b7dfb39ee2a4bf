import type { Iteration, Session } from "../../domain/session.ts";
import { habitsOf, noteAll, StyleNotes, templatesToNote, wordsToNote } from "../../domain/style-notes.ts";
import { putLoose } from "../messages.ts";
import type { Answer } from "../platform.ts";
import { notesScreen } from "../screens/notes.ts";
import { commandOf, type Turn } from "./turn.ts";

/** Notes what a person said of a picture: said in another session too, it is a habit. */
export async function noteWords(turn: Turn, session: Pick<Session, "id">, feedback: string): Promise<void> {
  await note(turn, session, wordsToNote(feedback));
}

/** Notes how a picture that a person kept was to look. */
export async function noteKept(turn: Turn, session: Pick<Session, "id">, { prompt }: Iteration): Promise<void> {
  await note(turn, session, templatesToNote(prompt.frame, await turn.deps.templates.list()));
}

async function note(turn: Turn, session: Pick<Session, "id">, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await save(turn, noteAll(StyleNotes.parse(turn.own.notes), keys, session.id));
}

async function save(turn: Turn, notes: StyleNotes): Promise<void> {
  const { place, person } = turn.intent;
  await turn.stores.settings.merge(place.platform, place.chatId, person.id, { notes });
}

/** `/style`: what is noted of the person in this chat. */
export async function showNotes(turn: Turn): Promise<void> {
  const { intent, stores } = turn;
  const { place, person } = intent;
  const templates = await turn.deps.templates.list();
  const view = notesScreen(turn.say, habitsOf(StyleNotes.parse(turn.own.notes)), ({ key, templateId }) => {
    const title = templates.find(({ id }) => id === templateId)?.title;
    return title ? (title[turn.language] ?? title.en) : (templateId ?? key);
  });
  const pressed =
    intent.action.type === "press" && intent.messageId !== null
      ? await stores.outbox.byMessage(place, intent.messageId)
      : undefined;
  const key = pressed?.key ?? `notes:${place.platform}:${intent.updateId}`;
  await putLoose(stores, key, { place, personId: person.id, replyTo: commandOf(turn) }, { ...view, private: true });
}

/** Presses about notes. */
export const NOTE_HANDLERS: Record<string, (turn: Turn, args: Record<string, unknown>) => Promise<Answer | undefined>> =
  {
    /** One note, or all of them. */
    async note_delete(turn, args) {
      const { [String(args.note)]: gone, ...others } = StyleNotes.parse(turn.own.notes);
      const notes = args.note === null ? {} : others;
      await save(turn, notes);
      await showNotes({ ...turn, own: { ...turn.own, notes } });
      return { notice: turn.say("deleted") };
    },
  };
