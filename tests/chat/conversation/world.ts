import { onTestFinished } from "vitest";
import type { ChatDeps } from "../../../src/chat/chat-deps.ts";
import { createConversation } from "../../../src/chat/conversation/index.ts";
import type { Action, Intent } from "../../../src/chat/intents.ts";
import type { Answer, OutgoingMessage } from "../../../src/chat/platform.ts";
import { createPostOffice } from "../../../src/chat/post-office.ts";
import type { Place } from "../../../src/domain/session.ts";
import { chatWorld, handleWhole } from "../chat-world.ts";

export interface Person {
  id: string;
  name: string;
  language: string | null;
  username?: string;
  moderator?: boolean;
}

export const ann: Person = { id: "7", name: "Ann", language: "en" };
export const bob: Person = { id: "8", name: "Bob", language: "en", username: "Bobby" };
/** Moderates {@link group}. */
export const mona: Person = { id: "9", name: "Mona", language: "en" };
/** Operates the deployment. */
export const olga: Person = { id: "10", name: "Olga", language: "en" };

export const group: Place = { platform: "telegram", chatId: "-100", threadId: null, kind: "group" };
export const privateOf = (person: Person): Place => ({
  ...{ platform: "telegram", chatId: person.id, threadId: null, kind: "private" },
});

/** The conversation on a database of its own, with a real post office before a fake platform. */
export async function conversationWorld(options: Partial<ChatDeps> = {}) {
  const world = await chatWorld();
  let wake = () => {};
  const signals: ChatDeps["signals"] = {
    subscribe(topic, listener) {
      if (topic === "outbox") wake = () => listener("telegram");
      return () => {};
    },
  };
  Object.assign(world.platform.limits.editInterval, { private: 0, group: 0 });
  Object.assign(world.deps, { operators: [{ platform: "telegram", personId: olga.id }], signals }, options);
  world.platform.moderators.add(mona.id);
  const { handle } = createConversation(world.deps);
  const office = createPostOffice(world.deps, world.platform);
  office.start();
  onTestFinished(() => office.stop());
  let updates = 0;

  /** Everything that the bot says by then is posted. */
  const settled = async () => {
    for (;;) {
      wake();
      const due = await world.stores.outbox.nextDue("telegram");
      if (due === null) return;
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const does = async (person: Person, place: Place, action: Action, more: Partial<Intent> = {}) => {
    const updateId = `u${++updates}`;
    const intent: Intent = {
      ...{ updateId, place, person, messageId: `m${updates}`, replyToMessageId: null, action },
      ...more,
    };
    const before = world.platform.posts.length;
    const answer: Answer | undefined = await handleWhole(world.stores, handle, intent);
    await settled();
    const posts = world.platform.posts.slice(before);
    return { answer, posts, text: posts.map(textOf).join("\n"), notice: answer?.notice ?? "" };
  };
  return {
    ...world,
    does,
    /** Words, or a command when they begin with a slash. */
    says(person: Person, words: string, place: Place = group, more: Partial<Intent> = {}) {
      const command = /^\/(\w+)\s*([\s\S]*)$/.exec(words);
      const action: Action = command
        ? { type: "command", name: command[1] as string, args: command[2] as string }
        : { type: "text", text: words };
      return does(person, place, action, more);
    },
    /** Presses the newest button of this label, wherever it was shown. */
    async presses(person: Person, label: RegExp, place: Place = group) {
      for (const post of [...world.platform.posts].reverse())
        for (const button of post.view.buttons.flat())
          if (label.test(button.label) && button.token) {
            const messageId = await idOf(post);
            return does(person, place, press(button.token), { messageId });
          }
      throw new Error(`no button ${label}`);
    },
    tokenOf(label: RegExp): string {
      const buttons = world.platform.posts.flatMap((post) => post.view.buttons.flat());
      return buttons.findLast((button) => label.test(button.label))?.token ?? "";
    },
  };

  async function idOf(post: OutgoingMessage): Promise<string | null> {
    const [row] = await world.sql`select message_id from outbox where id = ${post.id}`;
    return (row?.message_id as string | undefined) ?? null;
  }
}

export const press = (token: string): Action => ({ type: "press", token, pressId: "p" });

export function textOf({ view }: OutgoingMessage): string {
  return view.text
    .map((part) =>
      Array.isArray(part) ? part.map((span) => (typeof span === "string" ? span : span.text)).join("") : part.quote,
    )
    .join("\n");
}
