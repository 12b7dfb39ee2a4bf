import { describe, expect, test } from "vitest";
import { ErrorCode } from "../src/domain/errors.ts";
import { imageProviders } from "../src/providers/index.ts";
import { tools } from "../src/tools/index.ts";
import { BROKEN_FILES } from "./architecture/broken-files.ts";
import { cruise, cruiseWith, readRules } from "./architecture/cruise.ts";
import { foldersIn, importsOf, ROOT, readSources, withoutComments } from "./architecture/sources.ts";
import { readWording, TEMPLATES, wordingUsedIn } from "./architecture/wording-keys.ts";

const sources = readSources();

describe("import rules", () => {
  const broken = cruiseWith(Object.values(BROKEN_FILES));

  test("every rule has a file that breaks it, and a way out", async () => {
    const rules = await readRules();
    expect(Object.keys(BROKEN_FILES).sort()).toEqual(rules.map(({ name }) => name).sort());
    for (const { severity, comment } of rules) {
      expect(severity).toBe("error");
      expect(comment).toMatch(/^.{30,}\.$/s);
    }
  });

  test.each(Object.entries(BROKEN_FILES))("%s", async (name, { file }) => {
    const { violations } = (await broken).summary;
    const found = violations.filter(({ from }) => from === `src/${file}`).map(({ rule }) => rule.name);
    expect(found).toContain(name);
  });

  test("the tool sees every import of every file, types included", async () => {
    const { modules } = await cruise(ROOT);
    const seen = new Map(modules.map(({ source, dependencies }) => [source, dependencies]));
    for (const [path, code] of sources) {
      const modulesSeen = new Set(seen.get(`src/${path}`)?.map(({ module }) => module.replace(/^node:/, "")));
      const missed = importsOf(code).filter((module) => !modulesSeen.has(module.replace(/^node:/, "")));
      expect(missed, path).toEqual([]);
    }
  });

  test("no type is taken by import(…): the tool does not see it", () => {
    const found = [...sources].filter(([, code]) => /(?<!await )\bimport\(\s*"/.test(withoutComments(code)));
    expect(found.map(([path]) => path)).toEqual([]);
  });
});

describe("lists", () => {
  const listedIn = (path: string) =>
    importsOf(sources.get(path) as string)
      .flatMap((module) => module.match(/^\.\/([^/]+)\/index\.ts$/)?.[1] ?? [])
      .sort();

  test("every folder of tools/ is in its list", () => {
    expect(listedIn("tools/index.ts")).toEqual(foldersIn("tools"));
    expect(tools.map(({ id }) => id).sort()).toEqual(foldersIn("tools"));
  });

  test("every folder of providers/ is in its list", () => {
    // The offline painter draws with images/, so compose-models.ts makes it.
    expect([...listedIn("providers/index.ts"), "sketch"].sort()).toEqual(foldersIn("providers"));
    expect(importsOf(sources.get("compose-models.ts") as string)).toContain("./providers/sketch/index.ts");
    const paints = foldersIn("providers").filter((name) => name !== "sketch");
    expect(imageProviders.map(({ id }) => id).sort()).toEqual(paints);
  });
});

describe("wording", () => {
  const languages = [...readWording()];
  const known = new Set(languages.find(([language]) => language === "en")?.[1]);
  const used = [...sources].flatMap(([path, code]) =>
    path.startsWith("chat/") || path.startsWith("cli/") ? { path, ...wordingUsedIn(code) } : [],
  );

  test.each(languages)("%s says every error code", (_language, keys) => {
    expect(keys).toEqual(expect.arrayContaining(ErrorCode.options.map((code) => `error-${code}`)));
  });

  test.each(languages)("%s has each key once and the same keys as English", (_language, keys) => {
    expect(keys).toEqual([...known]);
  });

  test("every key that code uses exists", () => {
    const missing = used.flatMap(({ path, keys }) => keys.filter((key) => !known.has(key)).map((key) => [path, key]));
    expect(missing).toEqual([]);
  });

  test("every template is known, and all that it can say exists", () => {
    const templates = new Set(used.flatMap((file) => file.templates));
    expect([...templates].sort()).toEqual([...TEMPLATES.keys()].sort());
    expect([...TEMPLATES.values()].flat().filter((key) => !known.has(key))).toEqual([]);
  });

  test("every key is used", () => {
    const spoken = new Set([...used.flatMap(({ keys }) => keys), ...[...TEMPLATES.values()].flat()]);
    expect([...known].filter((key) => !spoken.has(key))).toEqual([]);
  });
});

describe("files", () => {
  test("none is longer than 300 lines", () => {
    const long = [...sources].map(([path, code]) => ({ path, lines: code.trimEnd().split("\n").length }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  test("the environment is read in main.ts only", () => {
    const readers = [...sources].filter(
      ([path, code]) =>
        path !== "main.ts" &&
        /\bprocess\.env\b|\bloadEnvFile\b|\benv\b.*from "node:process"/.test(withoutComments(code)),
    );
    expect(readers.map(([path]) => path)).toEqual([]);
  });

  test("the network is reached through a fetch that was passed in", () => {
    // Providers are handed the one of providers/provider-fetch.ts; chat/telegram takes Node's when no other is given.
    const mayUse = new Set(["chat/telegram/index.ts"]);
    const users = [...sources].filter(
      ([path, code]) => !mayUse.has(path) && /(?<!typeof )\bglobalThis\.fetch\b/.test(withoutComments(code)),
    );
    expect(users.map(([path]) => path)).toEqual([]);
  });
});
