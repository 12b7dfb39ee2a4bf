import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeDiscordServer, type FakeDiscord } from "../fakes/fake-discord-server.ts";
import { type Deployment, deploy } from "./deployment.ts";
import { type DiscordTalk, discordTalk } from "./discord-talk.ts";

const NOT_YOURS = /Only this chat's moderators may do that\./;

/** Somebody in a group, whatever the platform. */
interface Voice {
  command(name: string, words?: string): void;
  /** The newest thing shown that matches. */
  see(pattern: RegExp): Promise<unknown>;
  offered(label: RegExp): Promise<unknown>;
  /** Presses the newest such button. */
  press(label: RegExp): Promise<unknown>;
  /** Presses it, and gives what the presser alone is told. */
  toldFor(label: RegExp): Promise<string>;
  /** Resolves once so many pictures are shown. */
  seePictures(count: number): Promise<unknown>;
  pictures(): number;
}

/** A group with a member and with a moderator, who can be made one no longer. */
interface Group {
  name: string;
  ann: Voice;
  mona: Voice;
  demote(): void;
}

let discord: FakeDiscord;
let world: Deployment;
/** Operates it, and has never written to the bot. */
let olga: DiscordTalk;

beforeAll(async () => {
  discord = await createFakeDiscordServer();
  olga = discordTalk(discord, { person: discord.user({ name: "Olga" }) });
  const operated = { ADMIN_IDS: `discord:${olga.person.id}`, ACCESS_MODE: "approval" };
  world = await deploy({ env: { DISCORD_BOT_TOKEN: discord.token, DISCORD_API_ROOT: discord.apiRoot, ...operated } });
});
afterAll(async () => {
  await world.close();
  await discord.stop();
});

function onTelegram(): Group {
  const { telegram } = world;
  const chat = telegram.group({ title: "Sailors" });
  const people = { ann: telegram.user(), mona: telegram.user({ first_name: "Mona" }) };
  chat.admins.add(people.mona.id);
  const voice = (person: typeof people.ann): Voice => {
    const talk = world.talk({ chat, person });
    return {
      ...{ see: talk.see, offered: talk.offered, press: (label) => talk.press(label) },
      toldFor: async (label) => (await talk.press(label)) ?? "",
      command: (name, words = "") => talk.say(`/${name} ${words}`.trim()),
      seePictures: (count) => talk.until(() => talk.pictures().length === count),
      pictures: () => talk.pictures().length,
    };
  };
  const demote = () => chat.admins.delete(people.mona.id);
  return { name: "Sailors", ann: voice(people.ann), mona: voice(people.mona), demote };
}

function onDiscord(): Group {
  const channel = discord.channel(discord.guild(), { name: "painters" });
  const people = { ann: discord.user(), mona: discord.user({ name: "Mona", moderator: true }) };
  const field: Record<string, string> = { imagine: "goal", caps: "words" };
  const voice = (person: typeof people.ann): Voice => {
    const talk = discordTalk(discord, { channel, person });
    return {
      ...{ see: talk.see, offered: talk.offered, press: (label) => talk.press(label) },
      toldFor: async (label) => talk.told(await talk.press(label)),
      command: (name, words) => talk.command(name, words ? { [field[name] ?? ""]: words } : {}),
      seePictures: (count) => talk.until(() => talk.pictures().length === count),
      pictures: () => talk.pictures().length,
    };
  };
  const demote = () => {
    people.mona.permissions = 0n;
  };
  return { name: "Painters · painters", ann: voice(people.ann), mona: voice(people.mona), demote };
}

describe.concurrent("one deployment, a group", { timeout: 40_000 }, () => {
  it.each([
    ["Telegram", onTelegram],
    ["Discord", onDiscord],
  ])(
    "on %s, let in by an operator: a moderator's cap and pause stop what costs money, others' words do not",
    async (_name, open) => {
      const { name, ann, mona, demote } = open();
      ann.command("imagine", "a tall ship");
      await ann.see(/Somebody has to let me in/);
      await olga.press(/^Approve$/, await olga.see(new RegExp(`“${name}” would like to use the bot`)));
      await ann.see(/You are in\./);
      ann.command("imagine", "a tall ship");
      await ann.offered(/^Accept/);
      ann.command("caps", "daily 100");
      await ann.see(NOT_YOURS);

      mona.command("caps", "daily 0.001");
      await mona.see(/Changed: /);
      await ann.press(/^Accept/);
      // It is refused at once, rather than after a question.
      await ann.see(/The chat cap \(today\) of \$0\.0010 has \$0\.00 left; this needs up to \$0\.\d+\./);
      mona.command("caps", "daily 50");
      await mona.see(/chat cap, today: \$0\.\d+ of \$50\.00/);

      mona.command("pause");
      await mona.see(/^Paused\. No new work/);
      expect(await ann.toldFor(/^Retry/)).toMatch(/The moderators paused new work in this chat/);
      ann.command("resume");
      expect(ann.pictures()).toBe(0);
      mona.command("resume");
      await mona.see(/^Going on/);
      await ann.press(/^Retry/);
      await ann.offered(/^Re-roll/);

      demote();
      mona.command("caps", "daily 9");
      await mona.see(NOT_YOURS);
      mona.command("pause");
      await ann.press(/^Re-roll/);
      await ann.seePictures(2);
    },
  );
});
