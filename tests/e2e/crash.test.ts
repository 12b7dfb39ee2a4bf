import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { FAILPOINTS, type Failpoint } from "../../src/ports/failpoints.ts";
import { allEnded, expectGoodBooks } from "./crash-checks.ts";
import { armedWith, beginLoop, deployForCrashes, die, killSoon } from "./failpoints.ts";

/** Sessions under way while the process is killed again and again. */
const SESSIONS = 3;
const KILLS = 3;
/** Where most is at stake; `npm run test:nightly` dies at all, and at two hundred random moments. */
const DEATHS: readonly [Failpoint, number][] = [
  ["call.dispatched", 2],
  ["call.proved", 2],
  ["post.sent", 4],
];

describe.concurrent("kill -9", { timeout: 120_000 }, () => {
  it("at any moment loses no job, buys no picture twice, posts none twice, and leaves the books right", async () => {
    const world = await deployForCrashes({ database: "embedded", imageDelayMs: 120 });
    const chats = Array.from({ length: SESSIONS }, () => beginLoop(world));
    for (let kill = 0; kill < KILLS; kill++) await killSoon(world);
    await allEnded(world, chats);
    await expectGoodBooks(world, chats);
    await world.close();
  });

  it("where a picture is paid for, kept and posted: the same", async () => {
    const world = await deployForCrashes({ env: armedWith(...(DEATHS[0] as [Failpoint, number])) });
    const chats = [];
    for (const [at, death] of DEATHS.entries()) {
      chats.push(await die(world, ...death));
      const next = DEATHS[at + 1];
      await world.restart("kill", next ? armedWith(...next) : { SFUMATO_FAILPOINT: "" });
    }
    await allEnded(world, chats);
    await expectGoodBooks(world, chats);
    await world.close();
  });
});

it("every failpoint is reached in one place of the program", () => {
  const root = resolve(import.meta.dirname, "../../src");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const called = files.flatMap((name) =>
    [...readFileSync(join(root, name), "utf8").matchAll(/failpoint\("([\w.]+)"\)/g)].map((match) => match[1]),
  );
  expect(called.sort()).toEqual([...FAILPOINTS].sort());
});
