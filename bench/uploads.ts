import sharp from "sharp";
import { type Benchmark, median, ms } from "./kit/figures.ts";
import { intakeWorld } from "./kit/uploads.ts";

const ROUNDS = 7;
/** A photo's grain: a JPEG of smooth colours would be all header. */
async function photo(): Promise<Buffer> {
  const grain = Uint8Array.from({ length: 1000 * 750 * 3 }, (_, at) => (at * 7919 + (at % 251) * 31) % 256);
  const large = sharp(grain, { raw: { width: 1000, height: 750, channels: 3 } }).resize({ width: 4000, height: 3000 });
  return large.jpeg({ quality: 88 }).toBuffer();
}

/** The same work by sharp alone, in this process: upright, in size, JPEG, thumbnail. */
async function bare(bytes: Buffer): Promise<void> {
  const limits = { width: 4096, height: 4096, fit: "inside", withoutEnlargement: true } as const;
  const kept = await sharp(bytes).autoOrient().resize(limits).toColourspace("srgb").jpeg({ quality: 92 }).toBuffer();
  await sharp(kept).resize({ width: 512, height: 512, fit: "inside" }).jpeg({ quality: 82 }).toBuffer();
}

/** From the file's bytes to the kept picture with its thumbnail, by turns with bare sharp in the same run. */
export const uploads: Benchmark = async () => {
  const world = await intakeWorld();
  const bytes = await photo();
  const took: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  try {
    await Promise.all([world.take(bytes), bare(bytes)]);
    for (let round = 0; round < ROUNDS; round++) {
      took.bare.push(await timed(() => bare(bytes)));
      // Another file each time, or it would be there already.
      took.ours.push(await timed(() => world.take(Buffer.concat([bytes, Buffer.from([round])]))));
    }
  } finally {
    await world.end();
  }
  const factor = median(took.ours) / median(took.bare);
  const note = `${ms(median(took.ours))} beside ${ms(median(took.bare))}, medians of ${ROUNDS}, ${(bytes.length / 1e6).toFixed(1)} MB`;
  return [
    {
      figure: "12-megapixel JPEG to stored over bare sharp",
      measured: `${factor.toFixed(2)} ×`,
      limit: "≤ 1.3 ×",
      met: factor <= 1.3,
      note,
    },
  ];
};
