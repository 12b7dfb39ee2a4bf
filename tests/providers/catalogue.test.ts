import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Aspect } from "../../src/domain/picture.ts";
import type { PriceBook } from "../../src/domain/prices.ts";
import type { ImageModel } from "../../src/ports/models.ts";
import { PRICES as GROK_PRICES } from "../../src/providers/grok/models.ts";
import { imageProviders } from "../../src/providers/index.ts";
import { PRICES as NANO_BANANA_PRICES } from "../../src/providers/nano-banana/models.ts";
import { PRICES as OPENAI_PRICES } from "../../src/providers/openai/prices.ts";
import { PRICES as RUNWARE_PRICES } from "../../src/providers/runware/models.ts";
import { imageRequest } from "../contracts/image-model-contract.ts";
import { solidPng } from "../fakes/tiny-png.ts";

const KEY = "key-0123456789abcdef";
const DATA = [
  ["openai", "OPENAI_IMAGE_MODEL", OPENAI_PRICES],
  ["grok", "GROK_IMAGE_MODEL", GROK_PRICES],
  ["nano-banana", "NANO_BANANA_MODEL", NANO_BANANA_PRICES],
  ["runware", "RUNWARE_MODEL", RUNWARE_PRICES],
] as const;
const guides = new Set(
  readdirSync(join(import.meta.dirname, "../../prompts/guides")).map((file) => file.replace(/\.md$/, "")),
);
const picture = { bytes: new Uint8Array(solidPng(8, 8, [1, 2, 3])), mediaType: "image/png" as const };

function modelsOf(id: string, variable: string, models: string, prices?: PriceBook): readonly ImageModel[] {
  const provider = imageProviders.find((candidate) => candidate.id === id);
  const env = { OPENAI_IMAGE_API_KEY: KEY, GROK_API_KEY: KEY, NANO_BANANA_API_KEY: KEY, RUNWARE_API_KEY: KEY };
  const values = z.object(provider?.variables ?? {}).parse({ ...env, [variable]: models });
  return provider?.create(values, { fetch, timeoutMs: 1, prices }) ?? [];
}

describe.each(DATA)("%s", (id, variable, data) => {
  const known = Object.keys(data.models);
  const models = modelsOf(id, variable, known.join(","));

  test("all known models can be chosen, each with a dated price", () => {
    expect(models.map(({ modelId }) => modelId)).toEqual(known);
    expect(data.date).toMatch(/^2026-\d{2}-\d{2}$/);
    expect(data.source).toContain(".");
  });

  test.each(models)("$modelId: its data is whole", (model) => {
    const { capabilities } = model;
    expect(guides).toContain(model.guide);
    expect(model.qualityRank).toBeGreaterThan(0);
    expect(model.qualityRank).toBeLessThanOrEqual(100);
    for (const aspect of capabilities.supported_aspect_ratios) expect(Aspect.safeParse(aspect).success).toBe(true);
    expect(new Set(capabilities.supported_aspect_ratios).size).toBe(capabilities.supported_aspect_ratios.length);
    expect(capabilities.max_resolution !== undefined || (capabilities.supported_sizes ?? []).length > 0).toBe(true);
    for (const preset of ["draft", "final"] as const) {
      const plain = model.quote({ ...imageRequest, preset });
      const edited = model.quote({ ...imageRequest, preset, images: [picture, picture] });
      expect(plain).toBeGreaterThan(0);
      expect(edited).toBeGreaterThanOrEqual(plain as number);
    }
  });

  test("a corrected price stands above the data, and only for its model", () => {
    const [first] = known;
    const price = { picture_usd: { any: 1.25 }, input_picture_usd: 0.5 };
    const corrected = modelsOf(id, variable, known.join(","), { images: { [`${id}/${first}`]: price }, text: {} });
    expect(corrected[0]?.quote(imageRequest)).toBe(1_250_000);
    expect(corrected.slice(1).map((model) => model.quote(imageRequest))).toEqual(
      models.slice(1).map((model) => model.quote(imageRequest)),
    );
  });

  test("an unknown model has no price until the operator names one", () => {
    const price = { picture_usd: { any: 0.5 }, input_picture_usd: 0 };
    expect(modelsOf(id, variable, "brand-new")[0]?.quote(imageRequest)).toBeNull();
    const priced = modelsOf(id, variable, "brand-new", { images: { [`${id}/brand-new`]: price }, text: {} });
    expect(priced[0]?.quote(imageRequest)).toBe(500_000);
  });
});

test("a dated snapshot costs what its model costs", () => {
  const [plain, dated] = modelsOf("openai", "OPENAI_IMAGE_MODEL", "gpt-image-2,gpt-image-2-2026-04-21");
  expect(dated?.quote(imageRequest)).toBe(plain?.quote(imageRequest));
});
