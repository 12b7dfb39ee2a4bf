import { describe, expect, test } from "vitest";
import { z } from "zod";
import { microsFromTicks } from "../../src/providers/grok/answer.ts";
import { grok } from "../../src/providers/grok/index.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { imageModelContract, imageRequest, MAX_ANSWER_BYTES } from "../contracts/image-model-contract.ts";
import { errorOf } from "../contracts/model-faults.ts";
import { createFakeGrok, type FakeGrokOptions } from "../fakes/fake-grok-server.ts";
import { solidPng } from "../fakes/tiny-png.ts";

const SECRET = "xai-secret-key-0123456789";
const fox = { bytes: new Uint8Array(solidPng(8, 8, [200, 80, 20])), mediaType: "image/png" as const };
const open = () => new AbortController().signal;

async function bundle(options: FakeGrokOptions & { model?: string; timeoutMs?: number } = {}) {
  const { model: modelId, timeoutMs = 5_000, ...rest } = options;
  const server = await createFakeGrok({ apiKey: SECRET, ...rest });
  const values = z.object(grok.variables).parse({
    GROK_API_KEY: SECRET,
    GROK_BASE_URL: server.baseUrl,
    GROK_IMAGE_MODEL: modelId,
  });
  const models = grok.create(values, {
    fetch: createProviderFetch({ timeoutMs }),
    timeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  });
  const [model] = models;
  if (model === undefined) throw new Error("not configured");
  return { server, values, model, models, secret: SECRET, close: server.close, [Symbol.asyncDispose]: server.close };
}

// The placeholder is charged, and the answer says so.
const charged = { refusal: { spent: "yes", details: { costMicros: 40_000 } } } as const;
imageModelContract("grok, 2.0", bundle, { expected: charged });
imageModelContract("grok, 1.0", ({ timeoutMs }) => bundle({ timeoutMs, model: "grok-imagine-image" }), {
  expected: charged,
});

describe("grok", () => {
  test("is not there without a key, and takes several models", async () => {
    const values = z.object(grok.variables).parse({});
    expect(values).toEqual({ GROK_BASE_URL: "https://api.x.ai/v1", GROK_IMAGE_MODEL: "grok-imagine-image-2.0" });
    expect(grok.create(values, { fetch, timeoutMs: 1 })).toEqual([]);
    await using house = await bundle({ model: "grok-imagine-image, grok-imagine-image-2.0" });
    expect(house.models.map(({ modelId }) => modelId)).toEqual(["grok-imagine-image", "grok-imagine-image-2.0"]);
  });

  test("sends published keys only, and a quality only where there is one", async () => {
    await using house = await bundle({ model: "grok-imagine-image,grok-imagine-image-2.0" });
    const request = { ...imageRequest, negativePrompt: "cars", aspect: "16:9", preset: "final" as const };
    for (const model of house.models) await model.generate(request, { signal: open() });
    const common = {
      prompt: `${imageRequest.prompt}\n\nAvoid: cars`,
      ...{ n: 1, response_format: "b64_json", aspect_ratio: "16:9", resolution: "1k" },
    };
    expect(house.server.requests.map(({ body }) => body)).toEqual([
      { model: "grok-imagine-image", ...common },
      { model: "grok-imagine-image-2.0", quality: "medium", ...common },
    ]);
  });

  test("one picture goes as image, several as images", async () => {
    await using house = await bundle();
    for (const images of [[fox], [fox, fox]])
      await house.model.generate({ ...imageRequest, images }, { signal: open() });
    const url = `data:image/png;base64,${Buffer.from(fox.bytes).toString("base64")}`;
    const reference = { url, type: "image_url" };
    expect(house.server.requests.map(({ path }) => path)).toEqual(["/v1/images/edits", "/v1/images/edits"]);
    expect(house.server.requests[0]?.body).toMatchObject({ image: reference });
    expect(house.server.requests[1]?.body).toMatchObject({ images: [reference, reference] });
  });

  test("books what the answer charged, to the micro-dollar", async () => {
    await using house = await bundle();
    const request = { ...imageRequest, images: [fox, fox], preset: "final" as const };
    const { costMicros } = await house.model.generate(request, { signal: open() });
    expect(costMicros).toBe(80_000);
    expect(house.server.ticks).toBe(80_000 * 10_000);
    expect(house.model.quote(request)).toBe(80_000);
  });

  test.each([
    [0, 0],
    [1, 1],
    [10_000, 1],
    [10_001, 2],
    [400_000_000, 40_000],
    [9_007_199_254_740_991, 900_719_925_475],
  ])("%i ticks are %i micro-dollars: exact, rounded up", (ticks, micros) => {
    expect(microsFromTicks(ticks)).toBe(micros);
  });

  test("an answer that charged nothing for a refusal is known to be free; without usage nobody knows", async () => {
    const refused = (usage: object) => async () =>
      Response.json({ data: [{ b64_json: "AAAA", respect_moderation: false }], ...usage });
    for (const [usage, spent] of [
      [{ usage: { cost_in_usd_ticks: 0 } }, "no"],
      [{}, "unknown"],
    ] as const) {
      const values = z.object(grok.variables).parse({ GROK_API_KEY: SECRET });
      const [model] = grok.create(values, { fetch: refused(usage), timeoutMs: 1_000 });
      const error = await errorOf(model?.generate(imageRequest, { signal: open() }) ?? Promise.resolve());
      expect(error).toMatchObject({ code: "E_AI_REFUSED", spent });
    }
  });

  test("a picture at an address is fetched from the configured server, without the key", async () => {
    await using house = await bundle({ answers: "url" });
    const { image } = await house.model.generate(imageRequest, { signal: open() });
    expect(image.mediaType).toBe("image/png");
    expect(house.server.requests.map(({ path }) => path)).toEqual(["/v1/images/generations", "/files/1.png"]);
    expect(house.server.requests[1]?.headers.authorization).toBeUndefined();
  });

  test("a picture that lies elsewhere is paid and not fetched", async () => {
    await using house = await bundle({ answers: "url", pictureUrl: "https://x.ai.evil.example/1.png" });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "yes", details: { costMicros: 40_000 } });
  });

  test("a probe spends nothing and finds a wrong key", async () => {
    await using house = await bundle();
    const deps = { fetch: createProviderFetch({ timeoutMs: 1_000 }), timeoutMs: 1_000 };
    await grok.probe(house.values, deps, open());
    const wrong = { ...house.values, GROK_API_KEY: "other" };
    expect(await errorOf(grok.probe(wrong, deps, open()))).toMatchObject({ details: { reason: "wrong_key" } });
    expect(house.server.ticks).toBe(0);
  });
});
