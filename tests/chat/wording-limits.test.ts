import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { describe, expect, it, test } from "vitest";
import { sayIn } from "../../src/chat/wording.ts";
import { ROOT } from "../architecture/sources.ts";
import { readWording } from "../architecture/wording-keys.ts";
import { wording } from "./chat-world.ts";

/**
 * Lengths in UTF-16 code units, the shortest of the platforms': Telegram's button 64, toast 200, caption 1024, text 4096,
 * description of a command 256; Discord's text 2000, button 80, title and label of a modal 45, description 100.
 */
const LIMITS: readonly [RegExp, number][] = [
  [/^(button|example-chip)-/, 64],
  [/^settings-(provider|aspect|preset|iterations|negative|language)$/, 64],
  [/^defaults-photos-/, 64],
  [/^command-(?!unknown)/, 100],
  // Shown in a toast, for whoever pressed.
  [/^(notice|access-noted|access-wait|flood|deleted|defaults-one|forget-done)/, 200],
  [/^error-E_NOT_ALLOWED|^error-E_DUPLICATE|^error-E_NOT_FOUND|^error-E_RATE_LIMITED/, 200],
  // In a caption, beside a prompt.
  [/^iteration-|^warning-|^diff-/, 200],
  [/^(start|privacy|help)-body|^access-|^alert-|^error-|^caps-|^defaults-|^block-/, 500],
  [/./, 1024],
];
/** What a modal's title or a field's label says on Discord: the question's button. */
const IN_MODALS = ["button-edit", "button-feedback", "card-prompt"];

const read = new Map<string, Map<string, string>>();
const language = wording.languages;
/** Facts as long as they get in use. */
const ARGUMENTS: Record<string, string | number> = {
  ...{ price: "$999.99", rounds: 10, value: "nano-banana", name: "Wolfeschlegelsteinhausenbergerdorff", index: 49 },
  ...{ provider: "nano-banana", model: "nano-banana", count: 21, pictures: 21, score: 100, change: "+100" },
  ...{ place: "10/10", cost: "$999.99", seconds: 900, limit: 4000, length: 99_999, ceiling: "$1000000.00" },
  ...{ words: "yes", scored: "yes", from: 10, to: 100, band: "excellent", period: "month", list: "openai, sketch" },
  ...{ wanted: "19.5:9", taken: "16:9", day: "$999.99", month: "$999.99", rank: 10, zone: "America/Argentina/Ushuaia" },
};

describe.each(language)("wording in %s", (one) => {
  const say = sayIn(wording, one);
  const keys = readWording().get(one) ?? [];

  it("fits the shortest place that it is shown in", () => {
    const long = keys.flatMap((key) => {
      const [, limit = 0] = LIMITS.find(([pattern]) => pattern.test(key)) ?? [];
      const { length } = say(key, withAll(ARGUMENTS));
      return length > limit ? [`${key}: ${length} > ${limit}`] : [];
    });
    expect(long).toEqual([]);
  });

  it("fits a modal's title and labels", () => {
    expect(IN_MODALS.filter((key) => say(key, withAll(ARGUMENTS)).length > 45)).toEqual([]);
  });

  it("says nothing empty, and nothing that was left untranslated", () => {
    expect(
      keys.filter((key) => key !== "settings-none" && !/[\p{L}\p{N}]/u.test(say(key, withAll(ARGUMENTS)))),
    ).toEqual([]);
    if (one === "en") return;
    const english = sayIn(wording, "en");
    const same = keys.filter((key) => say(key, withAll(ARGUMENTS)) === english(key, withAll(ARGUMENTS)));
    // Names, sizes and what is made of facts alone.
    const alike =
      /^(card-choice|size-.*|settings-none|models-aspects|models-seed|iteration-model|summary-row|admin-usage|change-(cap|default)|usage-chart(-free)?)$/;
    expect(same.filter((key) => !alike.test(key))).toEqual([]);
  });

  it("uses the facts that English does", () => {
    const facts = (text: string) => [...new Set(text.match(/\$\w+/g))].sort();
    const mine = patterns(one);
    const wrong = [...patterns("en")].flatMap(([key, text]) => {
      // A language may need the number where English has an ordinal word, or none for its plural.
      const given = facts(mine.get(key) ?? "").filter((fact) => !["$ordinal", "$number"].includes(fact));
      const wanted = facts(text).filter((fact) => !["$ordinal", "$number"].includes(fact));
      return given.join() === wanted.join() ? [] : [`${key}: ${given} instead of ${wanted}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** Any fact that is asked for, so that none is missing. */
function withAll(facts: Record<string, string | number>): Record<string, string | number> {
  const names = [...patterns("en").values(), ...patterns("ru").values()].flatMap((text) => text.match(/\w+/g) ?? []);
  return { ...Object.fromEntries(names.map((name) => [name, "16:9"])), ...facts };
}

function patterns(one: string): Map<string, string> {
  const known = read.get(one);
  if (known) return known;
  const resource = new FluentResource(readFileSync(join(ROOT, `src/chat/locales/${one}.ftl`), "utf8"));
  const found = new Map(resource.body.map(({ id, value }) => [id, variablesIn(value).join(" ")]));
  read.set(one, found);
  return found;
}

/** Names of the variables in a Fluent pattern. */
function variablesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(variablesIn);
  if (typeof node !== "object" || node === null) return [];
  const { type, name } = node as { type?: string; name?: string };
  return type === "var" ? [`$${name}`] : Object.values(node).flatMap(variablesIn);
}

describe("plural forms", () => {
  test.each([
    [1, "1 картинка"],
    [2, "2 картинки"],
    [5, "5 картинок"],
    [11, "11 картинок"],
    [21, "21 картинка"],
    [22, "22 картинки"],
    [112, "112 картинок"],
  ])("%d in Russian", (pictures, words) => {
    expect(sayIn(wording, "ru")("progress-done", { pictures, cost: "$0.04" })).toBe(`Готово · ${words} · $0.04`);
  });

  test("in English and Chinese", () => {
    const done = (one: string, pictures: number) => sayIn(wording, one)("progress-done", { pictures, cost: "$0.04" });
    expect([1, 2].map((n) => done("en", n))).toEqual(["Done · 1 picture · $0.04", "Done · 2 pictures · $0.04"]);
    expect([1, 2].map((n) => done("zh", n))).toEqual(["完成 · 1 张图片 · $0.04", "完成 · 2 张图片 · $0.04"]);
  });

  test("none of a failed job is told as none", () => {
    const failed = (one: string) => sayIn(wording, one)("progress-failed", { pictures: 0 });
    expect(wording.languages.map(failed).sort()).toEqual([
      "Failed · no picture",
      "Не вышло · ни одной картинки",
      "失败 · 没有图片",
    ]);
  });
});
