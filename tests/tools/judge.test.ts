import { expect, it } from "vitest";
import { SfumatoError } from "../../src/domain/errors.ts";
import { JudgeOutput } from "../../src/tools/outputs.ts";
import { type Asked, createFakeWorld, type FakeWorld, plainAnswer } from "../fakes/fake-tool-context.ts";

/** A session with two pictures, the first of which is the best; the second waits for the judge. */
async function twoPictures(answer: (asked: Asked) => unknown): Promise<FakeWorld> {
  const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, () => ["i2"]) });
  await world.run("generate", { mode: "accept" });
  world.steps.clear();
  world.iterations.push({
    ...world.iterations[0]!,
    id: "it-1",
    index: 1,
    imageId: "image-1",
    verdict: null,
    accepted: null,
  });
  world.asked.length = 0;
  world.answer = answer;
  return world;
}

const labelOf = (asked: Asked, index: number) => (asked.pictures.A === index ? "A" : "B");
const equal = (asked: Asked) => plainAnswer(asked, () => ["i2"]) as object;
const judge = async (world: FakeWorld) => JudgeOutput.parse(await world.run("judge", { iterationId: "it-1" }));

it("looks at a close pair twice, in swapped order, and takes a winner of both", async () => {
  const world = await twoPictures((asked) => ({ ...equal(asked), better: labelOf(asked, 1) }));
  expect(await judge(world)).toMatchObject({ accepted: true, won: true, costMicros: 2000 });
  expect(world.asked.map((asked) => labelOf(asked, 1)).sort()).toEqual(["A", "B"]);
  expect(world.session.bestIterationId).toBe("it-1");
});

it("believes a judge that prefers the place only by a clear margin", async () => {
  const world = await twoPictures((asked) => ({ ...equal(asked), better: "A" }));
  expect(await judge(world)).toMatchObject({ accepted: false, won: false });
});

it("decides a clear case in one look", async () => {
  const better = await twoPictures((asked) => plainAnswer(asked, (index) => (index === 0 ? ["i1", "i2", "i3"] : [])));
  expect(await judge(better)).toMatchObject({ accepted: true, score: 100, costMicros: 1000 });
  const worse = await twoPictures((asked) => plainAnswer(asked, (index) => (index === 1 ? ["i1", "i2", "i3"] : [])));
  expect(await judge(worse)).toMatchObject({ accepted: false, costMicros: 1000 });
});

it("looks again when a single failed must may hide the better picture, and counts findings over looks", async () => {
  const world = await twoPictures((asked) => {
    const isFirst = asked.nth === 0;
    return plainAnswer(asked, (index) => (index === 0 ? ["i1", "i3"] : isFirst ? ["i1"] : []));
  });
  expect(await judge(world)).toMatchObject({ accepted: true, costMicros: 2000 });
  const [before, after] = world.iterations.map((iteration) => iteration.verdict!);
  expect(after!.tally).toMatchObject({ looks: 2, items: { i1: 1, i2: 2 } });
  expect(after!.failed).toMatchObject([{ id: "i1", finding: "partial" }]);
  expect(before!.tally!.looks).toBe(3);
});

it("shows the best where it was shown less often", async () => {
  const world = await twoPictures((asked) => plainAnswer(asked, (index) => (index === 1 ? ["i1", "i2", "i3"] : [])));
  const shownFirst = world.iterations[0]!.verdict!.tally!.shown_first;
  await judge(world);
  expect(labelOf(world.asked[0]!, 0)).toBe(shownFirst === 1 ? "B" : "A");
});

it("says that money ran out, and keeps the picture", async () => {
  const world = await twoPictures(() => {
    throw new SfumatoError("E_BUDGET_BLOCKED", "no money left");
  });
  expect(await judge(world)).toMatchObject({ judged: false, accepted: false, error: { code: "E_BUDGET_BLOCKED" } });
  expect(world.iterations[1]).toMatchObject({ judgeError: "no money left", accepted: false });
});

it("asks again for an answer that leaves a picture out", async () => {
  const world = await twoPictures((asked) => {
    const answer = plainAnswer(asked, () => []) as { pictures: unknown[] };
    return { pictures: answer.pictures.slice(0, 1), better: "A" };
  });
  expect(await judge(world)).toMatchObject({ judged: false, error: { code: "E_AI_BAD_ANSWER" } });
});
