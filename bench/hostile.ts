import { monitorEventLoopDelay } from "node:perf_hooks";
import { SfumatoError } from "../src/domain/errors.ts";
import { BOMBS } from "../tests/images/bombs.ts";
import { decoderPeak } from "../tests/images/decoder-peak.ts";
import { damaged, photo } from "../tests/images/sent-files.ts";
import { type Benchmark, ms, percentile } from "./kit/figures.ts";
import { intakeWorld } from "./kit/uploads.ts";

const FILES = 10_000;
/** Every how many files one asks for as much as it can. */
const BOMB_EVERY = 50;

/** Ten thousand damaged and hostile pictures of every kind, one after the other: each is judged, and nothing dies but decoders. */
export const hostile: Benchmark = async () => {
  const world = await intakeWorld();
  const sizes = [
    [160, 120],
    [900, 700],
  ] as const;
  const seeds: Buffer[] = [];
  for (const [width, height] of sizes)
    for (const kind of ["jpeg", "png", "webp", "avif"] as const)
      seeds.push(await (await photo(width, height)).toFormat(kind).toBuffer());
  const hostileOnes: Buffer[] = [];
  for (const make of Object.values(BOMBS)) hostileOnes.push(await make());
  const fileAt = (at: number) =>
    at % BOMB_EVERY === 0
      ? (hostileOnes[(at / BOMB_EVERY) % hostileOnes.length] as Buffer)
      : damaged(seeds[at % seeds.length] as Buffer, at);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const took: number[] = [];
  const fates = new Map<string, number>();
  let peak = 0;
  await world.take(seeds[0] as Buffer);
  delay.enable();
  for (let at = 0; at < FILES; at++) {
    const file = fileAt(at);
    const began = performance.now();
    const fate = await world.take(file).then(
      () => "taken",
      (error: unknown) => (error instanceof SfumatoError ? String(error.details.upload ?? error.code) : "broke"),
    );
    took.push(performance.now() - began);
    fates.set(fate, (fates.get(fate) ?? 0) + 1);
    if (at % 10 === 0) peak = Math.max(peak, decoderPeak());
  }
  delay.disable();
  await world.end();
  const worst = Math.max(...took);
  const told = [...fates].map(([fate, count]) => `${fate} ${count}`).join(", ");
  const loop = delay.max / 1e6 - 10;
  const memory = peak / 1024 / 1024;
  const isWhole = !fates.has("broke") && !fates.has("E_INTERNAL");
  return [
    {
      figure: "damaged and hostile pictures judged",
      measured: `${FILES}`,
      limit: "no bot death",
      met: isWhole,
      note: told,
    },
    {
      figure: "… the slowest",
      measured: ms(worst),
      limit: "≤ 2 s",
      met: worst <= 2_000,
      note: `p99 ${ms(percentile(took, 0.99))}`,
    },
    {
      figure: "… memory of the decoder",
      measured: `${memory.toFixed(0)} MB`,
      limit: "≤ 300 MB",
      met: memory <= 300,
      note: "",
    },
    {
      figure: "… longest delay of the event loop",
      measured: ms(loop),
      limit: "≤ 50 ms",
      met: loop <= 50,
      note: `p99 ${ms(delay.percentile(99) / 1e6 - 10)}`,
    },
  ];
};
