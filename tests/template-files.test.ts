import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createTemplateFiles } from "../src/template-files.ts";
import { wording } from "./chat/chat-world.ts";

async function folderOf(files: Record<string, unknown>) {
  const folder = await mkdtemp(join(tmpdir(), "sfumato-templates-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const write = (name: string, content: unknown) =>
    writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  for (const [name, content] of Object.entries(files)) await write(name, content);
  const logged: string[] = [];
  const templates = createTemplateFiles({
    folder,
    log: { warn: (_facts, message) => void logged.push(message ?? "") },
  });
  const ids = async () => (await templates.list()).map(({ id }) => id);
  return { folder, write, templates, logged, ids };
}

const hint = (words: string, order = 1) => ({ kind: "hint", order, title: { en: "Wood" }, words });

describe("template files", () => {
  it("are in the order of kinds and places, and read anew when they change, come or go", async () => {
    const { folder, write, templates, ids } = await folderOf({
      "wood.json": hint("On wood.", 2),
      "day.json": hint("In daylight.", 1),
      "cartoon.json": { ...hint("A cartoon."), kind: "type" },
      "README.md": "not one of them",
    });
    expect(await ids()).toEqual(["cartoon", "day", "wood"]);
    await write("wood.json", hint("On dark oak.", 2));
    await write("story.json", { ...hint("Tall."), kind: "platform", aspect: "9:16" });
    await rm(join(folder, "day.json"));
    expect(await ids()).toEqual(["cartoon", "story", "wood"]);
    expect((await templates.list()).at(-1)?.words).toBe("On dark oak.");
  });

  it("that break are named once in the log, and their last good version stays in force", async () => {
    const { write, templates, logged, ids } = await folderOf({ "wood.json": hint("On wood."), "new.json": "{" });
    expect(await ids()).toEqual(["wood"]);
    await write("wood.json", { ...hint(""), aspect: "wide", colour: "brown" });
    await templates.list();
    expect(await templates.list()).toMatchObject([{ id: "wood", words: "On wood." }]);
    expect(logged).toHaveLength(2);
    expect(logged[0]).toMatch(/^templates: new\.json is broken: .*JSON/);
    expect(logged[1]).toMatch(/^templates: wood\.json is broken: .*colour.*the last good one stays$/);
    await write("wood.json", hint("On oak."));
    expect(await templates.list()).toMatchObject([{ words: "On oak." }]);
  });

  it("may be missing altogether", async () => {
    const { folder, templates, logged } = await folderOf({});
    await rm(folder, { recursive: true });
    expect([await templates.list(), await templates.list()]).toEqual([[], []]);
    expect(logged).toHaveLength(1);
  });

  it("of the project are sound, in every language that the bot speaks", async () => {
    const logged: string[] = [];
    const log = { warn: (_facts: object, message = "") => void logged.push(message) };
    const list = await createTemplateFiles({ folder: "prompts/templates", log }).list();
    expect(logged).toEqual([]);
    expect(list.map(({ id }) => id)).toEqual([
      ...["realistic", "artistic", "cartoon", "amazon", "taobao", "story", "avatar"],
      ...["soft-shadow", "wood-background", "soft-daylight"],
    ]);
    for (const { title, example } of list)
      for (const texts of [title, example ?? title])
        expect(Object.keys(texts).sort()).toEqual([...wording.languages].sort());
  });
});
