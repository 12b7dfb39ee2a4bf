import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { configurableProviders } from "../src/compose.ts";
import { loadConfig, variableNames } from "../src/config.ts";
import { VARIABLES } from "../src/variables.ts";

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
    expect([...names].sort()).toEqual([...new Set(read)].sort());
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
