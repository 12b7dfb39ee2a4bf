import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDecoder } from "../../src/images/decoder.ts";
import { createPictures } from "../../src/images/pictures.ts";

/** The program's intake of pictures on a folder of its own, with the limits that `compose.ts` gives it. */
export async function intakeWorld() {
  const dataDir = await mkdtemp(join(tmpdir(), "sfumato-bench-"));
  const intake = createDecoder({ timeLimitMs: 3_000, maxMemoryMb: 290 });
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

/** Largest resident memory that any decoder of this process has had (bytes), as the system counted it (Linux). */
export function decoderPeak(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean);
  const peaks = children.map((pid) => {
    try {
      const isDecoder = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("decoder-process");
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return isDecoder ? Number(peak) * 1024 : 0;
    } catch {
      // It ended between the two looks.
      return 0;
    }
  });
  return Math.max(0, ...peaks);
}
