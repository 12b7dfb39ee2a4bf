import type { Iteration, Session } from "../../domain/session.ts";
import { type Judged, whyScreen } from "../screens/why.ts";
import { View, type ViewInput } from "../views.ts";
import { sessionById } from "./sessions.ts";
import { answer, type Turn } from "./turn.ts";

/** Pictures of a person that are looked through for one that was judged. */
const LOOKED_THROUGH = 20;

/** `/why`: the judge's evidence for the replied picture, else for the newest judged one of the replied session or the person. */
export async function whyReplied(turn: Turn): Promise<void> {
  const { intent, stores } = turn;
  const { place, person } = intent;
  const target =
    intent.replyToMessageId === null ? undefined : await stores.outbox.byMessage(place, intent.replyToMessageId);
  if (target?.sessionId) {
    const session = await sessionById(turn, target.sessionId);
    const replied = target.iterationId ? await stores.sessions.iteration(target.iterationId) : undefined;
    return explain(turn, session, replied);
  }
  const page = { limit: LOOKED_THROUGH, offset: 0 };
  const own = await stores.images.ofChatPerson(place.platform, place.chatId, person.id, page);
  const newest = own.find(({ iteration }) => isJudged(iteration));
  if (newest) return explain(turn, newest.session, newest.iteration);
  return answer(turn, { text: [[turn.say("why-none")]] });
}

/** Explains a picture, or the newest judged one of its session. What is asked for must be in the turn's chat. */
export async function explain(turn: Turn, session: Session, asked: Iteration | undefined): Promise<void> {
  const judged = (await turn.stores.sessions.iterations(session.id)).filter(isJudged);
  const picture = asked ? judged.find(({ id }) => id === asked.id) : judged.at(-1);
  if (!picture) return answer(turn, { text: [[turn.say(asked?.judgeError ? "iteration-judge-error" : "why-none")]] });
  const others = judged.filter(({ id }) => id !== picture.id);
  const beside = others.find(({ id }) => id === session.bestIterationId) ?? others.at(-1);
  await say(turn, session, picture, whyScreen(turn.say, session, picture, beside));
}

const isJudged = (iteration: Iteration): iteration is Judged => iteration.verdict !== null;

/** Posts it where it was asked for; it goes with the session. Its person may reply to it: the words go to the picture. */
async function say(turn: Turn, session: Session, picture: Judged, view: ViewInput): Promise<void> {
  const { intent, stores } = turn;
  const { place, person } = intent;
  await stores.outbox.put({
    key: `why:${place.platform}:${intent.updateId}`,
    ...{ place, personId: person.id, view: View.parse(view), atMostOnce: true },
    ...{ sessionId: session.id, iterationId: picture.id },
    replyToMessageId: "pressId" in intent.action ? null : intent.messageId,
  });
}
