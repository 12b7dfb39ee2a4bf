import { setTimeout as delay } from "node:timers/promises";
import type { FakeDiscord } from "../../tests/fakes/fake-discord-server.ts";
import { type Figure, percentile, plain, spread } from "../kit/figures.ts";
import { bothPlatforms, type Stage } from "../kit/stage.ts";
import { type Errand, onDiscord, onTelegram, type Visitor } from "./errands.ts";

/** `BENCH_MINUTES=60 npm run bench -- mixed` */
const MINUTES = Number(process.env.BENCH_MINUTES ?? 3);
const CUTS = 10;
const PEOPLE = { discord: 60, telegram: 30 };
const PER_SECOND = 12;
const PATIENCE_MS = 60_000;
/** Discord waits so long for an answer (ms). */
const TOO_LATE_MS = 3_000;
/** The gateway is away for this long in some cuts (ms). */
const AWAY_MS = 1_200;

/** Ways in which a gateway goes away while its session lives on. */
const WAYS: readonly ((gateway: FakeDiscord["gateway"]) => Promise<void> | void)[] = [
  (gateway) => gateway.drop(),
  (gateway) => gateway.drop(1000),
  (gateway) => gateway.askToReconnect(),
  async (gateway) => {
    gateway.refuse(true);
    gateway.drop();
    await delay(AWAY_MS);
    gateway.refuse(false);
  },
  (gateway) => gateway.drop(1001),
  (gateway) => gateway.invalidate(true),
  (gateway) => {
    gateway.replay(20);
    gateway.drop(4000);
  },
];

/** Interactions and messages on both platforms for minutes, with the gateway cut ten times: late, lost, doubled. */
export async function mixed(): Promise<Figure[]> {
  const stage = await bothPlatforms({ delayMs: () => 300 + Math.random() * 2000 });
  try {
    const visitors = visitorsOf(stage);
    const { errands, cuts } = await play(stage, visitors);
    await settled(errands, visitors);
    return report(stage, visitors, errands, cuts);
  } finally {
    await stage.close();
  }
}

function visitorsOf({ discord, telegram }: Stage): Visitor[] {
  const guild = discord.guild();
  return [
    ...Array.from({ length: PEOPLE.discord }, (_, at) => {
      const user = discord.user();
      const denied = at % 3 === 1 ? (["threads"] as const) : [];
      return onDiscord(
        discord,
        user,
        at % 3 === 0 ? discord.privateChat(user) : discord.channel(guild, { denied: [...denied] }),
      );
    }),
    ...Array.from({ length: PEOPLE.telegram }, () => onTelegram(telegram)),
  ];
}

/** Everybody in turn at the rate; the gateway is cut at even distances, never at the very end. */
async function play({ discord }: Stage, visitors: readonly Visitor[]): Promise<{ errands: Errand[]; cuts: number }> {
  const errands: Errand[] = [];
  const lasts = MINUTES * 60_000;
  const begun = performance.now();
  let [acted, cuts] = [0, 0];
  for (let now = 0; now < lasts; now = performance.now() - begun) {
    if (now > ((cuts + 1) * lasts) / (CUTS + 1)) void WAYS[cuts++ % WAYS.length]?.(discord.gateway);
    for (const due = (now * PER_SECOND) / 1000; acted < due; acted++) {
      const errand = visitors[acted % visitors.length]?.act();
      if (errand) errands.push(errand);
    }
    await delay(20);
  }
  return { errands, cuts };
}

const isDone = (visitor: Visitor) => visitor.pictures().shown >= visitor.pictures().wanted;

async function settled(errands: readonly Errand[], visitors: readonly Visitor[]): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await delay(500))
    if (visitors.every(isDone) && errands.every((errand) => errand.answers() > 0)) return;
}

function report(
  { discord, bot }: Stage,
  visitors: readonly Visitor[],
  errands: readonly Errand[],
  cuts: number,
): Figure[] {
  const interactions = [...discord.world.interactions.values()];
  const took = interactions.flatMap(({ answeredAfter }) => answeredAfter ?? []);
  const late = interactions.filter(({ answeredAfter }) => (answeredAfter ?? TOO_LATE_MS + 1) > TOO_LATE_MS);
  const of = (wrong: (count: number) => boolean) => errands.filter((errand) => wrong(errand.answers()));
  const [lost, doubled] = [of((count) => count === 0), of((count) => count > 1)];
  const pictures = visitors.map((visitor) => visitor.pictures());
  const missing = pictures.filter(({ wanted, shown }) => shown < wanted).length;
  const extra = pictures.filter(({ wanted, shown }) => shown > wanted).length;
  const shown = pictures.reduce((sum, one) => sum + one.shown, 0);
  const first = (list: readonly Errand[]) => (list[0] ? `; first: ${list[0].what}` : "");
  const { identified, resumed } = discord.gateway;
  return [
    {
      figure: `${MINUTES} min of mixed load, the gateway cut ${cuts} times: late acknowledgements`,
      measured: String(late.length),
      limit: "0",
      met: late.length === 0,
      note: `of ${interactions.length} interactions, ${PER_SECOND} actions/s by ${visitors.length} people on both platforms; ${resumed.length} resumed, ${identified.length - 1} begun anew`,
    },
    {
      figure: "… answers lost, and doubled",
      measured: `${lost.length + missing} and ${doubled.length + extra}`,
      limit: "0 and 0",
      met: lost.length + missing + doubled.length + extra === 0,
      note: `of ${errands.length} actions and ${shown} pictures${first([...lost, ...doubled])}; ${bot.troubles.length} warnings logged`,
    },
    plain(
      "… an interaction to its acknowledgement",
      spread(took),
      `slowest ${Math.max(...took).toFixed(0)} ms, p99.9 ${percentile(took, 0.999).toFixed(0)} ms`,
    ),
  ];
}
