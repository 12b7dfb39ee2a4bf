import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Caps } from "../../src/domain/budget.ts";
import { SfumatoError } from "../../src/domain/errors.ts";
import type { Job } from "../../src/domain/job.ts";
import { PromptStyle } from "../../src/domain/prompt-style.ts";
import { createBreakers } from "../../src/engine/breakers.ts";
import { createClaims } from "../../src/engine/claims.ts";
import { createLeases } from "../../src/engine/leases.ts";
import type { Logger } from "../../src/engine/logger.ts";
import { createPlaces } from "../../src/engine/places.ts";
import { type RunJobDeps, runNextJob } from "../../src/engine/run-job.ts";
import { standingOf, windowsOf } from "../../src/engine/standing.ts";
import { createSweep } from "../../src/engine/worker.ts";
import { createAnswerFiles } from "../../src/images/answer-files.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { ImageFiles } from "../../src/ports/images.ts";
import type { ImageAnswer, ImageModel, TextModel } from "../../src/ports/models.ts";
import type { NewJob, Stores } from "../../src/ports/stores.ts";
import { defineTool, type Tool } from "../../src/tools/tool.ts";
import { fakeImageModel } from "../fakes/fake-tool-context.ts";
import { freshStores, newTestId } from "../postgres.ts";
import { newJob } from "../storage/ledger-world.ts";

export const IMAGE_COST = 40_000;
export const TEXT_COST = 2_000;
export const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const picture = { bytes: new Uint8Array([1, 2, 3]), mediaType: "image/png" as const };
const Words = z.object({ words: z.string() });

/** What a provider does with its nth call (from 0). */
export type Script<T> = (nth: number, signal: AbortSignal) => Promise<T>;
export const painted = async (): Promise<ImageAnswer> => ({
  image: picture,
  warnings: [],
  costMicros: null,
  usage: {},
});
export const spoken = async () => ({ value: { words: "fine" }, costMicros: TEXT_COST, usage: {} });
export const fails =
  (code: SfumatoError["code"], options: ConstructorParameters<typeof SfumatoError>[2]) => async () => {
    throw new SfumatoError(code, `a fake fault: ${code}`, options);
  };
export const first =
  <T>(script: Script<T>, then: Script<T>): Script<T> =>
  (nth, signal) =>
    (nth === 0 ? script : then)(nth, signal);

const draw = defineTool<object>({
  id: "draw",
  input: z.object({}),
  quote: () => ({ maxMicros: IMAGE_COST }),
  run: async (context) => {
    const request = { prompt: "a fox", negativePrompt: "", aspect: "1:1", preset: "draft", seed: null } as const;
    const made = await context.makeImage("picture", request);
    await context.step("after", async () => "done");
    return { image: made.stored.id };
  },
});
const write = defineTool<object>({
  id: "write",
  input: z.object({}),
  quote: () => ({ maxMicros: TEXT_COST }),
  run: async (context) => {
    const request = { call: "refine", instructions: "do", data: {}, images: [], schema: Words, maxTokens: 10 } as const;
    return (await context.askText("words", request)).value;
  },
});

/** A whole engine on a database of its own, with models that a test scripts. */
export async function createEngineWorld() {
  const database = await freshStores(12);
  const folder = await mkdtemp(join(tmpdir(), "sfumato-engine-"));
  const slept: number[] = [];
  const overruns: unknown[] = [];
  const clock: Clock = {
    now: () => new Date(),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
    },
  };
  const files = {
    warmUp() {},
    keep: async (_image: unknown, { jobId, imageId }: { jobId: string; imageId: string }) => ({
      ...{ id: imageId, jobId, mediaType: "image/png", width: 1, height: 1, bytes: 3, sha256: "", path: imageId },
    }),
  } as unknown as ImageFiles;
  const caps: Caps = {
    ...{ deploymentDay: null, deploymentMonth: null, chatDay: null, chatMonth: null, personDay: null },
    session: 1_000_000,
  };

  const world = {
    ...database,
    /** The database's name. */
    name: new URL(database.url).pathname.slice(1),
    slept,
    overruns,
    clock,
    breakers: createBreakers({ log: quiet }),
    files,
    caps,
    painted: [] as AbortSignal[],
    asked: [] as unknown[],
    paint: painted as Script<ImageAnswer>,
    speak: spoken as Script<{ value: unknown; costMicros: number | null; usage: Record<string, unknown> }>,
    tools: new Map<string, Tool>([
      ["draw", draw],
      ["write", write],
    ]),
    draining: false,
    stops: new Map<string, () => void>(),
    deps(stores: Stores = database.stores): RunJobDeps {
      return {
        ...{ stores, clock, files, log: quiet, tools: world.tools, newId: newTestId },
        claims: createClaims(stores.jobs, { perChat: 4, slots: 1_000 }),
        leases: createLeases(stores.jobs),
        answers: createAnswerFiles(folder),
        caps: world.caps,
        models: { images: [imageModel], text: () => textModel },
        prompts: { instructions: () => "", guide: () => "", style: () => PromptStyle.parse({}), frame: () => "" },
        receiving: createPlaces(),
        uploads: createPlaces(),
        failover: { strategy: "prefer_quality", breakers: world.breakers, latencies: async () => new Map() },
        ...{
          pictures: {} as never,
          exports: {} as never,
          fetchFile: async function* () {
            yield* [];
            throw new Error("no files here");
          },
        },
        onOverrun: (report) => overruns.push(report),
        draining: () => world.draining,
        onCancel(jobId, stop) {
          world.stops.set(jobId, stop);
          return () => world.stops.delete(jobId);
        },
      };
    },
    async submit(tool: string, change: Partial<NewJob> = {}): Promise<Job> {
      const session = await database.stores.sessions.add(newSession());
      return (await database.stores.jobs.add(newJob({ tool, sessionId: session.id, ...change }))).job;
    },
    run: (deps: RunJobDeps = world.deps()): Promise<boolean> => runNextJob(deps),
    /** What happens once a worker is gone: its lease runs out, and the sweep of another mends. */
    async mend(deps: RunJobDeps = world.deps()): Promise<void> {
      await database.db.execute(sql`update jobs set lease_until = now() - interval '1 second' where state = 'running'`);
      await createSweep(deps)();
    },
    /** Makes waiting jobs ready. */
    skipWaits: (): Promise<unknown> =>
      database.db.execute(sql`update jobs set run_after = now() where state = 'queued'`),
    get: async (id: string) => (await database.stores.jobs.get(id)) as Job,
    calls: async (id: string) =>
      Object.fromEntries(
        (await database.stores.money.callsOfJob(id)).map((call) => [call.callKey.slice(id.length + 1), call.state]),
      ),
    /** Spent and held by a job's session, micro-USD. */
    async spent(job: Job): Promise<(number | undefined)[]> {
      const windows = windowsOf(world.caps, job, await standingOf(database.stores, job));
      const session = (await database.stores.money.windows(windows)).at(-1);
      return [session?.spentMicros, session?.reservedMicros];
    },
    /** Each test has its own jobs in the file's one database, and begins with models that work. */
    reset(): void {
      const breakers = createBreakers({ log: quiet });
      Object.assign(world, { paint: painted, speak: spoken, draining: false, caps, breakers });
      for (const list of [world.painted, world.asked, slept, overruns]) list.length = 0;
    },
    async end() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const imageModel: ImageModel = {
    ...fakeImageModel,
    quote: () => IMAGE_COST,
    generate: (_request, { signal }) => world.paint(world.painted.push(signal) - 1, signal),
  };
  const textModel = {
    ...{ provider: "fake", modelId: "words-1", simulated: false },
    quote: () => TEXT_COST,
    ask: (request: unknown, { signal }: { signal: AbortSignal }) => world.speak(world.asked.push(request) - 1, signal),
  } as unknown as TextModel;
  return world;
}

function newSession() {
  return {
    ...{
      id: newTestId(),
      personId: "p1",
      personName: "Ada",
      language: "en",
      goal: "a fox",
      status: "running" as const,
    },
    place: { platform: "fake", chatId: "c1", threadId: null, kind: "private" as const },
    options: { provider: "fake", aspect: "1:1", preset: "draft" as const, iterations: 1, negative: "", seed: null },
    ...{
      prompt: null,
      originalPrompt: null,
      checklist: null,
      assumptions: [],
      literals: [],
      recommendations: [],
      photo: null,
    },
    ...{ bestIterationId: null, bestChosenByPerson: false, originMessageId: null },
  };
}

/** The process dies at a named point: that call and every later one throw. */
class Died extends Error {}

/** Deps of a process that dies when it is about to make the call named `at`, such as `money.settle`. */
export function mortal(deps: RunJobDeps, at: string, options: { after?: boolean } = {}): RunJobDeps {
  let dead = false;
  const guard = <T extends object>(target: T, path: string): T =>
    new Proxy(target, {
      get(object, name) {
        const value = Reflect.get(object, name) as unknown;
        const full = `${path}${String(name)}`;
        if (typeof value === "function" && name !== "isAway")
          return async (...args: unknown[]) => {
            if (dead) throw new Died(full);
            if (full === at && !options.after) dead = true;
            if (dead) throw new Died(full);
            const result = await value.apply(object, args);
            if (full === at) dead = true;
            if (dead) throw new Died(full);
            return result;
          };
        return typeof value === "object" && value !== null ? guard(value, `${full}.`) : value;
      },
    });
  const stores = guard(deps.stores, "");
  const answers = guard(deps.answers, "answers.");
  const images = deps.models.images.map((model) => ({
    ...model,
    generate: guard({ generate: model.generate.bind(model) }, "model.").generate,
  }));
  const text = deps.models.text("refine", images[0] as ImageModel);
  const ask = guard({ ask: text.ask.bind(text) }, "model.").ask;
  return { ...deps, stores, answers, models: { images, text: () => ({ ...text, ask }) } };
}
