import { join } from "node:path";
import { newSession } from "../../src/domain/session.ts";
import type { StoredImage } from "../../src/ports/images.ts";
import type { ImageData, ImageModel, ImageRequest, TextRequest } from "../../src/ports/models.ts";
import type { Pictures } from "../../src/ports/pictures.ts";
import { createPrompts } from "../../src/prompt-files.ts";
import { createSketch } from "../../src/providers/sketch/index.ts";
import type { PictureAccess } from "../../src/tools/tool.ts";
import { type InMemorySession, runInMemory } from "./in-memory-context.ts";

const prompts = createPrompts(join(import.meta.dirname, "../../prompts"));

export interface PhotoSessionOptions {
  readonly work: Pictures;
  readonly image: ImageModel;
  /** Kept as the picture `photo`. */
  readonly photo: ImageData;
  readonly goal: string;
  /** Changes what the simulation's writer answers. */
  answer?(request: TextRequest<unknown>, value: unknown): unknown;
}

/** A session in memory that works on a photo: real tools, real work on pictures, any model; the simulation writes and judges. */
export interface PhotoSession {
  readonly state: InMemorySession;
  readonly kept: ReadonlyMap<string, ImageData>;
  run(tool: string, input: object): Promise<unknown>;
}

export function createPhotoSession({ work, image, photo, goal, answer }: PhotoSessionOptions): PhotoSession {
  const kept = new Map<string, ImageData>([["photo", photo]]);
  const state = sessionFor(image, goal);
  const sketch = createSketch({ drawSvg: null, world: { falseYes: 0, falseNo: 0 } });
  const signal = new AbortController().signal;
  const deps = {
    ...{ state, prompts, image, pictures: accessTo(work, kept), pictureOf: (id: string) => kept.get(id) as ImageData },
    async makeImage(request: ImageRequest) {
      const made = await image.generate(request, { signal });
      const id = `made-${kept.size}`;
      kept.set(id, made.image);
      const about = { fellBackFrom: null, simulated: true, warnings: made.warnings, costMicros: 0 };
      return { stored: storedAs(id), modelUsed: image.modelId, promptText: request.prompt, ...about };
    },
    async askText<T>(request: TextRequest<T>) {
      const { value } = await sketch.text.ask(request, { signal });
      return { value: (answer?.(request, value) ?? value) as T, costMicros: 0 };
    },
  };
  return { state, kept, run: (tool, input) => runInMemory(deps, tool, input) };
}

function sessionFor(image: ImageModel, goal: string): InMemorySession {
  const place = { platform: "bench", chatId: "c", threadId: null, kind: "private" } as const;
  const plain = { aspect: "1:1", preset: "draft", iterations: 1, negative: "", seed: null } as const;
  const who = { id: "s", place, personId: "p", personName: "Ada", language: "en" };
  const session = newSession({ ...who, goal, options: { provider: image.provider, ...plain } });
  return { session: { ...session, createdAt: new Date(0) }, iterations: [], feedback: [] };
}

/** The size of the drawn photos; nothing else is asked of a kept picture here. */
const storedAs = (id: string): StoredImage => ({
  ...{ id, jobId: "in-memory", mediaType: "image/png", width: 768, height: 768, bytes: 1, sha256: "", path: "" },
});

function accessTo(work: Pictures, kept: Map<string, ImageData>): PictureAccess {
  const read = async (id: string) => kept.get(id) as ImageData;
  const keep = async (name: string, image: ImageData) => {
    kept.set(name, image);
    return storedAs(name);
  };
  return {
    ...{ read, view: read, thumbnail: read, keep, work, exports: {} as PictureAccess["exports"] },
    find: async (id) => storedAs(id),
    adopt: async (name, id) => keep(name, await read(id)),
    take: () => Promise.reject(new Error("nothing is sent here")),
  };
}
