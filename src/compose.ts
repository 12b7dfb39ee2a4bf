import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { availableParallelism, userInfo } from "node:os";
import { join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { App } from "./app.ts";
import { createActivity } from "./chat/activity.ts";
import { freezeAfterOverrun, reportAudit } from "./chat/alerts.ts";
import type { ChatDeps } from "./chat/chat-deps.ts";
import { commandMenus } from "./chat/commands.ts";
import { createConversation } from "./chat/conversation/index.ts";
import { createInbox } from "./chat/inbox.ts";
import type { Platform, PlatformHost } from "./chat/platform.ts";
import { createPostOffice } from "./chat/post-office.ts";
import { createPresenter } from "./chat/presenter.ts";
import { createTelegram, type Telegram } from "./chat/telegram/index.ts";
import { createTerminal } from "./chat/terminal/index.ts";
import { createWatch } from "./chat/watch.ts";
import { loadWording } from "./chat/wording.ts";
import { createModels, createNetwork } from "./compose-models.ts";
import type { Config } from "./config.ts";
import { SfumatoError } from "./domain/errors.ts";
import { createBreakers } from "./engine/breakers.ts";
import { createLatencies } from "./engine/health.ts";
import { createKeptLists } from "./engine/kept-lists.ts";
import { createNightly } from "./engine/nightly.ts";
import { createPlaces } from "./engine/places.ts";
import { createWorker } from "./engine/worker.ts";
import { createHttpServer } from "./http/server.ts";
import { createAnswerFiles } from "./images/answer-files.ts";
import { createCharts } from "./images/charts.ts";
import { createDecoder, INTAKE_LIMITS } from "./images/decoder.ts";
import { createExportFiles } from "./images/export-files.ts";
import { createImageFiles } from "./images/image-files.ts";
import { createPictures } from "./images/pictures.ts";
import { createMachine } from "./machine.ts";
import type { Clock, NewId } from "./ports/clock.ts";
import type { Stores } from "./ports/stores.ts";
import { createPrompts } from "./prompt-files.ts";
import { openQueue } from "./queue/index.ts";
import { connectDatabase } from "./storage/connect.ts";
import { listenSignals } from "./storage/signals.ts";
import { createStores } from "./storage/stores.ts";
import { createTemplateFiles } from "./template-files.ts";
import { tools as toolList } from "./tools/index.ts";

export { configurableProviders } from "./compose-models.ts";

export type Role = "chat" | "worker" | "http";

export interface ComposeOptions {
  config: Config;
  log: Logger;
  version: string;
  roles: ReadonlySet<Role>;
  /** Shows the conversation in a terminal, and reads it when `input` is there. */
  terminal?: { output: Writable; input?: Readable; colour: boolean; quiet?: boolean; onEnd?(): void };
}

const ROOT = resolve(import.meta.dirname, "..");
const EXPORTS = join(ROOT, "exports.config.json");
/** Jobs of one chat that may run at once: the others wait for their turn. */
const PER_CHAT = 4;
/** Connections of our own pool; BullMQ has a few more. */
const POOL = 16;
const ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** 16 letters of 5 random bits each. */
const newId: NewId = () => Array.from(randomBytes(16), (byte) => ID_LETTERS[byte % 32]).join("");

const clock: Clock = { now: () => new Date(), sleep: (ms, signal) => delay(ms, undefined, { signal }) };

/** Brings the database to the newest schema and lets go of it. */
export async function migrateOnce({ config, log }: Pick<ComposeOptions, "config" | "log">): Promise<void> {
  const database = await connectDatabase(databaseOptions(config, log));
  await database.close();
}

/** Holds the books against the counters; the differences, none of which is the good answer. */
export async function auditOnce({ config, log }: Pick<ComposeOptions, "config" | "log">): Promise<string[]> {
  return withStores(config, log, (stores) => stores.money.audit());
}

/** Lets a chat spend again after an overrun. */
export async function unfreezeOnce(
  { config, log }: Pick<ComposeOptions, "config" | "log">,
  chat: string,
): Promise<void> {
  const at = chat.indexOf(":");
  if (at < 1)
    throw new SfumatoError("E_CONFIG", "unfreeze: name the chat as platform:id, for example telegram:-1001234.");
  await withStores(config, log, (stores) =>
    stores.settings.merge(chat.slice(0, at), chat.slice(at + 1), "", { frozen: null }),
  );
}

async function withStores<T>(config: Config, log: Logger, work: (stores: Stores) => Promise<T>): Promise<T> {
  const database = await connectDatabase(databaseOptions(config, log));
  try {
    return await work(createStores(database.db, newId));
  } finally {
    await database.close();
  }
}

function databaseOptions(config: Config, log: Logger) {
  return {
    url: config.database.url,
    dataDir: config.dataDir,
    migrations: join(ROOT, "migrations"),
    poolSize: POOL,
    log,
    clock,
  };
}

/** Builds everything, starts the roles asked for, and returns what runs. The only place where adapters are made. */
export async function compose(options: ComposeOptions): Promise<App & { platforms: string[] }> {
  const { config, log } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const database = await connectDatabase(databaseOptions(config, log));
  closers.push(database.close);
  try {
    const stores = createStores(database.db, newId);
    const signals = await listenSignals(database.client, () => log.info({}, "database: connected again"));
    const queue = await openQueue({ redisUrl: config.queue.redisUrl, databaseUrl: database.url, log });
    closers.push(() => queue.close());
    // A core is left to the chat.
    const places = createPlaces(Math.max(1, availableParallelism() - 1));
    const decoder = createDecoder({ log, places, timeLimitMs: 20_000 });
    const intake = createDecoder({ log, places, ...INTAKE_LIMITS });
    closers.push(() => decoder.close());
    closers.push(() => intake.close());
    const files = createImageFiles({ dataDir: config.dataDir, decoder });
    const pictures = createPictures({ dataDir: config.dataDir, intake, decoder });
    const exports = createExportFiles({ dataDir: config.dataDir, config: EXPORTS, now: clock.now });
    await files.check();
    const answers = createAnswerFiles(config.dataDir);
    const { deps, startListings } = createNetwork(config, log, createKeptLists({ stores, log }));
    closers.push(await startListings());
    const models = createModels(config, files, deps);
    const tools = new Map(toolList.map((tool) => [tool.id, tool]));
    const { budget: caps } = config;
    const { username } = userInfo();
    const person = {
      ...{ id: username, name: username },
      language: Intl.DateTimeFormat().resolvedOptions().locale,
    };
    const platforms = new Map<string, Platform>();
    const pathOf = (path: string) => resolve(config.dataDir, path);

    const wording = loadWording(join(ROOT, "src/chat/locales"));
    let telegram: Telegram | undefined;
    if (options.terminal) {
      const terminal = createTerminal({ ...options.terminal, files, newId, pathOf, person });
      platforms.set(terminal.id, terminal);
    } else {
      if (config.telegram.token !== undefined) {
        const { token, apiRoot, webhookUrl, webhookSecret } = config.telegram;
        const webhook = webhookUrl && webhookSecret ? { url: webhookUrl, secret: webhookSecret } : undefined;
        telegram = createTelegram({ token, apiRoot, webhook, log, clock, fitImage: files.fit });
        platforms.set(telegram.id, telegram);
      }
      if (config.discord.token !== undefined) {
        // Loaded only when it serves: the library is large.
        const { createDiscord } = await import("./chat/discord/index.ts");
        const { fetch } = globalThis;
        const given = { ...config.discord, token: config.discord.token, fitImage: files.fit };
        const discord = createDiscord({ ...given, ...{ log, clock, wording, fetch } });
        platforms.set(discord.id, discord);
      }
    }

    const machine = createMachine({ database, queue, platforms, dataDir: config.dataDir });
    const submit = { tools, queue, newId, limits: config.limits };
    const chat: ChatDeps = {
      ...{ stores, submit, models, caps, wording, signals, files, exports, platforms, clock, newId, log },
      templates: createTemplateFiles({ folder: join(ROOT, "prompts/templates"), log }),
      removeFiles: async (images) => {
        // Content-addressed files may belong to several chats.
        const used = await stores.images.pathsInUse(images.map(({ path }) => path));
        const paths = images.flatMap(({ id, path }) => [...(used.has(path) ? [] : [path]), `thumbs/${id}.jpg`]);
        for (const path of paths) await rm(pathOf(path), { force: true }).catch(() => {});
      },
      defaults: {
        provider: config.images.provider,
        ...{ aspect: "1:1", preset: "draft" as const, iterations: config.iterations.usual, negative: "", seed: null },
      },
      maxIterations: config.iterations.most,
      targetScore: config.iterations.targetScore,
      operators: config.admins,
      access: config.access.mode,
      charts: createCharts(files),
      machine,
    };
    const conversation = createConversation(chat);
    const inbox = createInbox(chat, conversation.handle);
    const host: PlatformHost = { ...conversation, receive: inbox.receive };
    const presenter = createPresenter(chat);
    const activity = createActivity(chat);
    const offices = [...platforms.values()].map((platform) => createPostOffice(chat, platform));
    const worker = createWorker({
      ...{ stores, answers, caps, clock, log, files, models, tools, newId, queue, signals, perChat: PER_CHAT },
      ...{ pictures, exports },
      fetchFile(platform, ref, limits) {
        const download = platforms.get(platform)?.download;
        if (!download) throw new SfumatoError("E_INPUT_UNSUPPORTED", "Files cannot be sent here.");
        return download(ref, limits);
      },
      prompts: createPrompts(join(ROOT, "prompts")),
      receiving: createPlaces(),
      uploads: createPlaces(),
      failover: {
        strategy: config.images.strategy,
        breakers: createBreakers({ log }),
        latencies: createLatencies(stores, clock),
      },
      concurrency: config.limits.workerConcurrency,
      onOverrun: (overrun) =>
        void freezeAfterOverrun(chat, overrun).catch((error) =>
          log.error({ err: error }, "the chat could not be frozen"),
        ),
    });

    const http =
      options.roles.has("http") && config.http.port !== null
        ? createHttpServer({
            ...{ host: config.http.host, port: config.http.port, version: options.version },
            health: machine.health,
            telegramWebhook: telegram?.handleWebhook,
          })
        : undefined;
    const httpAddress = http ? (await http.start()).address : null;
    if (http) closers.push(() => http.stop());

    const nightly = createNightly({
      ...{ stores, clock, log },
      tidy: async () => {
        await exports.sweep();
        await pictures.sweep(clock.now());
      },
      expire: async () => chat.removeFiles(await stores.images.expire(config.retention)),
      onDifferences: (differences) => reportAudit(chat, differences),
    });
    if (options.roles.has("worker")) {
      await worker.start();
      nightly.start();
    }
    const watch = createWatch(chat);
    if (options.roles.has("chat")) {
      watch.start();
      inbox.start();
      presenter.start();
      activity.start();
      for (const office of offices) office.start();
      for (const platform of platforms.values()) {
        await platform.start(host);
        void platform
          .setCommands(commandMenus(chat.wording))
          .catch((error) => log.warn({ err: error }, "the commands could not be set"));
      }
    } else if (telegram && config.telegram.webhookUrl && options.roles.has("http")) await telegram.start(host);

    return {
      ...{ chat, person, pathOf, http: httpAddress },
      platforms: [...platforms.keys()],
      async shown() {
        for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(20)) {
          const waiting = await Promise.all(
            [...platforms.keys()].map(
              async (id) => (await stores.jobs.toShow(id)).length > 0 || (await stores.outbox.nextDue(id)) !== null,
            ),
          );
          if (!waiting.includes(true)) return;
        }
      },
      async stop() {
        for (const platform of platforms.values()) await platform.stop();
        await inbox.stop();
        await watch.stop();
        await worker.stop(config.providerTimeoutMs);
        await nightly.stop();
        await presenter.stop();
        await activity.stop();
        for (const office of offices) await office.stop();
        await signals.close().catch(() => {});
        for (const close of closers.reverse())
          await close().catch((error) => log.warn({ err: error }, "stopping: a part did not close"));
      },
    };
  } catch (error) {
    for (const close of closers.reverse()) await close().catch(() => {});
    throw error;
  }
}
