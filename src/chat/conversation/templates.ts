import { SfumatoError } from "../../domain/errors.ts";
import type { Session } from "../../domain/session.ts";
import { notesAsTemplates, StyleNotes } from "../../domain/style-notes.ts";
import { isApplied, type Template, toggleTemplate, withStyles } from "../../domain/template.ts";
import { putCard, putForSession } from "../messages.ts";
import type { Answer } from "../platform.ts";
import { exampleOf, goalUsageScreen, stylesScreen } from "../screens/templates.ts";
import { sayIn } from "../wording.ts";
import { sessionById, startSession } from "./sessions.ts";
import { answer, type Turn } from "./turn.ts";

/** Most of a person's notes beside the styles: a row. */
const OWN_NOTES = 3;

type Arguments = Record<string, unknown>;

/** `/imagine` and `/optimize` without a wish: how to write one, and some to begin with. */
export async function showGoalUsage(turn: Turn, command: string): Promise<void> {
  await answer(turn, goalUsageScreen(turn.say, command, await turn.deps.templates.list(), turn.language));
}

/** Presses about templates. */
export const TEMPLATE_HANDLERS: Record<string, (turn: Turn, args: Arguments) => Promise<Answer | undefined>> = {
  async styles(turn, args) {
    await showStyles(turn, await sessionById(turn, args.session), `styles:${turn.intent.updateId}`);
    return undefined;
  },
  /** Its words come into the prompt, or go again; free, as nothing is asked of a model. */
  async style(turn, args) {
    const { stores, deps, intent } = turn;
    const session = await sessionById(turn, args.session);
    if ((await stores.jobs.activeOfSession(session.id)).length > 0)
      throw new SfumatoError("E_DUPLICATE", "This session is at work already.");
    if (!session.prompt) throw new SfumatoError("E_NOT_FOUND", "There is no prompt yet.");
    const all = await templatesFor(turn);
    const template = named(all, args.template);
    const prompt = toggleTemplate(session.prompt, template, all);
    const { options, photo, checklist } = session;
    // A photo has its own shape; and what its edit may change, the judge has to know.
    const aspect = !photo && isApplied(prompt, template) ? (template.aspect ?? options.aspect) : options.aspect;
    const judged = photo && checklist ? { checklist: withStyles(checklist, prompt, all) } : {};
    const change = { prompt, options: { ...options, aspect }, ...judged };
    await stores.sessions.update(session.id, change);
    await putCard(deps, stores, { ...session, ...change }, "ready", await stores.sessions.iterations(session.id));
    const pressed =
      intent.messageId === null ? undefined : await stores.outbox.byMessage(intent.place, intent.messageId);
    await showStyles(turn, { ...session, ...change }, pressed?.key ?? `styles:${intent.updateId}`);
    return undefined;
  },
  async example_of(turn, args) {
    const template = named(await turn.deps.templates.list(), args.template);
    const { aspect } = template;
    await startSession(turn, exampleOf(template, turn.language), aspect ? { aspect } : {}, "card");
    return undefined;
  },
};

async function showStyles(turn: Turn, session: Session, key: string): Promise<void> {
  const say = sayIn(turn.deps.wording, session.language);
  await putForSession(turn.stores, key, session, stylesScreen(say, session, await templatesFor(turn)));
}

/** Those of everybody, and what the person said again and again. */
async function templatesFor(turn: Turn): Promise<Template[]> {
  return [...(await turn.deps.templates.list()), ...notesAsTemplates(StyleNotes.parse(turn.own.notes), OWN_NOTES)];
}

function named(all: readonly Template[], id: unknown): Template {
  const template = all.find((one) => one.id === id);
  if (!template) throw new SfumatoError("E_NOT_FOUND", "This template was taken away.");
  return template;
}
