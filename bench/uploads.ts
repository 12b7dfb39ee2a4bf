import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { type Benchmark, median, ms } from "./kit/figures.ts";
import { intakeWorld, largePhoto } from "./kit/uploads.ts";

const ROUNDS = 7;
/** The same work by sharp alone, in this process: upright, in size, JPEG, thumbnail, both on disk. */
async function bare(bytes: Buffer, folder: string): Promise<void> {
  const limits = { width: 4096, height: 4096, fit: "inside", withoutEnlargement: true } as const;
  const kept = await sharp(bytes).autoOrient().resize(limits).toColourspace("srgb").jpeg({ quality: 92 }).toBuffer();
  await writeFile(join(folder, "kept.jpg"), kept);
  const thumb = sharp(kept).resize({ width: 512, height: 512, fit: "inside" }).jpeg({ quality: 82 });
  await thumb.toFile(join(folder, "thumb.jpg"));
}

/** From the file's bytes to the kept picture with its thumbnail, by turns with bare sharp in the same run. */
export const uploads: Benchmark = async () => {
  const world = await intakeWorld();
  // Another picture each time, or it would be there already.
  const photos: Buffer[] = [];
  for (let round = 0; round <= ROUNDS; round++) photos.push(await largePhoto(round));
  const took: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  try {
    const [first, ...others] = photos as [Buffer, ...Buffer[]];
    await Promise.all([world.take(first), bare(first, world.folder)]);
    for (const bytes of others) {
      took.bare.push(await timed(() => bare(bytes, world.folder)));
      took.ours.push(await timed(() => world.take(bytes)));
    }
  } finally {
    await world.end();
  }
  const factor = median(took.ours) / median(took.bare);
  const note = `${ms(median(took.ours))} beside ${ms(median(took.bare))}, medians of ${ROUNDS}, ${((photos[0]?.length ?? 0) / 1e6).toFixed(1)} MB`;
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
