import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { configurableProviders } from "../src/compose.ts";
import { loadConfig, variableNames } from "../src/config.ts";
import { VARIABLES } from "../src/variables.ts";

/** Variables that are promised already; whoever builds the part that reads them strikes them out here. */
const READ_LATER = [
  ...["GROK_API_KEY", "GROK_BASE_URL", "GROK_IMAGE_MODEL"],
  ...["NANO_BANANA_API_KEY", "NANO_BANANA_BASE_URL", "NANO_BANANA_MODEL"],
  ...["RUNWARE_API_KEY", "RUNWARE_BASE_URL", "RUNWARE_MODEL"],
];

const lines = readFileSync(join(import.meta.dirname, "../.env.example"), "utf8").split("\n");
const listed = lines.flatMap((line, at) => {
  const [, name, value] = line.match(/^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/) ?? [];
  return name === undefined || value === undefined ? [] : [{ name, value, at }];
});
const read = variableNames(configurableProviders);

describe(".env.example", () => {
  test("lists each variable once", () => {
    const names = listed.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect([...names].sort()).toEqual([...new Set([...read, ...READ_LATER])].sort());
  });

  test("the list of what is read later holds nothing that is read now", () => {
    expect(READ_LATER.filter((name) => read.includes(name))).toEqual([]);
  });

  test("sets nothing when it is copied as it is", () => {
    expect(lines.filter((line) => line.trim() !== "" && !line.startsWith("#"))).toEqual([]);
  });

  test("explains each group of variables", () => {
    const bare = listed.filter(({ at }) => {
      const above = lines.slice(0, at).findLast((line) => !listed.some((entry) => lines[entry.at] === line));
      return !above?.startsWith("# ");
    });
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  test("the values shown are the defaults", () => {
    const shown = Object.fromEntries(listed.map(({ name, value }) => [name, value]));
    expect(loadConfig(shown, configurableProviders)).toEqual(loadConfig({}, configurableProviders));
  });

  test("shows every default that a schema has", () => {
    const own = Object.entries(VARIABLES).map(([name, [schema]]) => [name, schema]);
    const shape = Object.assign(Object.fromEntries(own), ...configurableProviders.map(({ variables }) => variables));
    const presets: Record<string, unknown> = z.object(shape).parse({});
    const hidden = listed.filter(({ name, value }) => {
      const preset = presets[name];
      return value === "" && preset !== undefined && String(preset) !== "";
    });
    expect(hidden.map(({ name }) => name)).toEqual([]);
  });
});
