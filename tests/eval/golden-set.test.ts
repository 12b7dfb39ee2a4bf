import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { GOLDEN } from "../../eval/goals.ts";
import { drawPhoto } from "../../eval/photos.ts";
import { csvOf, type GoldenRow, goldenHtml } from "../../eval/report.ts";
import { tools } from "../../src/tools/index.ts";

const row: GoldenRow = {
  ...{ id: "cup", kind: "photo", goal: "=1+1, a cup", ok: true, error: null, first: 60, best: 90, pictures: 2 },
  ...{ acceptedAtFirst: false, model: "sketch", usd: 0, ms: 5, notes: "", photo: "photo-of-cup.png" },
  ...{ firstPicture: "cup/iter_0.png", bestPicture: "cup/iter_1.png" },
};

it("has at least twenty wishes and five photos, each id once, each photo with a tool that there is", () => {
  expect(new Set(GOLDEN.map(({ id }) => id)).size).toBe(GOLDEN.length);
  const photos = GOLDEN.flatMap(({ photo }) => photo ?? []);
  expect(GOLDEN.length - photos.length).toBeGreaterThanOrEqual(20);
  expect(photos.map(({ of }) => of).sort()).toEqual(["cup", "phone", "shirt", "shoe", "watch"]);
  const edits = tools.filter((tool) => tool.edit).map(({ id }) => id);
  for (const { tool } of photos) expect(edits).toContain(tool);
});

it("draws its photos itself, the same ones every time", async () => {
  const folder = await mkdtemp(join(tmpdir(), "golden-"));
  try {
    const seen = async () =>
      sharp(await drawPhoto("watch", folder))
        .raw()
        .toBuffer({ resolveWithObject: true });
    const [once, twice] = [await seen(), await seen()];
    expect(once.info).toMatchObject({ width: 768, height: 768 });
    expect(once.data.equals(twice.data)).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it("holds two runs side by side, the photo first, and gives a spreadsheet nothing to run", async () => {
  const before = { ...row, best: 80, photo: undefined };
  const page = await goldenHtml("now", [row], { rows: [before], folder: "../before" });
  const shown = [...page.matchAll(/src="([^"]+)"/g)].map((match) => match[1]);
  expect(shown).toEqual([
    "photo-of-cup.png",
    ...["cup/iter_0.png", "cup/iter_1.png", "../before/cup/iter_0.png", "../before/cup/iter_1.png"],
  ]);
  expect(page).toContain("+10.0");
  expect(csvOf([row]).split("\r\n")[1]).toBe(`cup,photo,"'=1+1, a cup",true,5,60,90,false,2,sketch,0,`);
});
