import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";
import manifest from "../package.json" with { type: "json" };
import { runSession } from "../src/cli/run.ts";
import { compose, configurableProviders } from "../src/compose.ts";
import { loadConfig, secretsOf } from "../src/config.ts";
import { SfumatoError } from "../src/domain/errors.ts";
import { createLog } from "../src/log.ts";
import { GOLDEN, type GoldenGoal } from "./goals.ts";
import { drawPhoto } from "./photos.ts";
import { csvOf, type GoldenRow, goldenHtml } from "./report.ts";

/**
 * `npm run eval:golden -- --name now --compare data/eval/before`: the golden set through the configured provider, under a cap
 * of its own, with a database of its own. Writes rows.json, golden.csv and golden.html into data/eval/<name>.
 */
const { values: options } = parseArgs({
  options: {
    name: { type: "string", default: "now" },
    compare: { type: "string" },
    provider: { type: "string" },
    iterations: { type: "string", default: "2" },
    seed: { type: "string", default: "7" },
    /** USD for the whole run. */
    budget: { type: "string", default: "1" },
    only: { type: "string" },
  },
});

/** Caps that this run must not share with the bot's: each becomes the run's own. */
const CAPS = ["GLOBAL_DAILY", "GLOBAL_MONTHLY", "CHAT_DAILY", "CHAT_MONTHLY", "SESSION", "USER_DAILY"];
/** What would make the run serve people or use the bot's own stores. */
const NOT_HERE = ["DATABASE_URL", "REDIS_URL", "TELEGRAM_BOT_TOKEN", "DISCORD_BOT_TOKEN", "TELEGRAM_WEBHOOK_URL"];

const say = (line: string) => process.stderr.write(`${line}\n`);

function environment(folder: string): Record<string, string | undefined> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const env: Record<string, string | undefined> = { LOG_LEVEL: "warn", ...process.env };
  for (const name of NOT_HERE) delete env[name];
  for (const cap of CAPS) env[`BUDGET_${cap}_USD`] = options.budget;
  return {
    ...env,
    DATA_DIR: join(folder, "data"),
    HTTP_PORT: "off",
    USER_PER_MINUTE: "1000",
    EXPENSIVE_INTERVAL_S: "0",
  };
}

type App = Awaited<ReturnType<typeof compose>>;

async function playGoal(app: App, folder: string, golden: GoldenGoal, target: number): Promise<GoldenRow> {
  const { id, kind, goal } = golden;
  const started = performance.now();
  const photo = golden.photo && (await drawPhoto(golden.photo.of, folder));
  const onPhoto = golden.photo && { image: photo, tool: golden.photo.tool };
  const asked = { goal, seed: options.seed, iterations: options.iterations, provider: options.provider, ...onPhoto };
  const out = join(folder, id);
  const blank = {
    id,
    kind,
    goal,
    ok: false,
    first: null,
    best: null,
    acceptedAtFirst: false,
    pictures: 0,
    model: "",
    usd: 0,
    photo: photo ? relative(folder, photo) : null,
  };
  const took = () => Math.round(performance.now() - started);
  try {
    const { json, exitCode, error } = await runSession(app, { ...asked, out });
    const [first] = json.iterations;
    const best = json.iterations.find((iteration) => iteration.index === json.best_iteration);
    const path = (file: string | null | undefined) => (file ? relative(folder, file) : null);
    return {
      ...{ id, kind, goal, photo: blank.photo, ok: exitCode === 0, error: error?.code ?? null },
      ...{ first: first?.judge_score ?? null, best: best?.judge_score ?? null },
      acceptedAtFirst: json.iterations.length === 1 && (first?.judge_score ?? 0) >= target,
      ...{ pictures: json.iterations.length, model: best?.model_used ?? "", usd: json.cost_usd, ms: took() },
      ...{ firstPicture: path(first?.image_path), bestPicture: path(best?.image_path), notes: best?.judge_notes ?? "" },
    };
  } catch (thrown) {
    if (!(thrown instanceof SfumatoError)) throw thrown;
    return { ...blank, error: thrown.code, ms: took(), firstPicture: null, bestPicture: null, notes: thrown.message };
  }
}

async function readRows(folder: string | undefined): Promise<GoldenRow[]> {
  if (folder === undefined) return [];
  return JSON.parse(await readFile(join(folder, "rows.json"), "utf8")) as GoldenRow[];
}

async function main(): Promise<void> {
  const folder = resolve("data/eval", options.name);
  const before = await readRows(options.compare);
  const only = options.only?.split(",");
  const goals = GOLDEN.filter(({ id }) => only === undefined || only.includes(id));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const config = loadConfig(environment(folder), configurableProviders);
  const log = createLog({ level: config.log.level, secrets: secretsOf(config) });
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = { output: nowhere, colour: false, quiet: true };
  const app = await compose({ config, log, version: manifest.version, roles: new Set(["chat", "worker"]), terminal });
  const rows: GoldenRow[] = [];
  try {
    for (const goal of goals) {
      const row = await playGoal(app, folder, goal, app.chat.targetScore);
      rows.push(row);
      say(
        `${row.ok ? "✓" : "✗"} ${row.id}: ${row.first ?? "–"} → ${row.best ?? "–"}, ${row.ms} ms${row.error ? `, ${row.error}` : ""}`,
      );
      // Every later goal would be refused too.
      if (row.error === "E_BUDGET_BLOCKED") break;
    }
  } finally {
    await app.stop();
  }
  await writeFile(join(folder, "rows.json"), `${JSON.stringify(rows, null, 2)}\n`);
  await writeFile(join(folder, "golden.csv"), csvOf(rows));
  const other =
    options.compare === undefined ? null : { rows: before, folder: relative(folder, resolve(options.compare)) };
  await writeFile(join(folder, "golden.html"), await goldenHtml(options.name, rows, other));
  say(`\nWritten to ${relative(".", folder)}: golden.csv, golden.html, rows.json`);
  process.exitCode = rows.length === goals.length && rows.every((row) => row.ok) ? 0 : 1;
}

await main();
