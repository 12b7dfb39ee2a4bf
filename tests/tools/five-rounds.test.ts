import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPainter, DRIFTING, FAITHFUL } from "../../bench/memory/painters.ts";
import { createPhotoWorld, type PhotoWorld } from "../../bench/memory/photo-world.ts";
import { editFiveTimes, editInAChain } from "../../bench/memory/rounds.ts";

let world: PhotoWorld;
beforeAll(async () => {
  world = await createPhotoWorld();
});
afterAll(() => world.end());

describe("five rounds of edits", { timeout: 30_000 }, () => {
  it("are as near to the photo as one, with a painter whose own results drift away", async () => {
    const once = await world.distance(await editInAChain(world, createPainter(DRIFTING), 1));
    const chained = await world.distance(await editInAChain(world, createPainter(DRIFTING), 5));
    const painter = createPainter(DRIFTING);
    const { last, state } = await editFiveTimes(world, painter, "a ribbon on the left");
    const looped = await world.distance(last);
    expect(state.iterations.length).toBe(6);
    for (const key of ["warmth", "brightness", "direction"] as const) {
      expect(looped[key]).toBeCloseTo(once[key], 3);
      // The measures can fail: the same painter on its own results is far from the photo.
      expect(chained[key]).toBeGreaterThan(once[key] + 0.03);
    }
    for (const key of ["outside", "logo"] as const) {
      expect(looped[key]).toBeCloseTo(once[key], 3);
      expect(chained[key]).toBeLessThan(once[key] - 0.05);
    }
    for (const prompt of painter.seen)
      expect(prompt).toMatch(/neutral colour tone.*NOVA on a label; upper right of the original/s);
  });

  it("say what was measured where the light moved for all to see, and nothing where it stayed", async () => {
    const strong = { ...DRIFTING, warmer: 0.2, darker: 0.3 };
    const moved = await editFiveTimes(world, createPainter(strong), "a ribbon on the left");
    for (const { warnings } of moved.state.iterations)
      expect(warnings.join()).toContain("Measured against the photo, it is warmer, darker and lit from");
    const kept = await editFiveTimes(world, createPainter(DRIFTING), "a ribbon on the left");
    expect(kept.state.iterations.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it("move nothing outside of a mask, whatever the painter does there", async () => {
    const { last } = await editFiveTimes(world, createPainter(DRIFTING), "left half: a ribbon");
    const { right, logo } = await world.distance(last);
    expect({ right, logo }).toEqual({ right: 1, logo: 1 });
  });

  it("leave everything but the change as it is with a painter that is faithful", async () => {
    const { last } = await editFiveTimes(world, createPainter(FAITHFUL), "a ribbon on the left");
    expect((await world.distance(last)).outside).toBeGreaterThan(0.999);
  });
});
