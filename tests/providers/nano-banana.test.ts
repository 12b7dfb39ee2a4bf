import { describe, expect, test } from "vitest";
import { z } from "zod";
import { nanoBanana } from "../../src/providers/nano-banana/index.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { imageModelContract, imageRequest, MAX_ANSWER_BYTES } from "../contracts/image-model-contract.ts";
import { errorOf } from "../contracts/model-faults.ts";
import { createFakeGemini, type FakeGeminiOptions } from "../fakes/fake-gemini-server.ts";
import { solidPng } from "../fakes/tiny-png.ts";

const SECRET = "AIza-secret-gemini-key-0123456789";
const fox = { bytes: new Uint8Array(solidPng(8, 8, [200, 80, 20])), mediaType: "image/png" as const };
const open = () => new AbortController().signal;
const usageMetadata = { promptTokenCount: 20, candidatesTokenCount: 0, totalTokenCount: 20 };

async function bundle(options: FakeGeminiOptions & { model?: string; timeoutMs?: number } = {}) {
  const { model: modelId, timeoutMs = 5_000, ...rest } = options;
  const server = await createFakeGemini({ apiKey: SECRET, ...rest });
  const values = z.object(nanoBanana.variables).parse({
    NANO_BANANA_API_KEY: SECRET,
    NANO_BANANA_BASE_URL: server.baseUrl,
    NANO_BANANA_MODEL: modelId,
  });
  const [model] = nanoBanana.create(values, {
    fetch: createProviderFetch({ timeoutMs }),
    timeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  });
  if (model === undefined) throw new Error("not configured");
  return { server, values, model, secret: SECRET, close: server.close, [Symbol.asyncDispose]: server.close };
}

// The prompt's tokens are charged, and the answer says so.
const expected = { refusal: { spent: "yes", details: { costMicros: 6 } } } as const;
imageModelContract("nano-banana, 2.1", bundle, { expected });

describe("nano-banana", () => {
  test("sends published keys only, the key in a header", async () => {
    await using house = await bundle();
    await house.model.generate({ ...imageRequest, aspect: "16:9", images: [fox] }, { signal: open() });
    const [seen] = house.server.requests;
    expect(seen?.path).toBe("/v1beta/models/gemini-nano-banana-2.1:generateContent");
    expect(seen?.headers["x-goog-api-key"]).toBe(SECRET);
    const data = Buffer.from(fox.bytes).toString("base64");
    expect(seen?.body).toEqual({
      contents: [
        { role: "user", parts: [{ text: imageRequest.prompt }, { inlineData: { mimeType: "image/png", data } }] },
      ],
      generationConfig: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: "16:9", imageSize: "1K" } },
    });
  });

  test.each(["gemini-nano-banana-2.1", "gemini-3-pro-image", "gemini-3.1-flash-lite-image"])(
    "%s: books its tokens, to the micro-dollar that was billed",
    async (model) => {
      await using house = await bundle({ model });
      const request = { ...imageRequest, images: [fox] };
      const { costMicros } = await house.model.generate(request, { signal: open() });
      expect(costMicros).toBe(house.server.bill);
      expect(house.model.quote(request)).toBeLessThan((costMicros ?? 0) * 1.6);
    },
  );

  test("words and thoughts cost less than pictures", async () => {
    const parts = [
      { text: "Here it is" },
      { inlineData: { mimeType: "image/png", data: solidPng(8, 8, [1, 2, 3]).toString("base64") } },
    ];
    const instead = {
      candidates: [{ content: { parts }, finishReason: "STOP" }],
      usageMetadata: {
        promptTokenCount: 100,
        candidatesTokenCount: 1_130,
        candidatesTokensDetails: [
          { modality: "TEXT", tokenCount: 10 },
          { modality: "IMAGE", tokenCount: 1_120 },
        ],
        thoughtsTokenCount: 200,
      },
    };
    await using house = await bundle({ instead });
    const { costMicros } = await house.model.generate(imageRequest, { signal: open() });
    expect(costMicros).toBe(Math.ceil(100 * 0.5 + 1_120 * 30 + 210 * 3));
  });

  test.each<[unknown, string]>([
    [{ promptFeedback: { blockReason: "PROHIBITED_CONTENT" }, usageMetadata }, "yes"],
    [{ promptFeedback: { blockReason: "OTHER" } }, "unknown"],
    ...["IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "IMAGE_OTHER", "NO_IMAGE", "SAFETY"].map(
      (finishReason): [unknown, string] => [{ candidates: [{ finishReason, content: {} }], usageMetadata }, "yes"],
    ),
  ])("a refusal comes as a 200: %j", async (instead, spent) => {
    await using house = await bundle({ instead });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_REFUSED", spent, retryable: false });
  });

  test("words without a picture are a bad answer that was paid", async () => {
    const candidates = [{ content: { parts: [{ text: "I drew it!" }] }, finishReason: "STOP" }];
    await using house = await bundle({ instead: { candidates, usageMetadata } });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "yes", details: { costMicros: 10 } });
  });

  test("waits as Google's details say", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "27.5s" }];
    const answer = async () =>
      Response.json({ error: { code: 429, status: "RESOURCE_EXHAUSTED", details } }, { status: 429 });
    const values = z.object(nanoBanana.variables).parse({ NANO_BANANA_API_KEY: SECRET });
    const [model] = nanoBanana.create(values, { fetch: answer, timeoutMs: 1_000 });
    const error = await errorOf(model?.generate(imageRequest, { signal: open() }) ?? Promise.resolve());
    expect(error.details).toMatchObject({ reason: "rate_limited", retryAfterMs: 27_500 });
  });

  test("a probe spends nothing and finds a wrong key", async () => {
    await using house = await bundle();
    const deps = { fetch: createProviderFetch({ timeoutMs: 1_000 }), timeoutMs: 1_000 };
    await nanoBanana.probe(house.values, deps, open());
    const wrong = { ...house.values, NANO_BANANA_API_KEY: "other" };
    expect(await errorOf(nanoBanana.probe(wrong, deps, open()))).toMatchObject({ details: { reason: "wrong_key" } });
    expect(house.server.bill).toBe(0);
  });
});
