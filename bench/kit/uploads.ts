import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { createDecoder, INTAKE_LIMITS } from "../../src/images/decoder.ts";
import { createPictures } from "../../src/images/pictures.ts";

/** A photo of 12 megapixels with a grain, as JPEG: one of smooth colours would be all header. Another for each seed. */
export async function largePhoto(seed: number): Promise<Buffer> {
  const grain = Uint8Array.from({ length: 1000 * 750 * 3 }, (_, at) => (at * 7919 + (at % (251 + seed)) * 31) % 256);
  const large = sharp(grain, { raw: { width: 1000, height: 750, channels: 3 } }).resize({ width: 4000, height: 3000 });
  return large.jpeg({ quality: 88 }).toBuffer();
}

/** The program's intake of pictures on a folder of its own, with the limits that `compose.ts` gives it. */
export async function intakeWorld() {
  const dataDir = await mkdtemp(join(tmpdir(), "sfumato-bench-"));
  const intake = createDecoder(INTAKE_LIMITS);
  const pictures = createPictures({ dataDir, intake, decoder: intake });
  let count = 0;
  return {
    folder: dataDir,
    take: (bytes: Uint8Array) =>
      pictures.take({ content: [bytes], name: null, mediaType: null }, { imageId: `b${++count}`, jobId: "bench" }),
    async end() {
      await intake.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
