import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compatible } from "../../src/providers/compatible/index.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { imageModelContract, imageRequest, MAX_ANSWER_BYTES } from "../contracts/image-model-contract.ts";
import { errorOf } from "../contracts/model-faults.ts";
import { createFakeOpenAi, type FakeOpenAiOptions } from "../fakes/fake-openai-server.ts";

const SECRET = "local-secret-key-0123456789";

async function bundle(
  options: FakeOpenAiOptions & { timeoutMs?: number; price?: string; model?: string; apiKey?: string } = {},
) {
  const { timeoutMs = 5_000, price = "0.04", model: modelId = "flux.1-dev", ...rest } = options;
  const server = await createFakeOpenAi({ local: true, ...rest });
  const values = z.object(compatible.variables).parse({
    COMPATIBLE_BASE_URL: `${server.baseUrl}/`,
    COMPATIBLE_MODEL: modelId,
    COMPATIBLE_PRICE_USD: price,
    COMPATIBLE_API_KEY: options.apiKey ?? "",
  });
  const [model] = compatible.create(values, {
    fetch: createProviderFetch({ timeoutMs }),
    timeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  });
  if (model === undefined) throw new Error("not configured");
  return { server, model, secret: SECRET, close: server.close, [Symbol.asyncDispose]: server.close };
}

const open = () => new AbortController().signal;

imageModelContract("compatible, bytes in the answer", ({ timeoutMs }) => bundle({ timeoutMs, apiKey: SECRET }));
imageModelContract("compatible, an address in the answer", ({ timeoutMs }) =>
  bundle({ timeoutMs, apiKey: SECRET, answers: "url" }),
);

describe("compatible", () => {
  test("is configured by its address, and then the model must be named", () => {
    const schema = z.object(compatible.variables);
    const none = schema.parse({});
    expect(compatible.create(none, { fetch, timeoutMs: 1 })).toEqual([]);
    expect(compatible.faults?.(none)).toEqual([]);
    const half = schema.parse({ COMPATIBLE_BASE_URL: "http://127.0.0.1:8080/v1" });
    expect(compatible.faults?.(half)).toMatchObject([{ variable: "COMPATIBLE_MODEL" }]);
    expect(compatible.create(half, { fetch, timeoutMs: 1 })).toEqual([]);
    expect(schema.safeParse({ COMPATIBLE_PRICE_USD: "-1" }).success).toBe(false);
    expect(schema.safeParse({ COMPATIBLE_BASE_URL: "ftp://host" }).success).toBe(false);
  });

  test.each([
    ["0.04", 40_000],
    ["0", 0],
    ["", null],
  ])("a price of %j is a quote of %j micro-dollars, and the same is booked", async (price, micros) => {
    await using house = await bundle({ price });
    expect(house.model.quote(imageRequest)).toBe(micros);
    expect((await house.model.generate(imageRequest, { signal: open() })).costMicros).toBe(micros);
  });

  test("asks for bytes and a 512-class draft, without authorization when there is no key", async () => {
    await using house = await bundle();
    await house.model.generate({ ...imageRequest, negativePrompt: "cars" }, { signal: open() });
    const [seen] = house.server.requests;
    expect(seen?.body).toEqual({
      model: "flux.1-dev",
      prompt: `${imageRequest.prompt}\n\nAvoid: cars`,
      n: 1,
      size: "512x512",
      quality: "low",
      response_format: "b64_json",
    });
    expect(seen?.headers.authorization).toBeUndefined();
  });

  test("a proxy to gpt-image gets only what gpt-image takes", async () => {
    await using house = await bundle({ local: false, model: "gpt-image-2" });
    await house.model.generate(imageRequest, { signal: open() });
    expect(house.server.requests[0]?.body).toMatchObject({ size: "1024x1024" });
    expect(house.model.guide).toBe("openai");
  });

  test.each([
    "http://127.0.0.1:9/x.png",
    "http://169.254.169.254/latest",
    "https://elsewhere.example/x.png",
    "file:///etc/passwd",
  ])("a picture that lies at %s is not fetched, but paid", async (pictureUrl) => {
    await using house = await bundle({ answers: "url", pictureUrl });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "yes", details: { costMicros: 40_000 } });
    expect(house.server.requests).toHaveLength(1);
  });

  test("an unusable picture from one's own free server cost nothing", async () => {
    await using house = await bundle({ price: "0", picture: Buffer.from("<svg/>") });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "no" });
  });

  test("a picture that cannot be fetched was paid all the same", async () => {
    await using house = await bundle({ answers: "url" });
    const once: typeof fetch = (input, init) =>
      init?.method === "POST"
        ? fetch(input, init)
        : Promise.reject(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    const values = z.object(compatible.variables).parse({
      COMPATIBLE_BASE_URL: house.server.baseUrl,
      COMPATIBLE_MODEL: "flux.1-dev",
      COMPATIBLE_PRICE_USD: 0.04,
    });
    const [model] = compatible.create(values, { fetch: once, timeoutMs: 1_000 });
    const error = await errorOf(model?.generate(imageRequest, { signal: open() }) ?? Promise.resolve());
    expect(error).toMatchObject({ code: "E_AI_MODEL_UNAVAILABLE", spent: "yes" });
  });
});
