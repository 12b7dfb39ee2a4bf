import { createPlaces } from "../engine/places.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { Stores } from "../ports/stores.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { createFlood, type Flood } from "./flood.ts";
import { Intent } from "./intents.ts";
import { putLoose } from "./messages.ts";
import type { Answer, PlatformHost } from "./platform.ts";

/** Updates handled at once: each holds a connection, and posting and working need some too. */
const UPDATES_AT_ONCE = 8;
/**
 * … that bring photos, with a pause after each (ms): whoever sends one waits for the decoder anyway, which takes longer, and a
 * pile of them keeps nobody else waiting.
 */
const PHOTOS_AT_ONCE = 1;
const PHOTO_PAUSE_MS = 100;
const BATCH = 200;
const LOOK_AGAIN_MS = 5_000;
/** An update that fails inside this often is put away with its error. */
const TRIES = 3;

/**
 * Handles one intent inside the transaction that marks its update as handled.
 * @throws Refused to undo what it did and answer in a transaction of its own
 */
export type Handle = (stores: Stores, intent: Intent) => Promise<Answer | undefined>;

/** A reply to a message of ours that is not booked yet waits for that, so often and so long (ms). */
const EARLY = { times: 50, ms: 100 };

/** The update cannot be understood before something else was written down. */
class TooEarly extends Error {}

/** What somebody wanted is not done; `answer` says so. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly answer: (stores: Stores) => Promise<Answer | undefined>;

  constructor(answer: Refused["answer"]) {
    super("refused");
    this.answer = answer;
  }
}

export interface Inbox extends Pick<PlatformHost, "receive"> {
  start(): void;
  stop(): Promise<void>;
}

interface Waiting {
  platform: string;
  updateId: string;
  isPhoto: boolean;
}

/** Saves updates, then handles each once: in order within a chat, side by side over chats. */
export function createInbox(deps: ChatDeps, handle: Handle): Inbox {
  /** Per chat its updates in their order, as long as some wait or are handled. */
  const chats = new Map<string, { waiting: Waiting[]; done: Promise<void> }>();
  const known = new Set<string>();
  const flood = createFlood(() => deps.clock.now().getTime());
  const plain = createPlaces(UPDATES_AT_ONCE);
  const photos = createPlaces(PHOTOS_AT_ONCE);
  let timer: NodeJS.Timeout | undefined;
  const rest = new AbortController();

  const enqueue = (chatKey: string, update: Waiting) => {
    const id = `${update.platform}:${update.updateId}`;
    if (known.has(id)) return;
    known.add(id);
    const chat = chats.get(chatKey);
    if (chat) {
      chat.waiting.push(update);
      return;
    }
    const fresh = { waiting: [update], done: Promise.resolve() };
    chats.set(chatKey, fresh);
    fresh.done = drain(chatKey, fresh.waiting);
  };
  const drain = async (chatKey: string, waiting: Waiting[]) => {
    for (let update = waiting[0]; update !== undefined && !rest.signal.aborted; update = waiting[0]) {
      const place = (update.isPhoto ? photos : plain)();
      await place.admit();
      if (!rest.signal.aborted) await handleOne(deps, handle, update);
      if (update.isPhoto)
        void deps.clock
          .sleep(PHOTO_PAUSE_MS, rest.signal)
          .catch(() => {})
          .finally(place.done);
      else place.done();
      waiting.shift();
      known.delete(`${update.platform}:${update.updateId}`);
    }
    chats.delete(chatKey);
  };
  const lookAgain = async () => {
    for (const platform of deps.platforms.keys())
      for (const row of await deps.stores.updates.waiting(platform, BATCH).catch(() => []))
        enqueue(row.chatKey, { platform, updateId: row.updateId, isPhoto: false });
    if (!rest.signal.aborted) timer = setTimeout(() => void lookAgain(), LOOK_AGAIN_MS);
  };
  return {
    async receive(platform, intents) {
      const read = intents.filter((intent) => isRead(deps, flood, platform, intent));
      const rows = read.map((intent) => ({
        platform,
        updateId: intent.updateId,
        chatKey: `${platform}:${intent.place.chatId}`,
        intent: storable(intent),
      }));
      const fresh = new Set(await deps.stores.updates.save(rows));
      failpoint("update.saved");
      for (const { updateId, chatKey, intent } of rows)
        if (fresh.has(updateId)) enqueue(chatKey, { platform, updateId, isPhoto: intent.action.type === "photo" });
    },
    start: () => void lookAgain(),
    async stop() {
      rest.abort();
      clearTimeout(timer);
      await Promise.all([...chats.values()].map(({ done }) => done));
    },
  };
}

/** Without what PostgreSQL keeps in no text: NUL and halves of characters. One such update would hold up all others. */
function storable<T>(value: T): T {
  if (typeof value === "string") return value.replaceAll("\0", "").toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, storable(one)])) as T;
}

/** Whether an update is read at all; who floods the bot is told so once, and each of their presses is answered. */
function isRead(deps: ChatDeps, flood: Flood, platform: string, intent: Intent): boolean {
  const { action, person, place, messageId, updateId } = intent;
  if (action.type === "moved") return true;
  const verdict = flood.judge(`${platform}:${person.id}`);
  if (verdict === "pass") return true;
  const text = deps.wording.text(deps.wording.choose(person.language), "flood-notice");
  const front = deps.platforms.get(platform);
  const to = { place, personId: null, replyTo: messageId };
  const told: Promise<unknown> | undefined =
    "pressId" in action
      ? front?.answerPress(action.pressId, { notice: text, alert: verdict === "tell" })
      : verdict === "tell"
        ? putLoose(deps.stores, `flood:${platform}:${updateId}`, to, { text: [[text]] })
        : front?.settle?.(updateId, undefined);
  told?.catch((error) => deps.log.warn({ err: error, platform }, "a flood was not answered"));
  return false;
}

async function handleOne(deps: ChatDeps, handle: Handle, { platform, updateId }: Waiting): Promise<void> {
  try {
    const done = await inTime(deps, handle, platform, updateId).catch((error) => {
      if (!(error instanceof Refused)) throw error;
      return once(deps, error.answer, platform, updateId);
    });
    failpoint("update.committed");
    const front = deps.platforms.get(platform);
    if (done?.pressId) await front?.answerPress(done.pressId, done.answer);
    else if (done?.answer.notice) await front?.settle?.(updateId, done.answer.notice);
  } catch (error) {
    const attempts = await deps.stores.updates.countAttempt(platform, updateId).catch(() => 0);
    deps.log.error({ err: error, platform, updateId, attempts }, "handling an update failed");
    if (attempts >= TRIES) await putAway(deps, platform, updateId).catch(() => {});
  }
}

/** Handles an update; a reply that overtook the news that its message was posted a moment later. */
async function inTime(deps: ChatDeps, handle: Handle, platform: string, updateId: string) {
  for (let left = EARLY.times; ; left--) {
    try {
      return await once(deps, handle, platform, updateId, left > 0);
    } catch (error) {
      if (!(error instanceof TooEarly)) throw error;
      await deps.clock.sleep(EARLY.ms);
    }
  }
}

/** Handles an update in one transaction; what its person alone is answered, and by which press. */
async function once(deps: ChatDeps, handle: Handle, platform: string, updateId: string, mayWait = false) {
  return deps.stores.transaction(async (tx) => {
    const row = await tx.updates.take(platform, updateId);
    if (!row) return undefined;
    const intent = Intent.parse(row.intent);
    const { place, replyToMessageId } = intent;
    if (mayWait && replyToMessageId !== null && (await tx.outbox.isArriving(place, replyToMessageId)))
      throw new TooEarly();
    const answer = await handle(tx, intent);
    failpoint("update.handled");
    return { pressId: "pressId" in intent.action ? intent.action.pressId : null, answer: answer ?? {} };
  });
}

/** An update that cannot be handled is given up, and whoever sent it is told so. */
async function putAway(deps: ChatDeps, platform: string, updateId: string): Promise<void> {
  const intent = await deps.stores.transaction(async (tx) => {
    const row = await tx.updates.take(platform, updateId);
    const { data: intent } = Intent.safeParse(row?.intent);
    if (!intent || intent.action.type === "moved") return undefined;
    const to = {
      place: intent.place,
      personId: intent.person.id,
      replyTo: "pressId" in intent.action ? null : intent.messageId,
    };
    await putLoose(tx, `sorry:${platform}:${updateId}`, to, { text: [[sorry(deps, intent)]] });
    return intent;
  });
  if (intent && "pressId" in intent.action)
    await deps.platforms
      .get(platform)
      ?.answerPress(intent.action.pressId, { notice: sorry(deps, intent), alert: true });
}

function sorry(deps: ChatDeps, intent: Intent): string {
  return deps.wording.text(deps.wording.choose(intent.person.language), "error-E_INTERNAL");
}
