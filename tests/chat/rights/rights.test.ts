import { describe, expect, inject, it, onTestFinished } from "vitest";
import { freshStores, newTestId } from "../../postgres.ts";
import { anyTry, randomFrom, rightfulTries } from "./tries.ts";
import { rightsWorld } from "./world.ts";

const TRIES = 600;

describe("rights on both platforms", { timeout: 60_000 }, () => {
  const { seed } = inject("properties");
  it(`are not had by trying (seed ${seed}): none accepted, each answered; the same with the right is accepted`, async () => {
    const { stores, client, close } = await freshStores();
    onTestFinished(close);
    const { scenes, tries } = await rightsWorld(stores, client, newTestId);
    const random = randomFrom(seed);
    const both = Object.values(scenes);
    const [accepted, unanswered]: string[][] = [[], []];
    for (let at = 0; at < TRIES; at++) {
      const one = anyTry(random, both);
      const outcome = await tries(await one.send());
      if (outcome.accepted) accepted?.push(one.told);
      if (!outcome.answered && !outcome.ignored) unanswered?.push(one.told);
    }
    expect([accepted, unanswered]).toEqual([[], []]);
    for (const one of both.flatMap(rightfulTries))
      expect(await tries(await one.send()), one.told).toMatchObject({ accepted: true, ignored: false });
  });
});
