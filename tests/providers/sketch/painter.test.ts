import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { createSketch, drawnIn } from "../../../src/providers/sketch/index.ts";
import { imageModelContract } from "../../contracts/image-model-contract.ts";
import { drawDot, drawSvg, unaborted } from "./draw-svg.ts";

const FOX = 'A red fox reading under a lantern in a snowy forest at night, the sign says "OPEN".';
const asked = (prompt: string, seed: number | null = 7) =>
  ({ prompt, negativePrompt: "", aspect: "1:1", preset: "draft", seed }) as const;

imageModelContract(
  "sketch",
  async () => ({ model: createSketch({ drawSvg: drawDot }).image, secret: "none", close: async () => {} }),
  { offline: true },
);

describe("the painter", () => {
  it("paints the same picture for the same prompt and seed, another one for another seed", async () => {
    const { image } = createSketch({ drawSvg });
    const [one, same, other] = await Promise.all([
      image.generate(asked(FOX), unaborted()),
      image.generate(asked(FOX), unaborted()),
      image.generate(asked(FOX, 8), unaborted()),
    ]);
    expect(Buffer.from(one.image.bytes).equals(same.image.bytes)).toBe(true);
    expect(Buffer.from(one.image.bytes).equals(other.image.bytes)).toBe(false);
  });

  it("draws the words that it knows and lists them inside the file", async () => {
    const { image } = createSketch({ drawSvg: drawDot, world: { painterNoise: 0 } });
    const { image: picture } = await image.generate(
      asked(`${FOX} Three blue balloons. Watercolour. Rule of thirds.`),
      unaborted(),
    );
    expect(drawnIn(picture.bytes)).toMatchObject({
      light: "night",
      weather: "snow",
      style: "watercolour",
      compositions: ["thirds"],
      texts: ["OPEN"],
      things: expect.arrayContaining([
        { noun: "fox", count: 1, colour: "red" },
        { noun: "lantern", count: 1, colour: null },
        { noun: "forest", count: 1, colour: null },
        { noun: "balloon", count: 3, colour: "blue" },
      ]),
    });
  });

  it.each([
    ["1:1", "draft", 512, 512],
    ["16:9", "draft", 512, 288],
    ["9:16", "final", 576, 1024],
  ] as const)("paints %s as %s in %i × %i px", async (aspect, preset, width, height) => {
    const { image } = createSketch({ drawSvg });
    const answer = await image.generate({ ...asked("a boat at sea"), aspect, preset }, unaborted());
    const read = await sharp(answer.image.bytes).metadata();
    expect([read.width, read.height, read.format]).toEqual([width, height, "png"]);
    expect(drawnIn(answer.image.bytes)).toBeDefined();
  });

  it.each(["pixel art", "ink wash", "paper cut", "oil painting", "pencil", "flat poster", "watercolour", "photo"])(
    "gives %s a look of its own",
    async (style) => {
      const { image } = createSketch({ drawSvg, world: { painterNoise: 0 } });
      const answer = await image.generate({ ...asked(`a pine, ${style}`), aspect: "21:9" }, unaborted());
      const { entropy } = await sharp(answer.image.bytes).stats();
      expect(entropy).toBeGreaterThan(1);
    },
  );

  it("says what it could not do as asked", async () => {
    const { image } = createSketch({ drawSvg: drawDot });
    const { warnings } = await image.generate({ ...asked("a cat"), aspect: "2:1" }, unaborted());
    expect(warnings).toEqual(["The simulation paints 16:9, the nearest to 2:1."]);
  });

  it("makes a seed of its own when none is given", async () => {
    const { image } = createSketch({ drawSvg: drawDot, random: () => 0.5 });
    const { usage, costMicros } = await image.generate(asked("a cat", null), unaborted());
    expect(usage.seed).toBe(2 ** 30);
    expect(costMicros).toBe(0);
    expect(image.quote(asked("a cat"))).toBe(0);
  });

  it("makes an abstract form of words that it does not know, in any script", async () => {
    const { image } = createSketch({ drawSvg, world: { painterNoise: 0 } });
    for (const prompt of ["bond", "верность и надежда", "友谊的力量", 'a sign "<&>\u0007 Привет"'])
      expect(
        (await image.generate({ ...asked(prompt), aspect: "21:9" }, unaborted())).image.bytes.length,
      ).toBeGreaterThan(9000);
  });

  it("stops when the call is cut off", async () => {
    const { image, text } = createSketch({ drawSvg: drawDot, delayMs: 60_000 });
    const control = new AbortController();
    const running = image.generate(asked("a cat"), { signal: control.signal });
    control.abort();
    await expect(running).rejects.toMatchObject({ code: "E_CANCELLED", spent: "no" });
    await expect(image.generate(asked("a cat"), { signal: AbortSignal.timeout(1) })).rejects.toMatchObject({
      code: "E_AI_TIMEOUT",
    });
    await expect(text.ask({} as never, { signal: control.signal })).rejects.toMatchObject({ code: "E_CANCELLED" });
  });
});
