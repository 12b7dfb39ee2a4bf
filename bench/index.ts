import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { acknowledge } from "./acknowledge.ts";
import { batch } from "./batch.ts";
import { chats } from "./chats.ts";
import { hostile } from "./hostile.ts";
import { closeDatabaseServer, databaseServer } from "./kit/database.ts";
import { type Benchmark, type Figure, machineLine, table } from "./kit/figures.ts";
import { writeFigures } from "./kit/readme.ts";
import { latency } from "./latency.ts";
import { manySessions } from "./many-sessions.ts";
import { memory } from "./memory/index.ts";
import { mixed } from "./mixed/index.ts";
import { money } from "./money.ts";
import { moneyHistory } from "./money-history.ts";
import { overhead } from "./overhead.ts";
import { providerCalls } from "./provider-calls.ts";
import { rights } from "./rights.ts";
import { start } from "./start.ts";
import { uploads } from "./uploads.ts";

/** In the order in which they run. */
const BENCHMARKS: Record<string, Benchmark> = {
  start,
  overhead,
  latency,
  acknowledge,
  "provider-calls": providerCalls,
  "many-sessions": manySessions,
  chats,
  rights,
  mixed,
  money,
  "money-history": moneyHistory,
  uploads,
  batch,
  memory,
  hostile,
};
/** Takes minutes and gigabytes: runs only when it is named. */
const ONLY_NAMED = new Set(["mixed", "money-history", "hostile"]);
const RESULTS = join(import.meta.dirname, "results.json");

interface Results {
  [name: string]: { machine: string; at: string; figures: Figure[] };
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in BENCHMARKS));
  if (unknown.length > 0) {
    say(`There is no benchmark ${unknown.join(", ")}. Known: ${Object.keys(BENCHMARKS).join(", ")}`);
    process.exitCode = 2;
    return;
  }
  const wanted = Object.keys(BENCHMARKS).filter((name) =>
    names.length > 0 ? names.includes(name) : !ONLY_NAMED.has(name),
  );
  const machine = machineLine((await databaseServer()).version);
  const results: Results = existsSync(RESULTS) ? (JSON.parse(await readFile(RESULTS, "utf8")) as Results) : {};
  const rows: Figure[] = [];
  for (const name of wanted) {
    process.stderr.write(`${name} …\n`);
    const figures = await measure(name);
    rows.push(...figures);
    results[name] = { machine, at: new Date().toISOString(), figures };
  }
  say(`\n${machine}\n\n${table(rows)}`);
  await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  await writeFigures(Object.keys(BENCHMARKS).flatMap((name) => results[name]?.figures ?? []));
  await closeDatabaseServer();
}

/** A benchmark that breaks is a row that says so: the others still run. */
async function measure(name: string): Promise<Figure[]> {
  try {
    return (await BENCHMARKS[name]?.()) ?? [];
  } catch (error) {
    const note = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${name} broke: ${note}\n`);
    return [{ figure: name, measured: "broke", limit: "", met: false, note: note.split("\n")[0] ?? "" }];
  }
}

await main(process.argv.slice(2));
