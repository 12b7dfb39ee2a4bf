import postgres from "postgres";
import { inject } from "vitest";
import { z } from "zod";
import { SfumatoError } from "../../src/domain/errors.ts";
import { createBreakers } from "../../src/engine/breakers.ts";
import type { FailoverStrategy } from "../../src/engine/choose-model.ts";
import { createPlaces } from "../../src/engine/places.ts";
import type { RunJobDeps } from "../../src/engine/run-job.ts";
import type { ImageAnswer, ImageCapabilities, ImageModel, ImageRequest } from "../../src/ports/models.ts";
import { defineTool, type MadeImage, type Tool } from "../../src/tools/tool.ts";
import { createEngineWorld, painted, quiet } from "./engine-world.ts";

/** How a call of a fake model ends. */
export type Fate =
  | "well"
  | "limited"
  | "limited_near"
  | "limited_far"
  | "overloaded"
  | "unreachable"
  | "server_error"
  | "reset"
  | "timeout"
  | "html"
  | "billed_rubbish"
  | "wrong_key"
  | "billing"
  | "refusal"
  | "invalid"
  | "not_a_picture";

type Fault = [SfumatoError["code"], ConstructorParameters<typeof SfumatoError>[2]];
const busy = (reason: string, more = {}): Fault => [
  "E_AI_MODEL_UNAVAILABLE",
  { retryable: true, spent: "no", details: { reason, ...more } },
];
const misconfigured = (reason: string): Fault => ["E_AI_MODEL_UNAVAILABLE", { spent: "no", details: { reason } }];
const unclear = (reason: string): Fault => [
  "E_AI_MODEL_UNAVAILABLE",
  { retryable: true, spent: "unknown", details: { reason } },
];
const FAULTS: Record<Exclude<Fate, "well" | "not_a_picture">, Fault> = {
  limited: busy("rate_limited"),
  limited_near: busy("rate_limited", { retryAfterMs: 1_000 }),
  limited_far: busy("rate_limited", { retryAfterMs: 60_000 }),
  overloaded: busy("overloaded"),
  unreachable: busy("unreachable"),
  server_error: unclear("server_error"),
  reset: unclear("connection_reset"),
  timeout: ["E_AI_TIMEOUT", { retryable: true, spent: "unknown", details: { reason: "timeout" } }],
  html: ["E_AI_BAD_ANSWER", { spent: "unknown", details: { problem: "it is a web page" } }],
  billed_rubbish: ["E_AI_BAD_ANSWER", { spent: "yes", details: { costMicros: 900 } }],
  wrong_key: misconfigured("wrong_key"),
  billing: misconfigured("billing"),
  refusal: ["E_AI_REFUSED", { spent: "no", details: { reason: "content_policy" } }],
  invalid: ["E_PROMPT_INVALID", { spent: "no", details: { reason: "prompt" } }],
};

/** A model of a test: what it can do, what it costs, and how its calls end, the last fate for ever. */
export interface FakeModel {
  provider: string;
  fates: Fate[];
  price?: number | null;
  rank?: number;
  can?: Partial<ImageCapabilities>;
  simulated?: boolean;
  guide?: string;
}

/** Asks for one picture as the job's input says. `notAPicture` bytes are refused where pictures are kept. */
const picture = defineTool<Pick<ImageRequest, "task" | "transparent"> & { pictures: number; masked: boolean }>({
  id: "picture",
  input: z.object({
    task: z.enum(["generate", "edit", "upscale"]).optional(),
    transparent: z.boolean().default(false),
    pictures: z.number().default(0),
    masked: z.boolean().default(false),
  }),
  quote: () => ({ maxMicros: null }),
  run: async (context, { task, transparent, pictures, masked }) => {
    const image = { bytes: new Uint8Array([1]), mediaType: "image/png" as const };
    const made = await context.makeImage("picture", (model) => ({
      request: {
        ...{
          prompt: `a fox, for ${model.guide}`,
          negativePrompt: "",
          aspect: "1:1",
          preset: "draft",
          seed: null,
          task,
        },
        ...{ transparent, mask: masked ? image : null, images: Array.from({ length: pictures }, () => image) },
      },
      warnings: [],
    }));
    await context.step("after", async () => "done");
    return made;
  },
});

export interface Call {
  provider: string;
  prompt: string;
  fate: Fate;
}

/** An engine with several models, time that passes only when somebody waits, and a record of every call. */
export async function createFailoverWorld() {
  const engine = await createEngineWorld();
  // Nothing here kills the database, and waiting for the disk at every commit is most of the time otherwise.
  const admin = postgres(inject("adminUrl"), { max: 1, onnotice: () => {} });
  await admin.unsafe(`alter database ${engine.name} set synchronous_commit = off`);
  await admin.end();
  let shiftMs = 0;
  const world = {
    ...engine,
    sent: [] as Call[],
    models: [] as FakeModel[],
    strategy: "prefer_quality" as FailoverStrategy,
    latencies: new Map<string, number>(),
    breakers: createBreakers({ log: quiet }),
    /** Told before a call ends. */
    onCall: async (_call: Call): Promise<void> => {},
    begin(models: FakeModel[]): void {
      engine.reset();
      Object.assign(world, { models, strategy: "prefer_quality", latencies: new Map(), onCall: async () => {} });
      world.breakers = createBreakers({ log: quiet });
      world.sent.length = 0;
      shiftMs = 0;
    },
    deps(): RunJobDeps {
      const deps = engine.deps();
      const clock = {
        now: () => new Date(Date.now() + shiftMs),
        async sleep(ms: number, signal?: AbortSignal) {
          signal?.throwIfAborted();
          engine.slept.push(ms);
          shiftMs += ms;
        },
      };
      const keep = async (image: { bytes: Uint8Array }, where: { jobId: string; imageId: string }) => {
        if (image.bytes[0] === 0)
          throw new SfumatoError("E_AI_BAD_ANSWER", "The provider's answer is not a picture.", { spent: "yes" });
        return engine.files.keep(image as never, where);
      };
      return {
        ...deps,
        ...{ clock, files: { ...deps.files, keep }, tools: new Map<string, Tool>([["picture", picture as Tool]]) },
        models: { images: world.models.map(modelOf), text: deps.models.text },
        receiving: createPlaces(),
        uploads: createPlaces(),
        failover: { strategy: world.strategy, breakers: world.breakers, latencies: async () => world.latencies },
      };
    },
    /** What a session may spend (micro-USD), until the next test. */
    capSession(session: number): void {
      engine.caps = { ...engine.caps, session };
    },
    /** Runs a job to its end, whatever it waits for. `deps` of the first run may die on the way. */
    async make(input: object = {}, deps: RunJobDeps = world.deps()) {
      const job = await engine.submit("picture", { input });
      await engine.run(deps).catch(() => {});
      for (let n = 0; n < 200; n++) {
        const { state } = await engine.get(job.id);
        if (state !== "queued" && state !== "running") break;
        if (state === "running") await engine.mend(world.deps());
        shiftMs += 5 * 60_000;
        await engine.skipWaits();
        await engine.run(world.deps());
      }
      const ended = await engine.get(job.id);
      return { job: ended, made: ended.output as MadeImage | null };
    },
    /** Providers in the order in which they were called. */
    called: () => world.sent.map((call) => call.provider),
  };
  const counts = new WeakMap<FakeModel, number>();
  const modelOf = (fake: FakeModel): ImageModel => ({
    provider: fake.provider,
    modelId: `${fake.provider}-1`,
    guide: fake.guide ?? fake.provider,
    simulated: fake.simulated ?? false,
    qualityRank: fake.rank ?? 50,
    capabilities: { ...PLAIN, ...fake.can },
    quote: () => (fake.price === undefined ? 40_000 : fake.price),
    async generate(request): Promise<ImageAnswer> {
      const nth = counts.get(fake) ?? 0;
      counts.set(fake, nth + 1);
      const fate = fake.fates[Math.min(nth, fake.fates.length - 1)] ?? "well";
      const call = { provider: fake.provider, prompt: request.prompt, fate };
      world.sent.push(call);
      await world.onCall(call);
      if (fate === "well") return painted();
      if (fate === "not_a_picture")
        return { ...(await painted()), image: { bytes: new Uint8Array([0]), mediaType: "image/png" } };
      const [code, options] = FAULTS[fate];
      throw new SfumatoError(code, `a fake fault: ${fate}`, options);
    },
  });
  return world;
}

const PLAIN: ImageCapabilities = {
  supported_aspect_ratios: ["1:1"],
  supports_seed: true,
  supports_negative_prompt: false,
  supports_style_presets: false,
  supports_edit: false,
  supports_mask: false,
  supports_transparency: false,
  max_reference_images: 0,
  max_prompt_length: 4000,
};

export type FailoverWorld = Awaited<ReturnType<typeof createFailoverWorld>>;
