import { join } from "node:path";
import { newSession } from "../../src/domain/session.ts";
import type { StoredImage } from "../../src/ports/images.ts";
import type { ImageData, ImageModel, ImageRequest, TextRequest } from "../../src/ports/models.ts";
import { createPrompts } from "../../src/prompt-files.ts";
import { createSketch } from "../../src/providers/sketch/index.ts";
import { toolById } from "../../src/tools/index.ts";
import type { PictureAccess } from "../../src/tools/tool.ts";
import { type InMemorySession, runInMemory } from "../../tests/fakes/in-memory-context.ts";
import { LOGO, type PhotoWorld } from "./photo-world.ts";

const prompts = createPrompts(join(import.meta.dirname, "../../prompts"));
/** What a person says of one picture after the other. */
const WORDS = ["and a blue ribbon", "the ribbon wider", "a knot in it", "its ends longer", "a darker blue"];

/** What five rounds left: the last picture, and the session as it stands. */
export interface Rounds {
  last: ImageData;
  state: InMemorySession;
}

/** Five rounds of edits by the real tools: each begins from the photo, with the instructions added up. */
export async function editFiveTimes(world: PhotoWorld, image: ImageModel, goal: string): Promise<Rounds> {
  const kept = new Map<string, ImageData>([["photo", world.photo]]);
  const state = sessionFor(image, goal);
  const sketch = createSketch({ drawSvg: null, world: { falseYes: 0, falseNo: 0 } });
  const deps = {
    ...{ state, prompts, image, pictures: accessTo(world, kept), pictureOf: (id: string) => kept.get(id) as ImageData },
    async makeImage(request: ImageRequest) {
      const answer = await image.generate(request, { signal: new AbortController().signal });
      const id = `made-${kept.size}`;
      kept.set(id, answer.image);
      const made = { fellBackFrom: null, simulated: true, warnings: answer.warnings, costMicros: 0 };
      return { stored: storedAs(id), modelUsed: image.modelId, promptText: request.prompt, ...made };
    },
    async askText<T>(request: TextRequest<T>) {
      const { value } = await sketch.text.ask(request, { signal: new AbortController().signal });
      // The simulation sees nothing in a photo; somebody who does would name its lettering.
      return { value: (request.call === "refine" ? { ...value, logo: LOGO } : value) as T, costMicros: 0 };
    },
  };
  const choice = { provider: image.provider, task: "edit", transparent: false, checks: [], aspect: null };
  const [edit, masked] = ["edit", "inpaint"].map((tool) => ({ ...choice, tool, checks: toolById(tool).edit?.checks }));
  await runInMemory(deps, "receive", { files: [], pictures: ["photo"], edit, masked });
  for (const feedback of WORDS) await runInMemory(deps, "optimize", { rounds: 1, targetScore: 100, feedback });
  const newest = state.iterations.at(-1);
  return { last: kept.get(newest?.imageId ?? "") as ImageData, state };
}

/** The same painter, each time on its own last picture: what a bot without such a memory does. */
export async function editInAChain(world: PhotoWorld, image: ImageModel, passes: number): Promise<ImageData> {
  let picture = world.photo;
  for (let pass = 0; pass < passes; pass++) {
    const request = { prompt: WORDS[pass % WORDS.length] as string, negativePrompt: "", seed: null };
    const how = { signal: new AbortController().signal };
    picture = (await image.generate({ ...request, aspect: "1:1", preset: "draft", images: [picture] }, how)).image;
  }
  return picture;
}

function sessionFor(image: ImageModel, goal: string): InMemorySession {
  const place = { platform: "bench", chatId: "c", threadId: null, kind: "private" } as const;
  const options = { provider: image.provider, aspect: "1:1", preset: "draft", iterations: 1, negative: "", seed: 7 };
  const who = { id: "s", place, personId: "p", personName: "Ada", language: "en" };
  const session = newSession({ ...who, goal, options: { ...options, preset: "draft" } });
  return { session: { ...session, createdAt: new Date(0) }, iterations: [], feedback: [] };
}

const storedAs = (id: string): StoredImage => ({
  ...{ id, jobId: "in-memory", mediaType: "image/png", width: 768, height: 768, bytes: 1, sha256: "", path: "" },
});

function accessTo({ work }: PhotoWorld, kept: Map<string, ImageData>): PictureAccess {
  const read = async (id: string) => kept.get(id) as ImageData;
  const keep = async (name: string, image: ImageData) => {
    kept.set(name, image);
    return storedAs(name);
  };
  return {
    ...{ read, view: read, keep, work, exports: {} as PictureAccess["exports"] },
    find: async (id) => storedAs(id),
    adopt: async (name, id) => keep(name, await read(id)),
    take: () => Promise.reject(new Error("nothing is sent here")),
  };
}
