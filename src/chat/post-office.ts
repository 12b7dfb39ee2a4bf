import { persist } from "../engine/persist.ts";
import { createPlaces, type Place } from "../engine/places.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { StoredImage } from "../ports/images.ts";
import type { ImageData } from "../ports/models.ts";
import type { OutboxMessage } from "../ports/stores.ts";
import type { ChatDeps } from "./chat-deps.ts";
import type { Platform, PostableView, PostHelp, PostOutcome } from "./platform.ts";
import { View } from "./views.ts";

/** Messages posted at once per platform. */
const AT_ONCE = 60;
/** Of them, those with pictures or files: more at once would take memory and come no sooner through the same line. */
const UPLOADS_AT_ONCE = 3;
/** A claim that was not renewed for this long is given to somebody else (ms): soon after a crash, never during an upload. */
const CLAIM_MS = 10_000;
const KEEP_CLAIM_MS = 3_000;
/** After this many tries a message is given up. */
const TRIES = 40;
const LOOK_AGAIN_MS = 3_000;
/** The next moment that something is due is asked for at most this often (ms). */
const ASK_DUE_MS = 25;

/** After this many tries that failed inside the bot (a picture that cannot be read) it holds up its chat no more. */
const FAULTY_TRIES = 5;

/** Brings platforms to what the outbox wants of them. */
export interface PostOffice {
  start(): void;
  stop(): Promise<void>;
}

export function createPostOffice(deps: ChatDeps, platform: Platform): PostOffice {
  const inFlight = new Map<string, Promise<void>>();
  const uploads = createPlaces(UPLOADS_AT_ONCE);
  const keeper = setInterval(() => {
    if (inFlight.size > 0) deps.stores.outbox.keepClaims([...inFlight.keys()], CLAIM_MS).catch(() => {});
  }, KEEP_CLAIM_MS);
  keeper.unref();
  let timer: NodeJS.Timeout | undefined;
  let asking: NodeJS.Timeout | undefined;
  let unsubscribe = () => {};
  let stopped = false;
  /** The look at the outbox that is under way. */
  let claiming: Promise<void> | undefined;
  let wanted = false;
  /** Whether messages may wait that nobody looked for. */
  let full = false;

  const claim = () => {
    wanted = true;
    if (stopped) return;
    claiming ??= claimAll().finally(() => {
      claiming = undefined;
      // Asked for while the last look came to its end.
      if (wanted && inFlight.size < AT_ONCE) claim();
    });
  };
  const claimAll = async () => {
    try {
      while (wanted && !stopped && inFlight.size < AT_ONCE) {
        wanted = false;
        for (const message of await deps.stores.outbox.claim(platform.id, AT_ONCE - inFlight.size, CLAIM_MS)) {
          const run: Promise<void> = deliver(deps, platform, uploads, message)
            .catch((error) => putBack(deps, message, error))
            .then((more) => {
              inFlight.delete(message.id);
              if (more || full) claim();
            });
          inFlight.set(message.id, run);
        }
        full = inFlight.size >= AT_ONCE;
      }
    } catch (error) {
      deps.log.warn({ err: error }, "the outbox cannot be read; trying again");
    } finally {
      asking ??= setTimeout(() => void schedule(), ASK_DUE_MS);
    }
  };
  const schedule = async () => {
    asking = undefined;
    if (stopped) return;
    const due = await deps.stores.outbox.nextDue(platform.id).catch(() => null);
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => claim(), Math.min(Math.max(due ?? LOOK_AGAIN_MS, 20), LOOK_AGAIN_MS));
  };
  return {
    start() {
      unsubscribe = deps.signals.subscribe("outbox", (id) => {
        if (id === platform.id) claim();
      });
      claim();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(asking);
      unsubscribe();
      // What it took is posted, too: nobody else may for a while.
      await claiming;
      await Promise.all(inFlight.values());
      clearInterval(keeper);
    },
  };
}

/** Posts one message; whether another of its chat may be due now. */
async function deliver(
  deps: ChatDeps,
  platform: Platform,
  uploads: () => Place,
  message: OutboxMessage,
): Promise<boolean> {
  const { outbox } = deps.stores;
  failpoint("post.claimed");
  if (message.messageId === null && message.state === "sending" && message.atMostOnce)
    return outbox.end(message.id, "unknown", "the process ended while it was being sent").then(() => true);
  const view = await withoutLostPicture(deps, message, View.parse(message.view));
  const postable = await withTokens(deps, message, view);
  if (message.messageId === null && message.atMostOnce) await outbox.beginSend(message.id);
  failpoint("post.sending");
  const { id, place, replyToMessageId, messageId, posted } = message;
  const upload = uploads();
  if (view.image || view.album || view.attachment) await upload.admit();
  const outcome = await platform
    .post(
      { id, place, view: postable, replyToMessageId, personId: message.personId, messageId, posted },
      postHelp(deps, message),
    )
    .finally(upload.done);
  failpoint("post.sent");
  const more = await persist(deps, () => book(deps, platform, message, outcome));
  failpoint("post.booked");
  return more;
}

/** A fault of ours: the message is tried again soon, and in the end given up, as those behind it wait. */
async function putBack(deps: ChatDeps, message: OutboxMessage, error: unknown): Promise<true> {
  deps.log.warn({ err: error, message: message.key, attempts: message.attempts }, "posting failed inside the bot");
  const { outbox } = deps.stores;
  const release = () =>
    message.attempts < FAULTY_TRIES || deps.stores.isAway(error)
      ? outbox.retry(message.id, 125 * 2 ** message.attempts, "failed inside the bot")
      : outbox.end(message.id, "gone", "failed inside the bot");
  // With the database away for long the claim runs out by itself.
  await persist(deps, release).catch(() => {});
  return true;
}

/** After a failure: a picture that was removed meanwhile, as the oldest are every night, does not take the words with it. */
async function withoutLostPicture(deps: ChatDeps, { attempts, place }: OutboxMessage, view: View): Promise<View> {
  if (attempts < 2 || !view.image) return view;
  const isThere = await deps.stores.images.get(view.image.id, `${place.platform}:${place.chatId}`);
  return isThere ? view : { ...view, image: undefined };
}

async function withTokens(deps: ChatDeps, message: OutboxMessage, view: View): Promise<PostableView> {
  const flat = view.buttons.flat().filter((button) => button.intent !== undefined);
  const { id, place, sessionId, personId } = message;
  const tokens = await deps.stores.outbox.mintButtons(
    { outboxId: id, place, sessionId },
    flat.map((button) => ({
      intent: button.intent as NonNullable<typeof button.intent>,
      personId: button.for === "everyone" ? null : personId,
    })),
  );
  const tokenOf = new Map(flat.map((button, at) => [button, tokens[at] as string]));
  return {
    ...view,
    buttons: view.buttons.map((line) =>
      line.map((button) => ({
        label: button.label,
        style: button.style,
        copy: button.copy,
        form: button.form,
        choices: button.choices,
        token: tokenOf.get(button),
      })),
    ),
  };
}

function postHelp(deps: ChatDeps, message: OutboxMessage): PostHelp {
  return {
    async saveMessageId(messageId, posted) {
      await deps.stores.outbox.saveMessageId(message.id, messageId, posted);
      failpoint("post.placed");
    },
    async image(id): Promise<{ stored: StoredImage; data: ImageData }> {
      const chatKey = `${message.place.platform}:${message.place.chatId}`;
      const stored = await deps.stores.images.get(id, chatKey);
      if (!stored) throw new Error(`picture ${id} is not this chat's`);
      return { stored, data: await deps.files.read(stored) };
    },
    attachment: (id, name) => deps.exports.read(id, name),
    async postedImage(id) {
      return deps.stores.outbox.postedImage(id);
    },
  };
}

async function book(
  deps: ChatDeps,
  platform: Platform,
  message: OutboxMessage,
  outcome: PostOutcome,
): Promise<boolean> {
  const { outbox } = deps.stores;
  if (outcome.kind === "posted") {
    const restMs = platform.limits.editInterval[message.place.kind];
    return outbox.posted(message.id, message.version, { ...outcome, restMs });
  }
  if (outcome.kind === "retry" && message.attempts < TRIES) {
    await outbox.retry(message.id, outcome.delayMs, outcome.reason);
    return true;
  }
  deps.log.warn({ message: message.key, outcome: outcome.kind, reason: outcome.reason }, "a message was not posted");
  await outbox.end(message.id, outcome.kind === "unknown" ? "unknown" : "gone", outcome.reason);
  return true;
}
