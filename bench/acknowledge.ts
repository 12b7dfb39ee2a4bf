import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  controlsOf,
  createFakeDiscordServer,
  type FakeChannel,
  type FakeDiscord,
  type FakeInteraction,
  type FakeUser,
} from "../tests/fakes/fake-discord-server.ts";
import { deploy } from "./kit/deployment.ts";
import { type Figure, ms, percentile, plain, spread } from "./kit/figures.ts";
import { ampleEnv, createStage } from "./kit/people.ts";
import { startProgram } from "./kit/program.ts";

const PEOPLE = 50;
const PER_SECOND = 50;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;
const LIMIT_MS = 300;
/** Discord's type of an answer that opens a modal. */
const MODAL = 9;
/** Discord waits so long for an answer (ms). */
const TOO_LATE_MS = 3_000;

/** An interaction to its acknowledgement, in the same mix for the bot and for a responder that does nothing else. */
export async function acknowledge(): Promise<Figure[]> {
  const bare = await measureBare();
  const bot = await measureBot();
  const p99 = percentile(bot.took, 0.99);
  const lost = bot.unanswered > 0 ? `; ${bot.unanswered} UNANSWERED` : "";
  const mix = "a third begin sessions, a third press for a modal, the others list and complete";
  return [
    {
      figure: "an interaction to its acknowledgement on Discord",
      measured: spread(bot.took),
      limit: `p99 ≤ ${LIMIT_MS} ms`,
      met: p99 <= LIMIT_MS && bot.unanswered === 0,
      note: `${PER_SECOND} interactions/s for ${SECONDS} s from ${PEOPLE} people: ${mix}${lost}; slowest ${ms(Math.max(...bot.took))}`,
    },
    plain("… by a modal", spread(bot.modals), `${bot.modals.length} of them: what goes into it is looked up first`),
    plain("… by a bare discord.js responder", spread(bare.took), "the same load, nothing looked up and nothing kept"),
  ];
}

interface Person {
  readonly user: FakeUser;
  readonly channel: FakeChannel;
}

async function measureBare() {
  const discord = await createFakeDiscordServer();
  const env = { DISCORD_BOT_TOKEN: discord.token, DISCORD_API_ROOT: discord.apiRoot };
  const bot = await startProgram([join(import.meta.dirname, "discord-responder.ts")], env);
  try {
    return await load(discord);
  } finally {
    await bot.stop();
    await discord.stop();
  }
}

async function measureBot() {
  const discord = await createFakeDiscordServer();
  const { telegram } = await createStage();
  const { TELEGRAM_BOT_TOKEN, TELEGRAM_API_ROOT, ...ample } = ampleEnv(telegram);
  const { close } = await deploy({
    ...ample,
    DISCORD_BOT_TOKEN: discord.token,
    DISCORD_API_ROOT: discord.apiRoot,
    IMAGE_PROVIDER: "sketch",
  });
  try {
    return await load(discord);
  } finally {
    await close();
    await Promise.all([discord.stop(), telegram.stop()]);
  }
}

async function load(discord: FakeDiscord) {
  const people = Array.from({ length: PEOPLE }, () => ({
    user: discord.user(),
    channel: discord.channel(discord.guild()),
  }));
  await act(discord, people, WARM_UP_SECONDS);
  const made = await act(discord, people, SECONDS);
  const tookOf = (all: readonly FakeInteraction[]) => all.flatMap(({ answeredAfter }) => answeredAfter ?? []);
  const modals = made.filter(({ callback }) => callback?.type === MODAL);
  const took = tookOf(made);
  return { took, modals: tookOf(modals), unanswered: made.length - took.length };
}

/** Interactions at the rate, by everybody in turn; resolves when all were answered, or can be no more. */
async function act(discord: FakeDiscord, people: readonly Person[], seconds: number): Promise<FakeInteraction[]> {
  const made: FakeInteraction[] = [];
  const begun = performance.now();
  while (made.length < PER_SECOND * seconds) {
    const due = Math.floor(((performance.now() - begun) * PER_SECOND) / 1000) + 1;
    while (made.length < due) made.push(one(discord, people[made.length % people.length] as Person, made.length));
    await delay(Math.max(0, begun + (made.length * 1000) / PER_SECOND - performance.now()));
  }
  for (const end = performance.now() + TOO_LATE_MS; performance.now() < end; await delay(50))
    if (made.every(({ callback }) => callback)) break;
  return made;
}

function one(discord: FakeDiscord, person: Person, nth: number): FakeInteraction {
  const { channel, user } = person;
  switch (Math.floor(nth / PEOPLE + nth) % 6) {
    case 0:
    case 1:
      return discord.command(channel, user, "imagine", { goal: `a red fox number ${nth}` });
    case 2:
    case 3:
      return press(discord, person);
    case 4:
      return discord.type(channel, user, "imagine", { goal: "a fox", provider: "s" }, "provider");
    default:
      return discord.command(channel, user, "spend");
  }
}

/** The newest button of the person's that asks for a modal, which is looked up before it is acknowledged. */
function press(discord: FakeDiscord, { channel, user }: Person): FakeInteraction {
  const threads = channel.messages.flatMap(({ id }) => discord.world.channels.get(id)?.messages ?? []);
  for (const message of threads.toReversed())
    for (const { custom_id } of controlsOf(message))
      if (custom_id.endsWith(".form")) return discord.press(message, custom_id, user);
  const nothing = { embeds: [], files: [], flags: 0, onlyFor: null, replyTo: null, nonce: null };
  const components = [{ type: 1, components: [{ type: 2, style: 2, label: "Edit", custom_id: "of-nobody.form" }] }];
  const message = discord.world.add({
    ...{ ...nothing, channelId: channel.id, author: discord.world.bot, content: "a card", components },
  });
  return discord.press(message, "of-nobody.form", user);
}
