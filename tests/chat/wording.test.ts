import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { commandMenus } from "../../src/chat/commands.ts";
import { loadWording } from "../../src/chat/wording.ts";
import { wording } from "./chat-world.ts";

describe("wording", () => {
  it("chooses by the client's language, and English for those that are not there", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sfumato-ftl-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const [language, hello] of [
      ["en", "Hello"],
      ["ru", "Привет"],
      ["zh", "你好"],
    ])
      await writeFile(
        join(folder, `${language}.ftl`),
        `hello = ${hello}\n${language === "en" ? "only = English" : ""}`,
      );
    const loaded = loadWording(folder);
    const heard = ["ru", "ru-RU", "zh-hans", "zh-CN", "de", null, "", "not a tag!"].map((tag) =>
      loaded.text(loaded.choose(tag), "hello"),
    );
    expect(heard).toEqual(["Привет", "Привет", "你好", "你好", "Hello", "Hello", "Hello", "Hello"]);
    expect(loaded.text("ru", "only")).toBe("English");
    expect(() => loaded.text("ru", "nowhere")).toThrow("nowhere");
  });

  it("puts people's text in as it is", () => {
    expect(wording.text("en", "feedback-noted", { text: '{ $text } <b>"x"</b>' })).toBe(
      'Noted for the next picture: “{ $text } <b>"x"</b>”',
    );
  });

  it("describes every command in every menu", () => {
    for (const menu of commandMenus(wording))
      for (const { name, description } of menu.commands)
        expect([name, description]).toEqual([name, expect.stringMatching(/\p{L}/u)]);
  });
});
