import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDecoder, INTAKE_LIMITS } from "../../src/images/decoder.ts";
import { createPictures } from "../../src/images/pictures.ts";

/** The program's intake of pictures on a folder of its own, with the limits that `compose.ts` gives it. */
export async function intakeWorld() {
  const dataDir = await mkdtemp(join(tmpdir(), "sfumato-bench-"));
  const intake = createDecoder(INTAKE_LIMITS);
  const pictures = createPictures({ dataDir, intake, decoder: intake });
  let count = 0;
  return {
    take: (bytes: Uint8Array) =>
      pictures.take({ bytes, name: null, mediaType: null }, { imageId: `b${++count}`, jobId: "bench" }),
    async end() {
      await intake.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
