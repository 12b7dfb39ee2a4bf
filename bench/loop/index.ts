import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type Figure, machineLine, table } from "../kit/figures.ts";
import { qualityChart } from "./chart.ts";
import { goalsFor } from "./goals.ts";
import { halfInterval, mean, playAll, type Row, varianceByPrompt } from "./measure.ts";
import { equalsReplaced, hostileNotesSurvived, injectedAccepted, perfectCostsOne, type Share } from "./scenarios.ts";
import { STRATEGIES, type StrategyName } from "./strategies.ts";
import { WORLDS } from "./worlds.ts";

/** `npm run bench:loop -- --goals 600 --seed other`: another seed is another list of goals and other draws. */
const { values: options } = parseArgs({
  options: {
    goals: { type: "string", default: "300" },
    seed: { type: "string", default: "sfumato" },
    out: { type: "string", default: join(import.meta.dirname, "../..") },
  },
});
const NAMES = Object.keys(STRATEGIES) as StrategyName[];
const OURS: StrategyName = "Sfumato";
const RAW: StrategyName = "best of 3, raw prompt";
const REFINED: StrategyName = "best of 3, refined prompt";

type Played = Readonly<Record<StrategyName, Row[]>>;

const say = (line: string) => process.stdout.write(`${line}\n`);
const points = (value: number, digits = 1) => `${value > 0 ? "+" : ""}${value.toFixed(digits)}`;

async function main(): Promise<void> {
  const started = performance.now();
  const goals = goalsFor(options.seed, Number(options.goals));
  const played: Record<string, Played> = {};
  const explained: Record<string, number> = {};
  for (const { name, world } of WORLDS) {
    process.stderr.write(`${name} …\n`);
    const rows = {} as Record<StrategyName, Row[]>;
    for (const strategy of NAMES) rows[strategy] = await playAll(strategy, goals, world, options.seed);
    played[name] = rows;
    explained[name] = await varianceByPrompt(goals.slice(0, 100), world);
  }
  process.stderr.write("scenarios …\n");
  const figures = [...targets(played), ...(await scenarioFigures(goals))];
  const seconds = (performance.now() - started) / 1000;
  const lines = tableLines(played, explained);
  say(`\n${goals.length} goals, seed ${options.seed}, ${seconds.toFixed(0)} s\n`);
  say(lines.join("\n"));
  say(`\n${table(figures)}`);
  await save(goals.length, lines, figures, played);
}

async function save(
  goals: number,
  lines: string[],
  figures: readonly Figure[],
  played: Record<string, Played>,
): Promise<void> {
  const panels = WORLDS.map(({ name, about }) => {
    const estimate = (rows: readonly Row[]) => {
      const qualities = rows.map((row) => row.quality);
      return { mean: mean(qualities), half: halfInterval(qualities) };
    };
    const of = played[name] as Played;
    const title = name.length === 1 ? `World ${name}` : name.charAt(0).toUpperCase() + name.slice(1);
    return { title, about, strategies: Object.fromEntries(NAMES.map((each) => [each, estimate(of[each])])) };
  });
  const picture = join(options.out, "docs/pictures/loop.svg");
  await mkdir(dirname(picture), { recursive: true });
  const note = `${goals} simulated wishes, at most three pictures each (Sfumato stops early). npm run bench:loop`;
  await writeFile(picture, qualityChart(panels, OURS, note));
  const results = {
    machine: machineLine(),
    at: new Date().toISOString(),
    seed: options.seed,
    goals,
    table: lines,
    figures,
  };
  await mkdir(join(options.out, "bench"), { recursive: true });
  await writeFile(join(options.out, "bench/loop-results.json"), `${JSON.stringify(results, null, 2)}\n`);
}

/** As Markdown, for the README. */
function tableLines(played: Record<string, Played>, explained: Record<string, number>): string[] {
  const head =
    "| world | strategy | true quality | prompt's gain | reported − true | peak − returned | images | looks | $ |";
  const lines = [head, `|${" --- |".repeat(9)}`];
  for (const { name } of WORLDS)
    for (const strategy of NAMES) {
      const rows = (played[name] as Played)[strategy];
      const of = (pick: (row: Row) => number) => rows.map(pick);
      const quality = of((row) => row.quality);
      const world = strategy === NAMES[0] ? `${name} (${((explained[name] ?? 0) * 100).toFixed(0)} % by prompt)` : "";
      const cells = [
        world,
        strategy === OURS ? `**${strategy}**` : strategy,
        `${mean(quality).toFixed(1)} ± ${halfInterval(quality).toFixed(1)}`,
        points(mean(of((row) => row.promptGain))),
        points(mean(of((row) => row.reported - row.quality))),
        mean(of((row) => row.peak - row.quality)).toFixed(1),
        mean(of((row) => row.images)).toFixed(2),
        mean(of((row) => row.looks)).toFixed(2),
        mean(of((row) => row.usd)).toFixed(3),
      ];
      lines.push(`| ${cells.join(" | ")} |`);
    }
  return lines;
}

/** What was promised, and what came out. Lifts are paired by goal. */
function targets(played: Record<string, Played>): Figure[] {
  const lift = (world: string, over: StrategyName, least: number): Figure => {
    const { [OURS]: ours, [over]: base } = played[world] as Played;
    const gains = ours.map((row, at) => row.quality - (base[at] as Row).quality);
    return figure(
      `${world}: true quality over ${over}`,
      mean(gains),
      halfInterval(gains),
      (v) => v >= least,
      `≥ +${least}`,
    );
  };
  const of = (
    world: string,
    name: string,
    pick: (row: Row) => number,
    holds: (v: number) => boolean,
    limit: string,
  ) => {
    const sample = (played[world] as Played)[OURS].map(pick);
    return figure(`${world}: ${name}`, mean(sample), halfInterval(sample), holds, limit);
  };
  const usual = ["A", "B"].flatMap((world) => [
    of(
      world,
      "peak − returned",
      (row) => row.peak - row.quality,
      (v) => v <= 3.5,
      "≤ 3.5",
    ),
    of(
      world,
      "reported − true",
      (row) => row.reported - row.quality,
      (v) => Math.abs(v) <= 2.5,
      "within ± 2.5",
    ),
    of(
      world,
      "images a goal",
      (row) => row.images,
      (v) => v <= 2.7,
      "≤ 2.7",
    ),
    of(
      world,
      "judge calls a goal",
      (row) => row.looks,
      (v) => v <= 3.3,
      "≤ 3.3",
    ),
  ]);
  return [
    lift("A", RAW, 1),
    lift("B", RAW, 1.8),
    lift("hard judge", RAW, 1),
    lift("A", REFINED, 1),
    lift("B", REFINED, 1.8),
    lift("hard judge", REFINED, 1),
    of(
      "A",
      "prompt's expected quality over raw",
      (row) => row.promptGain,
      (v) => v >= 0.8,
      "≥ +0.8",
    ),
    of(
      "B",
      "prompt's expected quality over raw",
      (row) => row.promptGain,
      (v) => v >= 2.3,
      "≥ +2.3",
    ),
    ...usual,
  ];
}

function figure(name: string, value: number, half: number, holds: (value: number) => boolean, limit: string): Figure {
  return { figure: name, measured: `${value.toFixed(2)} ± ${half.toFixed(2)}`, limit, met: holds(value), note: "" };
}

async function scenarioFigures(goals: readonly string[]): Promise<Figure[]> {
  const row = (name: string, { share, tried }: Share, holds: (share: number) => boolean, limit: string): Figure => ({
    figure: name,
    measured: `${(share * 100).toFixed(1)} %`,
    limit,
    met: holds(share),
    note: `${tried} tried`,
  });
  const some = goals.slice(0, 300);
  return [
    row(
      "equal pictures replaced, judge always prefers the first",
      await equalsReplaced(some, 1),
      (s) => s <= 0.3,
      "≤ 30 %",
    ),
    row(
      "equal pictures replaced, judge prefers the first in half of its looks",
      await equalsReplaced(some, 0.5),
      (s) => s <= 0.3,
      "≤ 30 %",
    ),
    row("worse pictures with words to the judge accepted", await injectedAccepted(some), (s) => s <= 0.02, "≤ 2 %"),
    row(
      "ten rounds with hostile notes keep literals and musts",
      await hostileNotesSurvived(some.slice(0, 100)),
      (s) => s === 1,
      "100 %",
    ),
    row(
      "a first picture that passes all costs one picture, one look",
      await perfectCostsOne(some),
      (s) => s === 1,
      "100 %",
    ),
  ];
}

await main();
