import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDecoder, type DecoderOptions } from "../../src/images/decoder.ts";
import type { DecoderCall } from "../../src/images/decoder-calls.ts";

/** Hangs, dies or answers, as the drawing's text says; `slow` answers late enough to have company. */
const PROGRAM = `process.on("message", ({ id, call }) => {
  if (call.svg === "die") setTimeout(() => process.abort(), 30);
  else if (call.svg !== "hang") setTimeout(() => process.send({ id, ok: true, value: { width: 1 } }), call.svg === "slow" ? 150 : 0);
});
process.on("disconnect", () => process.exit(0));`;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sfumato-decoder-"));
  program = join(folder, "stub.mjs");
  await writeFile(program, PROGRAM);
});
afterAll(() => rm(folder, { recursive: true }));

const call = (svg: string): DecoderCall => ({ do: "drawSvg", svg, width: 1 });
const REFUSED = { code: "E_INPUT_UNSUPPORTED" };

async function withDecoder(
  options: DecoderOptions,
  work: (decoder: ReturnType<typeof createDecoder>) => Promise<void>,
) {
  const decoder = createDecoder({ program, ...options });
  await work(decoder).finally(() => decoder.close());
}

test("a picture that takes too long fails; its neighbour and the next ones do not", () =>
  withDecoder({ timeLimitMs: 300 }, async (decoder) => {
    const hung = decoder.ask(call("hang"));
    const neighbour = decoder.ask(call("slow"));
    await expect(hung).rejects.toMatchObject(REFUSED);
    await neighbour;
    await decoder.ask(call("well"));
  }));

test("a picture that kills the decoder fails alone", () =>
  withDecoder({}, async (decoder) => {
    const killer = expect(decoder.ask(call("die"))).rejects.toMatchObject(REFUSED);
    const others = [decoder.ask(call("slow")), decoder.ask(call("well")), decoder.ask(call("well"))];
    await Promise.all(others);
    await killer;
  }));

test("an unused process is ended and started again when needed", () =>
  withDecoder({ idleMs: 10 }, async (decoder) => {
    await decoder.ask(call("well"));
    await new Promise((resolve) => setTimeout(resolve, 60));
    await decoder.ask(call("well"));
  }));

test("a machine that has no time left over decodes all the same", { timeout: 60_000 }, async () => {
  const photo = await sharp({
    create: {
      width: 4_000,
      height: 3_000,
      channels: 3,
      noise: { type: "gaussian", mean: 128, sigma: 40 },
      background: "#000",
    },
  })
    .jpeg()
    .toBuffer();
  const decoder = createDecoder({ timeLimitMs: 1_500 });
  const busy = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ["--eval", "for (;;);"], { stdio: "ignore" }),
  );
  try {
    const asked = { do: "fit", source: photo, maxSide: 3_000, maxBytes: 20_000_000 } as const;
    await expect(decoder.ask(asked)).resolves.toHaveProperty("bytes");
  } finally {
    for (const one of busy) one.kill("SIGKILL");
    await decoder.close();
  }
});

test("closing ends what waits", async () => {
  const decoder = createDecoder({ program });
  const asked = [decoder.ask(call("hang")), decoder.ask(call("hang")), decoder.ask(call("hang"))];
  const ended = asked.map((answer) => expect(answer).rejects.toMatchObject({ code: "E_CANCELLED" }));
  await decoder.close();
  await Promise.all(ended);
});
