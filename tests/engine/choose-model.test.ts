import { describe, expect, it } from "vitest";
import { lackInWords } from "../../src/domain/lack.ts";
import { capableModels, chooseModel, lackingFor, orderModels, type Ranking } from "../../src/engine/choose-model.ts";
import type { ImageCapabilities, ImageModel, ImageRequest } from "../../src/ports/models.ts";
import { fakeImageModel } from "../fakes/fake-tool-context.ts";

const model = (provider: string, more: Partial<ImageModel> = {}, can: Partial<ImageCapabilities> = {}): ImageModel => ({
  ...fakeImageModel,
  ...{ provider, modelId: "m", simulated: false },
  ...more,
  capabilities: { ...fakeImageModel.capabilities, ...can },
});
const image = { bytes: new Uint8Array(1), mediaType: "image/png" as const };
const asks = (more: Partial<ImageRequest> = {}): ImageRequest => ({
  ...{ prompt: "a fox", negativePrompt: "", aspect: "1:1", preset: "draft", seed: null },
  ...more,
});
const none = { text: () => Promise.reject(new Error("no words here")) as never };

describe("what a request needs", () => {
  const edits = { supports_edit: true, max_reference_images: 3 };
  it.each<[string, Partial<ImageRequest>, Partial<ImageCapabilities>, string[]]>([
    ["a new picture", {}, {}, []],
    ["any aspect", { aspect: "21:9", seed: 7, negativePrompt: "people" }, {}, []],
    ["an edit, by one that only paints", { images: [image] }, {}, ["edit", "1 input pictures (it takes 0)"]],
    ["an edit", { images: [image] }, { supports_edit: true }, []],
    ["an edit with two references", { images: [image, image, image] }, edits, []],
    ["too many references", { images: Array(4).fill(image) }, edits, ["4 input pictures (it takes 3)"]],
    ["references without an edit", { task: "generate", images: [image] }, { max_reference_images: 1 }, []],
    ["a mask", { images: [image], mask: image }, edits, ["masks"]],
    ["transparency", { transparent: true }, {}, ["transparency"]],
    ["an upscale, by one that edits", { task: "upscale", images: [image] }, edits, ["upscale"]],
    ["an upscale", { task: "upscale", images: [image] }, { extra_tasks: ["upscale"] }, []],
    ["a background taken away", { task: "remove_background", images: [image] }, edits, ["remove background"]],
  ])("%s", (_what, request, can, lacks) => {
    expect(lackingFor(model("a", {}, can), asks(request)).map(lackInWords)).toEqual(lacks);
  });

  it("a stand-in needs a known price, and room for the whole prompt", () => {
    const images = [
      model("chosen", { quote: () => null }, { max_prompt_length: 1 }),
      model("priceless", { quote: () => null }),
      model("short", {}, { max_prompt_length: 4 }),
      model("fits", {}, { max_prompt_length: 5 }),
    ];
    const able = capableModels(images[0] as ImageModel, { ...none, images }, () => asks());
    expect(able.map(({ provider }) => provider)).toEqual(["chosen", "fits"]);
  });

  it("the chosen provider's first model is the chosen one; one that is gone is said", () => {
    const images = [model("a"), model("a", { modelId: "other" }), model("b")];
    expect(chooseModel({ provider: "a" }, { ...none, images }).modelId).toBe("m");
    expect(() => chooseModel({ provider: "gone" }, { ...none, images })).toThrow(/"gone" is not available here/);
  });
});

describe("the order", () => {
  const chosen = model("chosen", { qualityRank: 1 });
  const fine = model("fine", { qualityRank: 90, quote: () => 90 });
  const quick = model("quick", { qualityRank: 40, quote: () => 50 });
  const cheap = model("cheap", { qualityRank: 60, quote: () => 10 });
  const all = [cheap, quick, chosen, fine];
  const order = (more: Partial<Ranking>) =>
    orderModels(chosen, all, {
      strategy: "prefer_quality",
      priceOf: (one) => one.quote(asks()),
      latencyOf: () => undefined,
      isOpen: () => false,
      ...more,
    }).map(({ provider }) => provider);
  const measured = new Map([
    ["fine", 30_000],
    ["quick", 4_000],
  ]);

  it("by quality, by price, by measured time; the chosen one always first", () => {
    expect(order({})).toEqual(["chosen", "fine", "cheap", "quick"]);
    expect(order({ strategy: "prefer_cost" })).toEqual(["chosen", "cheap", "quick", "fine"]);
    expect(order({ strategy: "prefer_latency", latencyOf: (one) => measured.get(one.provider) })).toEqual([
      "chosen",
      "quick",
      "fine",
      "cheap",
    ]);
  });

  it("without measurements time says nothing, and quality decides", () => {
    expect(order({ strategy: "prefer_latency" })).toEqual(["chosen", "fine", "cheap", "quick"]);
  });

  it("those that just failed in a row come last, the chosen one before the others", () => {
    const open = new Set(["chosen", "fine"]);
    expect(order({ isOpen: (one) => open.has(one.provider) })).toEqual(["cheap", "quick", "chosen", "fine"]);
  });
});
