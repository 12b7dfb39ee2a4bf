import type { Failpoint } from "../../src/ports/failpoints.ts";
import { scriptPerGoal } from "../fakes/fake-openrouter-server.ts";
import type { FakeChat } from "../fakes/fake-telegram-server.ts";
import { type Deployment, deploy } from "./deployment.ts";

/** How a failpoint is reached. */
interface Way {
  /** Dies at these times that it is reached; a loop's first paid call is words, its second a picture. */
  at: readonly number[];
  /** A provider of pictures fails once before. */
  fault?: "server_error" | "rate_limited";
  /** A worker has died before, so that there is something to mend. */
  after?: Failpoint;
}

const once: Way = { at: [1] };
const wordsAndPicture: Way = { at: [1, 2] };

/** Every failpoint and its way: the compiler holds this list against the program's. */
export const WAYS: Record<Failpoint, Way> = {
  "update.saved": once,
  "update.handled": once,
  "update.committed": once,
  "job.claimed": once,
  "job.finishing": once,
  "job.finished": once,
  "job.forgotten": once,
  "step.made": { at: [2, 5] },
  "step.saved": { at: [2, 5] },
  "call.reserving": wordsAndPicture,
  "call.reserved": wordsAndPicture,
  "call.dispatched": wordsAndPicture,
  "call.answered": wordsAndPicture,
  "call.proved": wordsAndPicture,
  "call.settled": wordsAndPicture,
  "call.failed": { at: [1], fault: "server_error" },
  "call.failure_booked": { at: [1], fault: "rate_limited" },
  // The first is written at the start, to see whether the folder can be used.
  "file.beside": { at: [2, 3, 4] },
  "picture.kept": once,
  "picture.saved": once,
  "sweep.taken": { at: [1], after: "call.dispatched" },
  "sweep.closed": { at: [1], after: "call.reserved" },
  "show.begun": { at: [1, 6] },
  "show.wanted": { at: [1, 6] },
  "post.claimed": { at: [1, 4] },
  "post.sending": once,
  "post.placed": { at: [1, 3] },
  "post.sent": { at: [1, 4] },
  "post.booked": { at: [1, 4] },
};

/** The real program, with short loops. */
export const deployForCrashes = (options: Parameters<typeof deploy>[0] = {}): Promise<Deployment> =>
  deploy({
    imageDelayMs: 60,
    ...options,
    text: { delayMs: 20, script: scriptPerGoal() },
    env: { MAX_ITERATIONS_DEFAULT: "1", ...options.env },
  });

let goals = 0;
/** A person of a chat of their own begins a loop. */
export function beginLoop({ telegram }: Deployment): FakeChat {
  const person = telegram.user();
  const chat = telegram.privateChat(person);
  telegram.sendText(chat.id, person, `/optimize boat number ${goals++} on a lake`);
  return chat;
}

/** Kills the bot within its next few requests, or soon when all that it has is waiting, and starts it again. */
export async function killSoon(world: Deployment): Promise<void> {
  const { telegram, openai, text } = world;
  const requests = () => telegram.calls.length + openai.requests.length + text.requests.length;
  const moment = requests() + 1 + Math.floor(Math.random() * 16);
  await telegram.waitFor(() => requests() >= moment, 5_000).catch(() => {});
  await world.restart("kill");
}

/** What makes a bot die there. */
export const armedWith = (name: Failpoint, nth: number): Record<string, string> => ({
  SFUMATO_FAILPOINT: WAYS[name].after ?? `${name}:${nth}`,
});

/** Begins a loop in a bot that is armed with the failpoint; resolves when it is dead, with the loop's chat. */
export async function die(world: Deployment, name: Failpoint, nth: number): Promise<FakeChat> {
  const { fault, after } = WAYS[name];
  if (fault) world.openai.setFault(fault, 1);
  const chat = beginLoop(world);
  await within(world.bot().gone, 60_000, `${after ?? name} was never reached`);
  if (after) {
    await world.restart("kill", { SFUMATO_FAILPOINT: `${name}:${nth}` });
    await within(world.bot().gone, 60_000, `${name} was never reached`);
  }
  return chat;
}

async function within(what: Promise<void>, ms: number, complaint: string): Promise<void> {
  const limit = AbortSignal.timeout(ms);
  await Promise.race([
    what,
    new Promise((_, fail) => limit.addEventListener("abort", () => fail(new Error(complaint)))),
  ]);
}
