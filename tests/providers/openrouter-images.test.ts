import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createListings } from "../../src/providers/listings.ts";
import { openrouter } from "../../src/providers/openrouter/index.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { imageModelContract, imageRequest, MAX_ANSWER_BYTES } from "../contracts/image-model-contract.ts";
import { errorOf } from "../contracts/model-faults.ts";
import {
  createFakeOpenRouterImages,
  FAKE_MODEL,
  type FakeOpenRouterImagesOptions,
} from "../fakes/fake-openrouter-images.ts";
import { solidPng } from "../fakes/tiny-png.ts";

const SECRET = "sk-or-secret-key-0123456789";
const fox = { bytes: new Uint8Array(solidPng(64, 48, [200, 80, 20])), mediaType: "image/png" as const };
const open = () => new AbortController().signal;

/** The provider as it runs: its list was fetched at the start. */
async function bundle(options: FakeOpenRouterImagesOptions & { timeoutMs?: number; unlisted?: boolean } = {}) {
  const { timeoutMs = 5_000, unlisted, ...rest } = options;
  const server = await createFakeOpenRouterImages({ apiKey: SECRET, ...rest });
  const values = z.object(openrouter.variables).parse({
    OPENROUTER_API_KEY: SECRET,
    OPENROUTER_BASE_URL: server.baseUrl,
    OPENROUTER_IMAGE_MODEL: FAKE_MODEL,
  });
  const network = { fetch: createProviderFetch({ timeoutMs: 5_000 }), timeoutMs: 5_000 };
  const failures: unknown[] = [];
  const listings = createListings({
    providers: [openrouter],
    values: { openrouter: values },
    deps: network,
    onFailure: (_provider, error) => failures.push(error),
  });
  const fetch = createProviderFetch({ timeoutMs });
  const deps = { fetch, timeoutMs, maxAnswerBytes: MAX_ANSWER_BYTES, listed: listings.of };
  if (!unlisted) await listings.refresh(open());
  const asked = server.requests.splice(0).map(({ path }) => path);
  const [model] = openrouter.create(values, deps);
  if (model === undefined) throw new Error("not configured");
  return {
    ...{ server, values, deps, listings, failures, asked, model, secret: SECRET, close: server.close },
    [Symbol.asyncDispose]: server.close,
  };
}

imageModelContract("openrouter, images", bundle);

describe("openrouter's images", () => {
  test("are there when a model is named", () => {
    const values = z.object(openrouter.variables).parse({ OPENROUTER_API_KEY: SECRET, OPENROUTER_BASE_URL: " " });
    expect(openrouter.create(values, { fetch, timeoutMs: 1 })).toEqual([]);
  });

  test("what a model can do is what the list says", async () => {
    await using house = await bundle();
    expect(house.asked).toEqual(["/api/v1/images/models", `/api/v1/images/models/${FAKE_MODEL}/endpoints`]);
    expect(house.model.capabilities).toMatchObject({
      supported_aspect_ratios: ["1:1", "16:9", "9:16", "3:2", "2:3"],
      supported_sizes: ["1K", "2K"],
      ...{ supports_seed: true, supports_edit: true, supports_mask: false, supports_transparency: true },
      max_reference_images: 4,
    });
  });

  test("sends what the model is listed with, and nothing else", async () => {
    await using house = await bundle();
    const request = {
      ...imageRequest,
      aspect: "16:9",
      seed: 7,
      images: [fox],
      transparent: true,
      preset: "final" as const,
    };
    await house.model.generate(request, { signal: open() });
    const url = `data:image/png;base64,${Buffer.from(fox.bytes).toString("base64")}`;
    expect(house.server.requests[0]?.body).toEqual({
      ...{
        model: FAKE_MODEL,
        prompt: imageRequest.prompt,
        n: 1,
        aspect_ratio: "16:9",
        resolution: "1K",
        quality: "high",
      },
      ...{ seed: 7, background: "transparent", output_format: "png" },
      input_references: [{ type: "image_url", image_url: { url } }],
    });
  });

  test.each([{}, { pricesInList: true }])(
    "quotes by the listed prices, books the answer's cost: %j",
    async (options) => {
      await using house = await bundle(options);
      const request = { ...imageRequest, images: [fox, fox] };
      expect(house.model.quote(request)).toBe(34_000);
      expect((await house.model.generate(request, { signal: open() })).costMicros).toBe(34_000);
      expect(house.server.bill).toBe(34_000);
    },
  );

  test("without a list, or without prices in it, nothing has a quote; a kept list serves", async () => {
    await using unlisted = await bundle({ unlisted: true });
    expect(unlisted.model.quote(imageRequest)).toBeNull();
    await using unpriced = await bundle({ withoutPrices: true });
    expect(unpriced.model.quote(imageRequest)).toBeNull();
    await using listed = await bundle();
    unlisted.listings.keep("openrouter", JSON.parse(JSON.stringify(listed.listings.of("openrouter"))));
    expect(unlisted.model.quote(imageRequest)).toBe(30_000);
  });

  test("a list that cannot be fetched leaves the last one, and is told", async () => {
    await using house = await bundle();
    await house.server.close();
    await house.listings.refresh(open());
    expect(house.failures).toHaveLength(1);
    expect(house.model.quote(imageRequest)).toBe(30_000);
  });

  test("a start waits for a list only where none was kept", async () => {
    await using house = await bundle();
    let answer = () => {};
    const slow = {
      ...openrouter,
      list: () => new Promise<never[]>((listed) => (answer = () => listed([]))),
    };
    const given = { values: {}, deps: house.deps, onFailure: () => {} };
    const listings = createListings({ ...given, providers: [slow] });
    listings.keep("openrouter", [{ id: FAKE_MODEL, facts: {} }]);
    await (await listings.start())();
    const first = createListings({ ...given, providers: [slow] }).start();
    expect(await Promise.race([first.then(() => "started"), new Promise((waits) => setTimeout(waits, 50))])).toBe(
      undefined,
    );
    answer();
    await (await first)();
  });

  test("an operator's price stands above the list", async () => {
    await using house = await bundle();
    const images = { [`openrouter/${FAKE_MODEL}`]: { picture_usd: { any: 0.5 }, input_picture_usd: 0 } };
    const [model] = openrouter.create(house.values, { ...house.deps, prices: { images, text: {} } });
    expect(model?.quote(imageRequest)).toBe(500_000);
  });

  test.each([
    [{ error: { code: 502, message: "Provider returned error" } }, "E_AI_MODEL_UNAVAILABLE", "unknown"],
    [
      { error: { code: 403, message: "flagged", metadata: { reasons: ["x"] } }, usage: { cost: 0 } },
      "E_AI_REFUSED",
      "no",
    ],
    [{ created: 1, data: [], usage: { cost: 0.01 } }, "E_AI_BAD_ANSWER", "yes"],
  ])("an error inside a 200 is one: %j", async (instead, code, spent) => {
    await using house = await bundle({ instead });
    const error = await errorOf(house.model.generate(imageRequest, { signal: open() }));
    expect(error).toMatchObject({ code, spent });
  });

  test("a probe spends nothing and finds a wrong key", async () => {
    await using house = await bundle();
    await openrouter.probe(house.values, house.deps, open());
    const wrong = { ...house.values, OPENROUTER_API_KEY: "other" };
    expect(await errorOf(openrouter.probe(wrong, house.deps, open()))).toMatchObject({
      details: { reason: "wrong_key" },
    });
  });
});
