import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DescribeAnswer } from "../../src/domain/calls.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { runware } from "../../src/providers/runware/index.ts";
import { whiteWhereTransparent } from "../../src/providers/runware/mask.ts";
import { outpaintFor } from "../../src/providers/runware/sizes.ts";
import { imageModelContract, imageRequest, MAX_ANSWER_BYTES } from "../contracts/image-model-contract.ts";
import { errorOf } from "../contracts/model-faults.ts";
import { createFakeRunware, type FakeRunwareOptions } from "../fakes/fake-runware-server.ts";
import { halfTransparentPng, solidPng } from "../fakes/tiny-png.ts";

const SECRET = "runware-secret-key-0123456789";
const fox = { bytes: new Uint8Array(solidPng(64, 48, [200, 80, 20])), mediaType: "image/png" as const };
const open = () => new AbortController().signal;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function bundle(options: FakeRunwareOptions & { model?: string; timeoutMs?: number } = {}) {
  const { model: modelId, timeoutMs = 5_000, ...rest } = options;
  const server = await createFakeRunware({ apiKey: SECRET, ...rest });
  const values = z.object(runware.variables).parse({
    RUNWARE_API_KEY: SECRET,
    RUNWARE_BASE_URL: server.baseUrl,
    RUNWARE_MODEL: modelId,
  });
  const deps = {
    fetch: createProviderFetch({ timeoutMs }),
    timeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  };
  const [model] = runware.create(values, deps);
  if (model === undefined) throw new Error("not configured");
  return { server, values, deps, model, secret: SECRET, close: server.close, [Symbol.asyncDispose]: server.close };
}

imageModelContract("runware, bytes in the answer", bundle);

type Sent = Record<string, unknown> & { inputs?: Record<string, string>; outpaint?: Record<string, number> };
const sentTo = (house: { server: { requests: readonly { body: unknown }[] } }, at = 0) =>
  (house.server.requests.map(({ body }) => (body as Sent[])[0])[at] ?? {}) as Sent;

describe("runware", () => {
  test("sends one task with a new UUID, published keys only", async () => {
    await using house = await bundle();
    for (const _ of [1, 2])
      await house.model.generate({ ...imageRequest, seed: 7, preset: "final" }, { signal: open() });
    const [first, second] = [sentTo(house, 0), sentTo(house, 1)];
    expect(first.taskUUID).toMatch(UUID);
    expect(first.taskUUID).not.toBe(second.taskUUID);
    expect(first).toEqual({
      taskType: "imageInference",
      taskUUID: first.taskUUID,
      ...{ outputType: "base64Data", outputFormat: "PNG", includeCost: true, numberResults: 1 },
      ...{ model: "runware:101@1", positivePrompt: imageRequest.prompt, width: 1024, height: 1024 },
      ...{ steps: 28, CFGScale: 3.5, seed: 7 },
    });
  });

  test("a negative prompt comes with a scale at which it has an effect", async () => {
    await using house = await bundle();
    await house.model.generate({ ...imageRequest, negativePrompt: "cars" }, { signal: open() });
    await house.model.generate(imageRequest, { signal: open() });
    expect(sentTo(house, 0)).toMatchObject({ negativePrompt: "cars", CFGScale: 3.5 });
    expect(sentTo(house, 1)).not.toHaveProperty("negativePrompt");
  });

  test("repaints where the mask is transparent: white there, black elsewhere", async () => {
    await using house = await bundle();
    const mask = { bytes: new Uint8Array(halfTransparentPng(64, 48)), mediaType: "image/png" as const };
    await house.model.generate({ ...imageRequest, images: [fox], mask }, { signal: open() });
    const sent = Buffer.from(sentTo(house).inputs?.maskImage?.split(",")[1] ?? "", "base64");
    const { data, info } = await sharp(sent).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 64, height: 48, channels: 1 });
    for (const [x, y] of [
      [0, 0],
      [31, 47],
      [32, 0],
      [63, 47],
      [10, 23],
    ] as const)
      expect(data[y * 64 + x], `${x},${y}`).toBe(x < 32 ? 255 : 0);
  });

  test.each([{ palette: true }, { progressive: true }])("a mask of a rare kind of PNG is refused: %j", async (kind) => {
    const pixels = await sharp(halfTransparentPng(16, 16)).png(kind).toBuffer();
    expect(() => whiteWhereTransparent(new Uint8Array(pixels))).toThrow(/alpha channel/);
  });

  test("extends a picture by multiples of 64 to the ratio", async () => {
    await using house = await bundle();
    const wide = {
      ...imageRequest,
      task: "outpaint" as const,
      images: [fox],
      aspect: "16:9",
      preset: "final" as const,
    };
    await house.model.generate(wide, { signal: open() });
    const { width, height, outpaint } = sentTo(house);
    expect([width, height]).toEqual([1344, 768]);
    expect(outpaint).toEqual({ top: 0, right: 192, bottom: 0, left: 128 });
  });

  test.each([
    [{ width: 4000, height: 500 }, "1:3"],
    [{ width: 64, height: 64 }, "1:1"],
    [{ width: 300, height: 2900 }, "3:1"],
    [{ width: 1920, height: 1080 }, "16:9"],
  ])("extends %j to %s within the limits", (original, aspect) => {
    for (const preset of ["draft", "final"] as const) {
      const { size, outpaint } = outpaintFor(original, aspect, preset);
      const sides = Object.values(outpaint);
      expect([size.width % 64, size.height % 64, ...sides.map((side) => side % 64)]).toEqual([0, 0, 0, 0, 0, 0]);
      expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(2048);
      expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(256);
      expect(Math.min(...sides)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...sides)).toBeGreaterThan(0);
      expect(size.width - outpaint.left - outpaint.right).toBeGreaterThanOrEqual(64);
    }
  });

  test("upscales, and takes backgrounds away, by tasks of their own", async () => {
    await using house = await bundle();
    for (const task of ["upscale", "remove_background"] as const)
      await house.model.generate({ ...imageRequest, prompt: "", task, images: [fox] }, { signal: open() });
    const image = `data:image/png;base64,${Buffer.from(fox.bytes).toString("base64")}`;
    expect(sentTo(house, 0)).toMatchObject({ taskType: "upscale", upscaleFactor: 2, inputs: { image } });
    expect(sentTo(house, 1)).toMatchObject({ taskType: "removeBackground", outputFormat: "PNG", inputs: { image } });
  });

  test("books the cost of the answer", async () => {
    await using house = await bundle();
    expect((await house.model.generate(imageRequest, { signal: open() })).costMicros).toBe(house.server.bill);
    await using silent = await bundle({ withoutCost: true });
    expect((await silent.model.generate(imageRequest, { signal: open() })).costMicros).toBeNull();
  });

  test("another task's failure does not harm this one", async () => {
    const errors = [{ code: "timeoutProvider", message: "…", taskUUID: "a770f077-f413-47de-9dac-be0b26a35da6" }];
    await using house = await bundle({ errors });
    expect((await house.model.generate(imageRequest, { signal: open() })).image.mediaType).toBe("image/png");
  });

  test.each([
    ["contentModerationFailed", "flagged by content moderation", "E_AI_REFUSED", "no"],
    ["insufficientCredits", "no credits", "E_AI_MODEL_UNAVAILABLE", "no"],
    ["invalidModel", "no such model", "E_AI_MODEL_UNAVAILABLE", "no"],
    ["timeoutProvider", "late", "E_AI_TIMEOUT", "unknown"],
    ["somethingNew", "odd", "E_AI_MODEL_UNAVAILABLE", "unknown"],
  ])("a task that failed inside a 200 with %s", async (errorCode, message, code, spent) => {
    await using house = await bundle({ withoutResult: true, errors: [{ code: errorCode, message }] });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code, spent });
  });

  test("a picture that is marked as indecent is a refusal that was paid", async () => {
    await using house = await bundle({ result: { NSFWContent: true } });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_REFUSED", spent: "yes", details: { costMicros: 3_800 } });
  });

  test("a picture at an address is fetched from the configured server; one elsewhere is not", async () => {
    await using house = await bundle({ answers: "URL" });
    expect((await house.model.generate(imageRequest, { signal: open() })).image.mediaType).toBe("image/png");
    await using evil = await bundle({ answers: "URL", pictureUrl: "https://im.runware.ai.evil.example/1.png" });
    const error = await errorOf(evil.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "yes" });
  });

  test("says in words what a picture shows", async () => {
    await using house = await bundle();
    const [captions] = runware.captions?.(house.values, house.deps) ?? [];
    const request = {
      ...{ call: "describe" as const, instructions: "", data: {}, maxTokens: 100, schema: DescribeAnswer },
      images: [{ label: "photo", image: fox }],
    };
    const described = await captions?.ask(request, { signal: open() });
    expect(described?.value).toMatchObject({ description: "A teal square.", blocks: { subject: "A teal square." } });
    expect(described?.costMicros).toBe(house.server.bill);
    expect(described?.costMicros ?? 0).toBeLessThanOrEqual(captions?.quote(request) ?? 0);
    expect(sentTo(house)).toMatchObject({ taskType: "caption" });
  });

  test("a model without a known price has no quote", async () => {
    await using house = await bundle({ model: "civitai:618692@691639" });
    expect(house.model.quote(imageRequest)).toBeNull();
  });

  test("a probe spends nothing and finds a wrong key", async () => {
    await using house = await bundle();
    await runware.probe(house.values, house.deps, open());
    const wrong = { ...house.values, RUNWARE_API_KEY: "other" };
    expect(await errorOf(runware.probe(wrong, house.deps, open()))).toMatchObject({ details: { reason: "wrong_key" } });
    expect(house.server.bill).toBe(0);
  });
});
