import { expect, test } from "vitest";
import { SfumatoError } from "../../src/domain/errors.ts";
import type { SheetEntry } from "../../src/ports/pictures.ts";
import { contactSheet } from "../../src/tools/contact-sheet/index.ts";
import { anIteration } from "../chat/chat-world.ts";
import { createFakeWorld } from "../fakes/fake-tool-context.ts";

/** A session of so many pictures, of which some are gone; `drawn` is what its sheet shows. */
function sheetWorld(count: number, { best = 0, gone = [] as number[] } = {}) {
  const world = createFakeWorld();
  const made = (index: number) =>
    anIteration({ id: `it-${index}`, index, imageId: `image-${index}`, promptDiff: `change ${index}` });
  world.iterations.push(...Array.from({ length: count }, (_, index) => made(index)));
  world.session.bestIterationId = `it-${best}`;
  const { pictures, ...context } = world.context();
  const drawn: Omit<SheetEntry, "image">[] = [];
  const missing = new Set(gone.map((index) => `image-${index}`));
  const view: typeof pictures.view = async (id) => {
    if (missing.has(id)) throw new SfumatoError("E_NOT_FOUND", "The picture was deleted.");
    return pictures.view(id);
  };
  const draw: typeof pictures.work.contactSheet = async (title, footer, entries) => {
    drawn.push(...entries.map(({ image, ...words }) => words));
    return pictures.work.contactSheet(title, footer, entries);
  };
  const work = { ...pictures.work, contactSheet: draw };
  return { world, drawn, run: () => contactSheet.run({ ...context, pictures: { ...pictures, view, work } }, {}) };
}

test("shows the session's pictures in their order, marks the best and leaves out what is gone", async () => {
  const { world, drawn, run } = sheetWorld(3, { best: 2, gone: [1] });
  expect(await run()).toMatchObject({ pictures: 2 });
  expect(drawn).toEqual([
    { label: "0", note: "change 0", best: false },
    { label: "2", note: "change 2", best: true },
  ]);
  expect([...world.kept]).toEqual(["contact-sheet"]);
  expect(world.paid).toEqual([]);
});

test("shows the newest of a long session, and the best however old it is", async () => {
  const { drawn, run } = sheetWorld(50, { best: 3 });
  await run();
  expect(drawn).toHaveLength(36);
  expect([drawn[0]?.label, drawn[1]?.label, drawn.at(-1)?.label]).toEqual(["3", "15", "49"]);
});

test("says so when every picture is gone", async () => {
  await expect(sheetWorld(1, { gone: [0] }).run()).rejects.toMatchObject({ code: "E_NOT_FOUND" });
});
