import { join } from "node:path";
import { emptyBlocks, PLAIN_FRAME, type Prompt, providerTexts } from "../../src/domain/prompt-blocks.ts";
import { newSession } from "../../src/domain/session.ts";
import type { ImageData, ImageRequest, TextRequest } from "../../src/ports/models.ts";
import { createPrompts } from "../../src/prompt-files.ts";
import {
  createSketch,
  drawnIn,
  expectedQuality,
  needsOf,
  trueQuality,
  type World,
} from "../../src/providers/sketch/index.ts";
import { writeText } from "../../src/providers/sketch/png-text.ts";
import type { MadeImage } from "../../src/tools/tool.ts";
import { type InMemorySession, runInMemory } from "../../tests/fakes/in-memory-context.ts";

/** Draws that the expected quality of a prompt is the mean of. */
const EXPECTED_DRAWS = 60;
const prompts = createPrompts(join(import.meta.dirname, "../../prompts"));

/**
 * What calls would cost with usual models, for the column of dollars: a picture of $0.04 (Grok Imagine 2.0, low, 1k), text at
 * $1.25 and $2.50 per million tokens (Grok 4.3), four characters a token, a thousand tokens a picture.
 */
const PICTURE_USD = 0.04;
const TOKEN_IN_USD = 1.25e-6;
const TOKEN_OUT_USD = 2.5e-6;
const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_PICTURE = 1000;

/** One wish being played in a world: the session in memory, and what it cost so far. */
export interface Play {
  readonly state: InMemorySession;
  readonly goal: string;
  images: number;
  /** Text calls by kind. */
  readonly calls: Record<string, number>;
  usd: number;
  run(tool: string, input: object): Promise<unknown>;
  /** What only the simulation knows. */
  trueOf(imageId: string): number;
  expectedOf(prompt: Prompt): number;
  /** From now on painter, judge and reviser behave so. */
  changeWorld(world: Partial<World>): void;
  /** A picture that no iteration holds yet; returns its id. */
  paint(prompt: Prompt, seed: number): Promise<string>;
  /** `to` shows exactly what `from` shows, drawn another time. */
  copyPicture(from: string, to: string): void;
}

/** The wish as typed, as a prompt. */
export function rawPrompt(goal: string): Prompt {
  return { frame: PLAIN_FRAME, blocks: { ...emptyBlocks(), subject: goal }, locked: [] };
}

/** A new session for a goal. Equal goals, worlds and seeds give equal plays. */
export function newPlay(goal: string, world: Partial<World>, seed: number): Play {
  let sketch = createSketch({ drawSvg: null, world });
  const needs = needsOf(goal);
  const pictures = new Map<string, ImageData>();
  const options = { provider: "sketch", aspect: "1:1", preset: "draft", iterations: 2, negative: "", seed } as const;
  const place = { platform: "bench", chatId: "c", threadId: null, kind: "private" } as const;
  const who = { id: "s", place, personId: "p", personName: "Ada", language: "en" };
  const session = { ...newSession({ ...who, goal, options }), createdAt: new Date(0) };
  const signal = new AbortController().signal;
  const play: Play = {
    state: { session, iterations: [], feedback: [] },
    goal,
    images: 0,
    calls: {},
    usd: 0,
    run: (tool, input) =>
      runInMemory({ state: play.state, prompts, image: sketch.image, makeImage, askText, pictureOf }, tool, input),
    trueOf(imageId) {
      const drawn = drawnIn(pictureOf(imageId).bytes);
      if (drawn === undefined) throw new Error(`the simulation did not paint ${imageId}`);
      return trueQuality(needs, drawn);
    },
    expectedOf: (prompt) => expectedQuality(needs, providerTexts(prompt, true), world, EXPECTED_DRAWS),
    changeWorld(next) {
      sketch = createSketch({ drawSvg: null, world: next });
    },
    async paint(prompt, another) {
      const made = await makeImage({ ...providerTexts(prompt, true), aspect: "1:1", preset: "draft", seed: another });
      return made.stored.id;
    },
    copyPicture(from, to) {
      const drawn = drawnIn(pictureOf(from).bytes);
      const bytes = writeText(pictureOf(from).bytes, JSON.stringify({ ...drawn, lot: (drawn?.lot ?? 0) + 1 }));
      pictures.set(to, { bytes, mediaType: "image/png" });
    },
  };
  const pictureOf = (imageId: string) => pictures.get(imageId) as ImageData;
  async function makeImage(request: ImageRequest): Promise<MadeImage> {
    const made = await sketch.image.generate(request, { signal });
    const id = `image-${play.images}`;
    play.images += 1;
    play.usd += PICTURE_USD;
    pictures.set(id, made.image);
    const file = {
      jobId: "in-memory",
      mediaType: "image/png",
      width: 1,
      height: 1,
      bytes: 1,
      sha256: "",
      path: "",
    } as const;
    return {
      stored: { id, ...file },
      modelUsed: "sketch",
      promptText: request.prompt,
      fellBackFrom: null,
      simulated: true,
      warnings: [],
      costMicros: 0,
    };
  }
  async function askText<T>(request: TextRequest<T>): Promise<{ value: T; costMicros: number }> {
    const { value } = await sketch.text.ask(request, { signal });
    play.calls[request.call] = (play.calls[request.call] ?? 0) + 1;
    const asked = (request.instructions.length + JSON.stringify(request.data).length) / CHARACTERS_PER_TOKEN;
    play.usd += TOKEN_IN_USD * (asked + request.images.length * TOKENS_PER_PICTURE);
    play.usd += (TOKEN_OUT_USD * JSON.stringify(value).length) / CHARACTERS_PER_TOKEN;
    return { value, costMicros: 0 };
  }
  return play;
}
