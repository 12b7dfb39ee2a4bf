import type { Update } from "grammy/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandMenus } from "../../../src/chat/commands.ts";
import { createDiscord } from "../../../src/chat/discord/index.ts";
import type { Intent } from "../../../src/chat/intents.ts";
import { readBatch } from "../../../src/chat/telegram/albums.ts";
import { createFakeDiscordServer, type FakeDiscord, type FakeInteraction } from "../../fakes/fake-discord-server.ts";
import { wording } from "../fake-deps.ts";
import { listener, type Recording, recordingsOf } from "./replay.ts";

let heard: Awaited<ReturnType<typeof listener>>;
beforeAll(async () => {
  heard = await listener();
});
afterAll(() => heard.close());

const expectAnswer = async ({ answer }: Recording, intents: readonly Intent[]) => {
  if (answer === undefined) return;
  expect(await heard.answerTo(intents[0] as Intent)).toMatch(new RegExp(answer, "i"));
};

describe("a recorded update of Telegram is read as what it is:", () => {
  const me = { id: 4_200_000_001, username: "sfumato_test_bot" };
  it.each(recordingsOf("telegram"))("%s", async (_name, recording) => {
    const unreadable: unknown[] = [];
    const intents = readBatch(recording.updates as Update[], me, (error) => unreadable.push(error));
    expect(unreadable).toEqual([]);
    expect(intents, recording.about).toEqual(recording.intents);
    await expectAnswer(recording, intents);
  });
});

describe("a recorded event of Discord is read and acknowledged as what it is:", () => {
  const END = "the end";
  let server: FakeDiscord;
  let stop = async () => {};
  const got: Intent[] = [];
  beforeAll(async () => {
    server = await createFakeDiscordServer({ botId: "1400000000000000002", applicationId: "1400000000000000001" });
    const log = { debug() {}, info() {}, warn() {}, error() {} } as never;
    const discord = createDiscord({
      ...{ token: server.token, apiRoot: server.apiRoot, fetch: globalThis.fetch, log, wording },
      clock: { now: () => new Date(), sleep: async () => {} },
      fitImage: async (image) => image,
    });
    await discord.start({
      form: async () => null,
      admits: async () => true,
      suggest: async () => [],
      receive: async (_platform, intents) => void got.push(...intents),
    });
    await discord.setCommands(commandMenus(wording));
    stop = async () => {
      await discord.stop();
      await server.stop();
    };
  });
  afterAll(() => stop());

  /** The fake has to know an interaction and its message, or it would refuse the answer. */
  const know = (data: Record<string, unknown>): FakeInteraction => {
    const { id, token, type, channel_id } = data as { id: string; token: string; type: number; channel_id: string };
    const interaction: FakeInteraction = {
      ...{ id, token, type, user: server.user(), channelId: channel_id, messageId: null },
      ...{
        at: Date.now(),
        at0: performance.now(),
        callback: null,
        answeredAfter: null,
        originalId: null,
        followUps: [],
      },
    };
    server.world.interactions.set(id, interaction);
    return interaction;
  };

  it.each(recordingsOf("discord"))("%s", async (name, recording) => {
    const { event = "", data = {} } = recording;
    const interaction = event === "INTERACTION_CREATE" ? know(data) : null;
    got.length = 0;
    server.gateway.dispatch(event, data);
    if (recording.acknowledged) {
      await server.waitFor(() => interaction?.callback);
      const { type, flags } = recording.acknowledged;
      expect(interaction?.callback).toMatchObject({ type, ...(flags ? { data: { flags } } : {}) });
    } else expect(interaction?.callback ?? null).toBe(null);
    // What comes after it in the same shard was taken after it.
    const ann = server.user();
    server.say(server.privateChat(ann), ann, END);
    const isEnd = ({ action }: Intent) => action.type === "text" && action.text === END;
    await server.waitFor(() => got.some(isEnd) && got.length > recording.intents.length);
    const intents = got.filter((intent) => !isEnd(intent));
    const expected = JSON.stringify(recording.intents).replaceAll("@original", interaction?.originalId ?? "");
    expect(intents, `${name}: ${recording.about}`).toEqual(JSON.parse(expected));
    await expectAnswer(recording, intents);
  });
});
