import { expect, it } from "vitest";
import { Crash, createFakeWorld, type FakeWorld, plainAnswer, say } from "../fakes/fake-tool-context.ts";

/** A run with everything in it: rejections, a close call, words of the person in the middle, a failing judge. */
function eventful(): FakeWorld {
  const world = createFakeWorld();
  world.answer = (asked) => {
    if (asked.call === "revise" && asked.nth === 1) say(world, "make the fox look left");
    if (asked.call === "judge" && Object.values(asked.pictures).includes(4)) return "no answer";
    const missing = [["i2", "i3", "i4"], ["i3", "i4"], ["i3", "i4", "i2"], ["i4"], [], ["i4", "i5"]];
    return plainAnswer(asked, (index) => missing[index] ?? ["i3"]);
  };
  return world;
}

const outcomeOf = (world: FakeWorld) => ({
  session: world.session,
  iterations: world.iterations,
  feedback: world.feedback,
  paid: world.paid,
});

it("never repeats a paid call and ends the same, wherever it dies", { timeout: 30_000 }, async () => {
  const whole = eventful();
  const output = await whole.run("optimize", { rounds: 4 });
  expect(new Set(whole.paid).size).toBe(whole.paid.length);
  let deaths = 0;
  for (let crashAfter = 0; ; crashAfter += 1) {
    const world = eventful();
    world.crashAfter = crashAfter;
    const first = await world.run("optimize", { rounds: 4 }).catch((error: unknown) => error);
    if (!(first instanceof Crash)) break;
    deaths += 1;
    world.crashAfter = Number.POSITIVE_INFINITY;
    expect(await world.run("optimize", { rounds: 4 })).toEqual(output);
    expect(outcomeOf(world)).toEqual(outcomeOf(whole));
  }
  expect(deaths).toBeGreaterThan(50);
});

it("ends the same when it dies at every step once", async () => {
  const whole = eventful();
  await whole.run("optimize", { rounds: 3 });
  const world = eventful();
  for (let tries = 0; tries < 1000; tries += 1) {
    world.crashAfter = 2;
    const end = await world.run("optimize", { rounds: 3 }).catch((error: unknown) => error);
    if (!(end instanceof Crash)) break;
    // A step inside a step needs both to be left before anything is saved.
    if (tries % 5 === 4) {
      world.crashAfter = 6;
      await world.run("optimize", { rounds: 3 }).catch(() => undefined);
    }
  }
  world.crashAfter = Number.POSITIVE_INFINITY;
  await world.run("optimize", { rounds: 3 });
  expect(outcomeOf(world)).toEqual(outcomeOf(whole));
});
