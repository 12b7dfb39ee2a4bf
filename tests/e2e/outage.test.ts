import { setTimeout as after } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { createTcpGate, type TcpGate } from "../fakes/tcp-gate.ts";
import { deploy } from "./deployment.ts";

/** Longer than every wait between the tries of one change. */
const AWAY_MS = 6_000;

it("a database that is away for a while costs patience: what ran goes on, what was said meanwhile is answered", {
  timeout: 60_000,
}, async () => {
  let gate: TcpGate | undefined;
  const world = await deploy({
    imageDelayMs: 300,
    async database(url) {
      gate = await createTcpGate(Number(new URL(url).port));
      return url.replace(/:\d+\//, `:${gate.port}/`);
    },
  });
  onTestFinished(async () => {
    await world.close();
    await gate?.shut();
  });
  const ann = world.talk();
  ann.say("/optimize a patient heron");
  // A picture is being made: its answer comes while nothing can be booked.
  await ann.until(() => world.openai.requests.length > 1);
  await gate?.shut();
  const bob = world.talk();
  bob.say("a wish in the dark");
  expect((await fetch(`${world.bot().http}/health`)).status).toBe(503);
  await after(AWAY_MS);
  await gate?.open();
  await bob.offered(/^Accept/);
  await ann.see(/^Done · 4 pictures/);
  // An edit overtakes uploads that wait with it.
  await ann.until(() => ann.pictures().length === 4);
  expect((await fetch(`${world.bot().http}/health`)).status).toBe(200);
});
