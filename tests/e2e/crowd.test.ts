import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeDiscordServer, type FakeDiscord } from "../fakes/fake-discord-server.ts";
import { markedPainter, mixedUp, playAll, postedIn, type Seat, seatsOnDiscord, seatsOnTelegram } from "./crowd.ts";
import { type Deployment, deploy } from "./deployment.ts";

const EACH = 6;

describe("many chats on both platforms at once in one process", { timeout: 90_000 }, () => {
  let discord: FakeDiscord;
  let world: Deployment;
  let seats: Seat[];
  beforeAll(async () => {
    discord = await createFakeDiscordServer();
    const env = { DISCORD_BOT_TOKEN: discord.token, DISCORD_API_ROOT: discord.apiRoot, USER_CONCURRENCY: "50" };
    world = await deploy({ env, imageDelayMs: 100, picture: markedPainter() });
    seats = [...seatsOnTelegram(world.telegram, EACH), ...seatsOnDiscord(discord, EACH, EACH)];
    await playAll(seats, 60_000);
  });
  afterAll(async () => {
    await world.close();
    await discord.stop();
  });

  it("all come to their end, each with two pictures and their album", () => {
    expect(seats.map(({ step }) => step)).toEqual(seats.map(() => "done"));
    for (const seat of seats)
      expect(
        seat.shown().flatMap(({ pictures }) => pictures),
        `chat ${seat.chat}`,
      ).toHaveLength(4);
  });

  it("each see their own wish, prompt and pictures, and nobody else's", () => {
    const posted = postedIn(seats, world.telegram, discord);
    const spoken = posted.filter(({ words }) => /zq\d{4}zq/.test(words));
    expect(new Set(spoken.map(({ chat }) => chat))).toEqual(new Set(seats.map(({ chat }) => chat)));
    expect(mixedUp(posted, seats)).toEqual([]);
  });

  it("would show it if one stood in another's chat", async () => {
    const [first, second] = seats as [Seat, Seat];
    const strange = { ...first, shown: second.shown };
    expect(mixedUp([], [strange])).toHaveLength(4);
    expect(mixedUp([{ chat: 0, words: "zq0000zq and zq0001zq" }], [])).toEqual(["zq0001zq in chat 0"]);
    expect(mixedUp([{ chat: null, words: "zq0001zq" }], [])).toHaveLength(1);
  });
});
