import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSession } from "../../src/domain/session.ts";
import { freshStores, newTestId } from "../postgres.ts";

let world: Awaited<ReturnType<typeof freshStores>>;
beforeAll(async () => {
  world = await freshStores();
});
afterAll(() => world.close());

const picture = (id: string, more: object = {}) => ({
  ...{
    id,
    jobId: "j",
    mediaType: "image/jpeg" as const,
    width: 8,
    height: 6,
    bytes: 100,
    sha256: "s",
    path: `input/${id}.jpg`,
  },
  ...more,
});
const age = (id: string, days: number) =>
  world.db.execute(sql`update images set created_at = now() - make_interval(days => ${days}) where id = ${id}`);

test("a picture is served to its own chat, and to no other that sent the same", async () => {
  const { images } = world.stores;
  await images.add(picture("ann", { path: "input/same.jpg" }), "telegram:1");
  await images.add(picture("bob", { path: "input/same.jpg" }), "telegram:2");
  expect(await images.get("ann", "telegram:1")).toMatchObject({ path: "input/same.jpg" });
  expect(await images.get("ann", "telegram:2")).toBeUndefined();
  expect(await images.get("bob", "telegram:1")).toBeUndefined();
});

test("pictures go by age, and the oldest beyond the room; a shared file counts once", async () => {
  const { images } = world.stores;
  for (const [id, days] of [
    ["old", 40],
    ["mid", 5],
    ["new", 1],
  ] as const) {
    await images.add(picture(id), "telegram:9");
    await age(id, days);
  }
  expect((await images.expire({ days: null, bytes: null })).length).toBe(0);
  expect((await images.expire({ days: 30, bytes: null })).map(({ id }) => id)).toEqual(["old"]);
  // Left: ann and bob (one file of 100), new and mid (100 each).
  expect((await images.expire({ days: null, bytes: 300 })).length).toBe(0);
  expect((await images.expire({ days: null, bytes: 200 })).map(({ id }) => id)).toEqual(["mid"]);
});

test("a deleted session takes its photos along, but not the file that another chat has too", async () => {
  const { images, sessions } = world.stores;
  const place = { platform: "telegram", chatId: "1", threadId: null, kind: "private" as const };
  const options = {
    provider: "sketch",
    aspect: "1:1",
    preset: "draft" as const,
    iterations: 1,
    negative: "",
    seed: null,
  };
  const id = newTestId();
  const photo = {
    ...{ tool: "inpaint", provider: "sketch", task: "edit" as const, transparent: false, checks: [], aspect: null },
    ...{ inputs: ["ann"], width: 8, height: 6, canvasId: null, context: null },
    mask: { imageId: "mask", previewId: "preview", share: 0.5, source: "words" as const },
  };
  await images.add(picture("mask"), "telegram:1");
  await images.add(picture("preview"), "telegram:1");
  await sessions.add(
    newSession({ id, place, personId: "1", personName: "Ann", language: "en", goal: "x", options, photo }),
  );
  const gone = await sessions.delete(id);
  expect(gone.map((one) => one.id).sort()).toEqual(["ann", "mask", "preview"]);
  expect([...(await images.pathsInUse(gone.map(({ path }) => path)))]).toEqual(["input/same.jpg"]);
});
