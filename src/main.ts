#!/usr/bin/env node
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { Command as CommandType } from "commander";
import type { Logger } from "pino";
import manifest from "../package.json" with { type: "json" };
import type { RunOptions } from "./cli/run.ts";
import type { Role } from "./compose.ts";
import type { Config } from "./config.ts";

// Before anything large is loaded: a bot that mostly waits needs little memory, and a second start no compiling.
setFlagsFromString("--optimize-for-size");
enableCompileCache();

const { Command, CommanderError } = await import("commander");
const { runDoctor } = await import("./cli/doctor.ts");
const { EXIT, runSession } = await import("./cli/run.ts");
const { auditOnce, compose, configurableProviders, migrateOnce, unfreezeOnce } = await import("./compose.ts");
const { loadConfig, secretsOf } = await import("./config.ts");
const { SfumatoError, toSfumatoError } = await import("./domain/errors.ts");
const { createLog } = await import("./log.ts");
const { armFailpoint } = await import("./ports/failpoints.ts");

// Loading is over: from here on speed counts more than size.
setFlagsFromString("--no-optimize-for-size");

const ROLES: readonly Role[] = ["chat", "worker", "http"];

/** Reads the environment once; nothing below this file does. */
function readConfig(defaults: Record<string, string> = {}): { config: Config; log: Logger } {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = loadConfig({ ...defaults, ...process.env }, configurableProviders);
  return { config, log: createLog({ level: config.log.level, secrets: secretsOf(config) }) };
}

const colours = (stream: NodeJS.WriteStream) => stream.isTTY === true && process.env.NO_COLOR === undefined;

/** Runs until a signal comes or `ended` resolves; a second signal ends at once. */
async function untilStopped(stop: () => Promise<void>, ended: Promise<unknown>, log: Logger): Promise<void> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.once(signal, () => {
        log.info({ signal }, "stopping: no new work; running calls are waited for");
        process.once(signal, () => process.exit(EXIT.other));
        resolve();
      });
  });
  await Promise.race([signalled, ended]);
  await stop();
  log.info({}, "stopped");
}

async function serve(rolesWanted: string): Promise<void> {
  const roles = new Set(rolesWanted.split(",").map((role) => role.trim()) as Role[]);
  for (const role of roles)
    if (!ROLES.includes(role))
      throw new SfumatoError(
        "E_CONFIG",
        `--roles: "${role}" is none of ${ROLES.join(", ")}. Example: --roles chat,worker`,
      );
  const { config, log } = readConfig();
  const silent = config.telegram.token === undefined && config.discord.token === undefined;
  if (silent && roles.has("chat") && process.stdin.isTTY) return chat();
  if (silent) log.info({}, "no chat is connected: set TELEGRAM_BOT_TOKEN or DISCORD_BOT_TOKEN to connect one");
  // For crash tests alone: the process ends there as by `kill -9`.
  const dieAt = process.env.SFUMATO_FAILPOINT;
  if (dieAt) armFailpoint(dieAt, () => process.kill(process.pid, "SIGKILL"));
  const app = await compose({ config, log, version: manifest.version, roles });
  log.info({ roles: [...roles], platforms: app.platforms, http: app.http }, "ready");
  await untilStopped(app.stop, new Promise(() => {}), log);
}

async function chat(): Promise<void> {
  const { config, log } = readConfig({ LOG_LEVEL: "warn" });
  let leave: (value?: unknown) => void = () => {};
  const left = new Promise((resolve) => {
    leave = resolve;
  });
  const terminal = {
    output: process.stdout,
    input: process.stdin,
    colour: colours(process.stdout),
    onEnd: () => leave(),
  };
  const app = await compose({
    config,
    log,
    version: manifest.version,
    roles: new Set<Role>(["chat", "worker"]),
    terminal,
  });
  process.stdout.write("Sfumato. Write what you would like to see; /help lists the commands, Ctrl-D leaves.\n");
  if (config.telegram.token === undefined && config.discord.token === undefined)
    process.stdout.write("To connect Telegram or Discord, set TELEGRAM_BOT_TOKEN or DISCORD_BOT_TOKEN (see README).\n");
  await untilStopped(
    async () => {
      await app.shown();
      await app.stop();
    },
    left,
    log,
  );
}

async function run(goal: string, options: Omit<RunOptions, "goal"> & { json?: boolean }): Promise<void> {
  const { config, log } = readConfig({ LOG_LEVEL: "warn" });
  // With --json, standard output holds nothing but the one object.
  const terminal = {
    output: options.json ? process.stderr : process.stdout,
    colour: !options.json && colours(process.stdout),
  };
  const app = await compose({
    config,
    log,
    version: manifest.version,
    roles: new Set<Role>(["chat", "worker"]),
    terminal: { ...terminal, quiet: options.json === true },
  });
  try {
    const { json, exitCode, error, written } = await runSession(app, { ...options, goal });
    if (options.json) process.stdout.write(`${JSON.stringify(json)}\n`);
    else
      process.stdout.write(
        `\nWritten to ${options.out}: ${[`${json.iterations.length} pictures`, ...written].join(", ")}\n`,
      );
    if (error && options.json) process.stderr.write(`${error.code}: ${error.message}\n`);
    process.exitCode = exitCode;
  } finally {
    await app.stop();
  }
}

async function migrate(): Promise<void> {
  const { config, log } = readConfig();
  await migrateOnce({ config, log });
  process.stdout.write("The database has the newest schema.\n");
}

async function audit(): Promise<void> {
  const differences = await auditOnce(readConfig({ LOG_LEVEL: "warn" }));
  for (const difference of differences) process.stdout.write(`${difference}\n`);
  if (differences.length === 0) process.stdout.write("The counters, the ledger and the paid calls agree.\n");
  process.exitCode = differences.length === 0 ? EXIT.done : EXIT.other;
}

async function unfreeze(chat: string): Promise<void> {
  await unfreezeOnce(readConfig({ LOG_LEVEL: "warn" }), chat);
  process.stdout.write(`${chat} may spend again, under its caps.\n`);
}

async function doctor(): Promise<void> {
  const { config, log } = readConfig({ LOG_LEVEL: "error" });
  const healthy = await runDoctor(config, log, (line) => process.stdout.write(`${line}\n`));
  process.exitCode = healthy ? EXIT.done : EXIT.usage;
}

function commandLine(): CommandType {
  const program = new Command("sfumato")
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError();
  program
    .command("serve", { isDefault: true })
    .description("run the bot")
    .option("--roles <list>", "parts to run: chat, worker, http", ROLES.join(","))
    .action((options: { roles: string }) => serve(options.roles));
  program
    .command("run <goal>")
    .description("one session, from goal to summary, without a chat")
    .option("--iterations <n>", "rounds of improvement")
    .option("--provider <id>", "who makes the pictures")
    .option("--aspect <w:h>", "aspect ratio")
    .option("--preset <name>", "draft or final")
    .option("--image <file>", "a picture to start from")
    .option("--mask <file>", "where it may change: a PNG with transparency, white on black, or a copy marked in red")
    .option("--tool <id>", "what is done to the picture: edit, inpaint, outpaint, upscale, …")
    .option("--sides <words>", "how far --tool outpaint goes beyond which sides: left 25%, 200 px top")
    .option("--export <names>", "sizes of exports.config.json for the best picture, separated by commas")
    .option("--feedback <text>", "words that steer the first round")
    .option("--target <score>", "score that ends the loop early")
    .option("--seed <n>", "for providers that take one")
    .option("--out <dir>", "folder of the results", "data/run")
    .option("--json", "print one JSON object")
    .action(run);
  program.command("chat").description("the conversation in the terminal").action(chat);
  program.command("migrate").description("bring the database to the newest schema").action(migrate);
  program.command("audit").description("hold counters against ledger and paid calls").action(audit);
  program
    .command("unfreeze <chat>")
    .description("let a chat spend again after an overrun, as platform:id")
    .action(unfreeze);
  program
    .command("doctor")
    .description("check configuration, database, storage and providers without spending")
    .action(doctor);
  for (const command of program.commands) command.exitOverride();
  return program;
}

async function main(): Promise<void> {
  try {
    await commandLine().parseAsync();
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
      return;
    }
    const error = toSfumatoError(thrown);
    const faults = error.details.faults;
    const lines = Array.isArray(faults) ? faults : [error.message];
    for (const line of lines) process.stderr.write(`${error.code} ${line}\n`);
    if (error.code === "E_INTERNAL" && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`);
    const usage = ["E_CONFIG", "E_PROMPT_INVALID", "E_INPUT_TOO_LARGE", "E_INPUT_UNSUPPORTED"].includes(error.code);
    // Nobody configured can do it: that is the configuration's affair, no fault of a provider.
    const cannot = error.details.reason === "cannot";
    process.exitCode = usage || cannot ? EXIT.usage : error.code === "E_BUDGET_BLOCKED" ? EXIT.budget : EXIT.other;
  }
}

await main();
