import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openai } from "../../src/providers/openai/index.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { imageModelContract, imageRequest, MAX_ANSWER_BYTES } from "../contracts/image-model-contract.ts";
import { errorOf, shownBy } from "../contracts/model-faults.ts";
import { createFakeOpenAi, type FakeOpenAiOptions } from "../fakes/fake-openai-server.ts";

const SECRET = "sk-secret-openai-key-0123456789";

async function bundle(options: FakeOpenAiOptions & { model?: string; timeoutMs?: number } = {}) {
  const { model: modelId, timeoutMs = 5_000, ...rest } = options;
  const server = await createFakeOpenAi({ apiKey: SECRET, ...rest });
  const values = z.object(openai.variables).parse({
    OPENAI_IMAGE_API_KEY: SECRET,
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_IMAGE_MODEL: modelId,
  });
  const [model] = openai.create(values, {
    fetch: createProviderFetch({ timeoutMs }),
    timeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  });
  if (model === undefined) throw new Error("not configured");
  return { server, model, secret: SECRET, close: server.close, [Symbol.asyncDispose]: server.close };
}

const open = () => new AbortController().signal;

imageModelContract("openai, gpt-image-2", bundle);

describe("openai", () => {
  test("is not there without a key, and has defaults for the rest", () => {
    const values = z.object(openai.variables).parse({ OPENAI_IMAGE_API_KEY: " " });
    expect(values).toEqual({ OPENAI_BASE_URL: "https://api.openai.com/v1", OPENAI_IMAGE_MODEL: "gpt-image-2" });
    expect(openai.create(values, { fetch, timeoutMs: 1 })).toEqual([]);
  });

  test("sends published keys only, with the negative prompt in plain words", async () => {
    await using house = await bundle();
    const request = { ...imageRequest, negativePrompt: "cars, people", aspect: "16:9" };
    await house.model.generate(request, { signal: open() });
    expect(house.server.requests[0]?.body).toEqual({
      model: "gpt-image-2",
      prompt: `${imageRequest.prompt}\n\nAvoid: cars, people`,
      n: 1,
      size: "1088x608",
      quality: "low",
      output_format: "png",
    });
  });

  test.each([
    ["gpt-image-2", "1:1", "draft", "816x816", "low"],
    ["gpt-image-2", "1:1", "final", "1024x1024", "high"],
    ["gpt-image-2", "3:1", "draft", "1424x480", "low"],
    ["gpt-image-2.6-flare", "9:16", "final", "768x1376", "high"],
    ["gpt-image-1.5", "2:3", "final", "1024x1536", "high"],
    ["gpt-image-1-mini", "1:1", "draft", "1024x1024", "low"],
  ] as const)("%s, %s, %s is %s at %s quality", async (modelId, aspect, preset, size, quality) => {
    await using house = await bundle({ model: modelId });
    const { warnings } = await house.model.generate({ ...imageRequest, aspect, preset }, { signal: open() });
    expect(house.server.requests[0]?.body).toMatchObject({ size, quality });
    expect(warnings).toEqual([]);
  });

  test("takes the nearest ratio and says so", async () => {
    await using old = await bundle({ model: "gpt-image-1.5" });
    const near = await old.model.generate({ ...imageRequest, aspect: "16:9" }, { signal: open() });
    expect(near.warnings).toEqual(["This model does not make 16:9; 3:2 was taken."]);
    await using wide = await bundle();
    const widest = await wide.model.generate({ ...imageRequest, aspect: "5:1" }, { signal: open() });
    expect(widest.warnings).toEqual(["This model does not make 5:1; 3:1 was taken."]);
  });

  test("knows the cost from usage, to the micro-dollar that was billed", async () => {
    await using house = await bundle();
    const answer = await house.model.generate({ ...imageRequest, preset: "final" }, { signal: open() });
    expect(answer.costMicros).toBe(house.server.bill);
  });

  test("quotes stay close to the bill, so that caps are not eaten by caution", async () => {
    await using house = await bundle();
    const { costMicros } = await house.model.generate({ ...imageRequest, preset: "final" }, { signal: open() });
    const quote = house.model.quote({ ...imageRequest, preset: "final" });
    expect(quote).toBeLessThan((costMicros ?? 0) * 1.5);
  });

  test("a model without a known price has no quote", async () => {
    await using house = await bundle({ model: "gpt-image-9" });
    expect(house.model.quote(imageRequest)).toBeNull();
  });

  test("an answer without usage leaves the cost open", async () => {
    await using house = await bundle({ withoutUsage: true });
    expect((await house.model.generate(imageRequest, { signal: open() })).costMicros).toBeNull();
  });

  test.each([
    [false, "yes"],
    [true, "unknown"],
  ] as const)("bytes that are no picture: without usage %s, spent %s", async (withoutUsage, spent) => {
    await using house = await bundle({ withoutUsage, picture: Buffer.from("no picture") });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent });
    expect(error.details.costMicros).toBe(withoutUsage ? undefined : house.server.bill);
  });

  test("what the vendor says is kept short and without keys, addresses or bytes", async () => {
    const said = `bad thing ${SECRET} https://files.example/x?token=abc ${"A".repeat(500)}`;
    const answer = async () => Response.json({ error: { message: said, code: "strange" } }, { status: 400 });
    const values = z.object(openai.variables).parse({ OPENAI_IMAGE_API_KEY: SECRET });
    const [model] = openai.create(values, { fetch: answer, timeoutMs: 1_000 });
    const error = await errorOf(model?.generate(imageRequest, { signal: open() }) ?? Promise.resolve());
    expect(error.details.said).toBe("bad thing [key] [address] [data]");
    expect(shownBy(error)).not.toContain(SECRET);
  });

  test("keeps its deadline with a fetch that does not listen to its signal", async () => {
    const values = z.object(openai.variables).parse({ OPENAI_IMAGE_API_KEY: SECRET });
    const [model] = openai.create(values, { fetch: () => new Promise(() => {}), timeoutMs: 50 });
    const error = await errorOf(model?.generate(imageRequest, { signal: open() }) ?? Promise.resolve());
    expect(error).toMatchObject({ code: "E_AI_TIMEOUT", spent: "unknown" });
  });

  test("a probe spends nothing and finds a wrong key", async () => {
    const server = await createFakeOpenAi({ apiKey: SECRET });
    const probe = (key: string) =>
      openai.probe(
        z.object(openai.variables).parse({ OPENAI_IMAGE_API_KEY: key, OPENAI_BASE_URL: server.baseUrl }),
        { fetch, timeoutMs: 1_000 },
        open(),
      );
    await probe(SECRET);
    expect(await errorOf(probe("sk-other"))).toMatchObject({ details: { reason: "wrong_key" } });
    expect(server.bill).toBe(0);
    await server.close();
  });
});
