import type { JudgeAnswer, JudgeData, RefineAnswer } from "../../src/domain/calls.ts";
import { SfumatoError } from "../../src/domain/errors.ts";
import { ExportsConfig } from "../../src/domain/exports.ts";
import type { JobEvent } from "../../src/domain/job.ts";
import { emptyBlocks } from "../../src/domain/prompt-blocks.ts";
import { PromptStyle } from "../../src/domain/prompt-style.ts";
import type { Feedback, Iteration, Session } from "../../src/domain/session.ts";
import type { ImageCapabilities, ImageModel, ImageRequest, TextCall, TextRequest } from "../../src/ports/models.ts";
import { toolById } from "../../src/tools/index.ts";
import type { MadeImage, PictureAccess, ToolContext } from "../../src/tools/tool.ts";
import { inMemoryAccess } from "./in-memory-context.ts";

/** The process dies here: no tool may catch it. */
export class Crash extends Error {}

/** What a fake text model is asked. `pictures`: the iteration index behind each label. */
export interface Asked {
  call: TextCall;
  data: Record<string, unknown>;
  pictures: Record<string, number>;
  /** 0 for the first call of its kind. */
  nth: number;
}

/** A whole little world around a tool: what outlives a crash, and the models' script. */
export interface FakeWorld {
  session: Session;
  iterations: Iteration[];
  feedback: Feedback[];
  steps: Map<string, unknown>;
  events: JobEvent[];
  /** Paid calls by step name, in order, as far as they were answered. */
  paid: string[];
  asked: Asked[];
  painted: ImageRequest[];
  /** Names of pictures that were kept beside the paid ones. */
  kept: Set<string>;
  /** What composing finds to have moved outside of a mask. */
  moved: number;
  /** What the model can do beyond the plain. */
  capabilities: Partial<ImageCapabilities>;
  signal: AbortSignal;
  /** The world dies before this many more steps are over; endless by default. */
  crashAfter: number;
  answer(asked: Asked): unknown;
  paint(request: ImageRequest, nth: number): void;
  context(): ToolContext;
  run(tool: string, input: unknown): Promise<unknown>;
}

export const refineAnswer: RefineAnswer = {
  blocks: { ...emptyBlocks(), subject: 'A red fox by a lantern; a sign says "OPEN"', style: "watercolour" },
  checklist: [
    { text: "a fox is shown", weight: 3, level: "must", kind: "content" },
    { text: "the fox is red", weight: 3, level: "must", kind: "content" },
    { text: "a lantern is lit", weight: 2, level: "should", kind: "content" },
    { text: 'the sign says "OPEN"', weight: 3, level: "must", kind: "content" },
    { text: "watercolour look", weight: 1, level: "should", kind: "content" },
    { text: "clean, no deformities", weight: 2, level: "should", kind: "artefact" },
  ],
  assumptions: ["watercolour"],
};

/** A judge that knows how many items (the first ones) each iteration misses. */
function judgeBy(missing: (iteration: number) => readonly string[]): (asked: Asked) => JudgeAnswer {
  return ({ data, pictures }) => {
    const { checklist, pictures: labels } = data as unknown as JudgeData;
    const seen = labels.map((label) => {
      const gone = missing(pictures[label] as number);
      const items = checklist.map(({ id }) => ({
        id,
        finding: gone.includes(id) ? ("no" as const) : ("yes" as const),
        evidence: "seen",
      }));
      return { label, description: "a fox", visible_text: [], unasked_text: false, items, artefacts: 0 };
    });
    const gaps = seen.map((picture) => picture.items.filter((item) => item.finding === "no").length);
    const better = gaps.length < 2 || gaps[0] === gaps[1] ? "tie" : gaps[0]! < gaps[1]! ? "A" : "B";
    return { pictures: seen, better };
  };
}

/** Answers every call in the plainest way; a test overrides what it is about. */
export function plainAnswer(asked: Asked, missing: (iteration: number) => readonly string[]): unknown {
  if (asked.call === "refine") return refineAnswer;
  if (asked.call === "judge") return judgeBy(missing)(asked);
  if (asked.call === "recommend") return { points: [{ text: "Kept it simple.", iteration: 0 }] };
  return { changes: [{ block: "composition", text: `framing ${asked.nth + 1}` }], diff: `framing ${asked.nth + 1}` };
}

export const fakeImageModel: ImageModel = {
  provider: "fake",
  modelId: "fake-1",
  guide: "fake",
  simulated: true,
  qualityRank: 0,
  capabilities: {
    supported_aspect_ratios: ["1:1"],
    supports_seed: true,
    supports_negative_prompt: true,
    supports_style_presets: false,
    supports_edit: false,
    supports_mask: false,
    supports_transparency: false,
    max_reference_images: 0,
    max_prompt_length: 4000,
  },
  quote: () => 40_000,
  generate: () => Promise.reject(new Error("tools never call a model")),
};

function fakeSession(): Session {
  return {
    id: "s1",
    place: { platform: "fake", chatId: "c1", threadId: null, kind: "private" },
    personId: "p1",
    personName: "Ada",
    language: "en",
    goal: 'A red fox by a lantern, the sign says "OPEN"',
    status: "draft",
    options: { provider: "fake", aspect: "1:1", preset: "draft", iterations: 3, negative: "", seed: null },
    prompt: null,
    originalPrompt: null,
    checklist: null,
    assumptions: [],
    literals: [],
    bestIterationId: null,
    bestChosenByPerson: false,
    recommendations: [],
    photo: null,
    originMessageId: null,
    createdAt: new Date(0),
  };
}

/** A world in memory. Steps are saved as JSON, as the real ones are, and every write stays where it is in a crash. */
export function createFakeWorld(script: Partial<Pick<FakeWorld, "answer" | "paint" | "signal">> = {}): FakeWorld {
  const world: FakeWorld = {
    session: fakeSession(),
    iterations: [],
    feedback: [],
    steps: new Map(),
    events: [],
    paid: [],
    asked: [],
    painted: [],
    ...{ kept: new Set<string>(), moved: 0, capabilities: {} },
    signal: script.signal ?? new AbortController().signal,
    crashAfter: Number.POSITIVE_INFINITY,
    answer: script.answer ?? ((asked) => plainAnswer(asked, () => ["i1"])),
    paint: script.paint ?? (() => {}),
    context: () => contextOf(world, ""),
    run: (tool, input) => {
      const found = toolById(tool);
      return found.run(contextOf(world, ""), found.input.parse(input));
    },
  };
  return world;
}

function contextOf(world: FakeWorld, prefix: string): ToolContext {
  const tick = () => {
    world.crashAfter -= 1;
    if (world.crashAfter < 0) throw new Crash("the process died");
  };
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const key = prefix + name;
    if (!world.steps.has(key)) {
      world.signal.throwIfAborted();
      tick();
      const result = JSON.stringify((await work()) ?? null);
      tick();
      world.steps.set(key, JSON.parse(result));
    }
    return structuredClone(world.steps.get(key)) as T;
  };
  /** An answered paid call is adopted after a crash (MONEY.md), so paying and saving are one. */
  const pay = async <T>(name: string, work: () => T): Promise<T> => {
    const key = prefix + name;
    if (!world.steps.has(key)) {
      world.signal.throwIfAborted();
      tick();
      const result = JSON.parse(JSON.stringify(work()));
      world.paid.push(key);
      world.steps.set(key, result);
      tick();
    }
    return structuredClone(world.steps.get(key)) as T;
  };
  return {
    jobId: "j1",
    signal: world.signal,
    session: inMemoryAccess(world, pictureOf),
    prompts: {
      instructions: (call) => `do ${call}`,
      guide: () => "plain words",
      style: () => PromptStyle.parse({}),
      frame: () => "Change {{ flex.subject }} {{ flex.composition }} Keep {{ keeps }}.",
    },
    pictures: fakePictures(world),
    imageModel: async () => ({
      ...fakeImageModel,
      capabilities: { ...fakeImageModel.capabilities, ...world.capabilities },
    }),
    step,
    made: <T>(name: string) => structuredClone(world.steps.get(prefix + name)) as T | undefined,
    makeImage: (name, request) =>
      pay(name, () => {
        const capabilities = { ...fakeImageModel.capabilities, ...world.capabilities };
        const asked = typeof request === "function" ? request({ ...fakeImageModel, capabilities }, false) : { request };
        return { ...makeImage(world, asked.request), ...("warnings" in asked ? { warnings: asked.warnings } : {}) };
      }),
    askText: <T>(name: string, request: TextRequest<T>) => pay(name, () => askText(world, request)),
    call: (name, tool, input) => {
      const found = toolById(tool);
      return found.run(contextOf(world, `${prefix}${name}/`), found.input.parse(input));
    },
    emit: async (event) => {
      world.events.push(event);
    },
  };
}

/** Pictures of which nothing but their ids counts: the work on them is told apart by what is kept. */
function fakePictures(world: FakeWorld): PictureAccess {
  const size = { width: 80, height: 60, bytes: 1, sha256: "", path: "" };
  const stored = (id: string) => ({ id, jobId: "j1", mediaType: "image/png" as const, ...size });
  const image = (id: string) => ({ bytes: new TextEncoder().encode(id), mediaType: "image/png" as const });
  const keep = async (name: string) => {
    world.kept.add(name);
    return stored(name);
  };
  return {
    find: async (id) => stored(id),
    read: async (id) => image(id),
    view: async (id) => image(id),
    thumbnail: async (id) => image(id),
    keep,
    adopt: (name) => keep(name),
    take: (name) => keep(name),
    work: {
      take: () => Promise.reject(new Error("tools take through the context")),
      maskFromAlpha: async () => ({ image: image("alpha"), share: 0 }),
      maskFromScribble: async () => ({ image: image("scribble"), share: 0 }),
      maskFromBoxes: async () => ({ image: image("boxes"), share: 0.5 }),
      maskFromOutlines: async (_size, outlines) => ({ image: image("outlines"), share: outlines.length / 10 }),
      maskFromWhite: async () => ({ image: image("white"), share: 0 }),
      showMask: async () => image("shown"),
      compose: async () => ({ image: image("composed"), outside: world.moved, inside: 0.5 }),
      pad: async (_image, { top, right, bottom, left }) => ({
        ...{ image: image("canvas"), mask: image("added") },
        ...{ width: 80 + left + right, height: 60 + top + bottom },
      }),
      export: async (_image, { format }) => ({
        ...{ image: { bytes: new Uint8Array(3), mediaType: `image/${format}` as const }, width: 8, height: 6 },
      }),
      contactSheet: async () => image("sheet"),
      measure: async () => ({ brightness: 0.5, warmth: 0.2, lightFrom: 0, lightClear: 0.6 }),
    },
    exports: {
      sizes: async () =>
        ExportsConfig.parse({
          sizes: {
            story: { label: "Story", width: 1080, height: 1920 },
            web: { label: "Web", long_side: 800, format: "webp" },
          },
        }).sizes,
      keep: async (id, name, files) => ({
        id,
        name: files.length === 1 ? (files[0]?.name ?? "") : `${name}.zip`,
        bytes: 3,
      }),
      read: () => Promise.reject(new Error("nothing is read here")),
      sweep: async () => 0,
    },
  };
}

/** A picture of one byte: its number. */
const pictureOf = (imageId: string) => ({
  bytes: new Uint8Array([Number(imageId.slice(6))]),
  mediaType: "image/png" as const,
});

function makeImage(world: FakeWorld, request: ImageRequest): MadeImage {
  const nth = world.painted.length;
  world.paint(request, nth);
  world.painted.push(request);
  const stored = { id: `image-${nth}`, jobId: "j1", mediaType: "image/png" as const, width: 8, height: 8, bytes: 1 };
  return {
    stored: { ...stored, sha256: "", path: "" },
    modelUsed: "fake-1",
    promptText: request.prompt,
    fellBackFrom: null,
    simulated: true,
    warnings: [],
    costMicros: 40_000,
  };
}

function askText<T>(world: FakeWorld, request: TextRequest<T>): { value: T; costMicros: number } {
  const { call, data } = request;
  const nth = world.asked.filter((earlier) => earlier.call === call).length;
  const pictures = Object.fromEntries(request.images.map(({ label, image }) => [label, image.bytes[0] as number]));
  const asked: Asked = { call, data: structuredClone(data) as Record<string, unknown>, pictures, nth };
  world.asked.push(asked);
  const parsed = request.schema.safeParse(world.answer(asked));
  if (!parsed.success) throw new SfumatoError("E_AI_BAD_ANSWER", "broken", { details: { costMicros: 7 } });
  return { value: parsed.data, costMicros: 1000 };
}

/** Words of the person that no picture has followed yet. */
export function say(world: FakeWorld, text: string): void {
  const id = `w${world.feedback.length + 1}`;
  world.feedback.push({ id, sessionId: "s1", iterationId: null, text, usedByIterationId: null });
}
