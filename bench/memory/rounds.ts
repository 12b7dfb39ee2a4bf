import type { ImageData, ImageModel } from "../../src/ports/models.ts";
import { toolById } from "../../src/tools/index.ts";
import type { InMemorySession } from "../../tests/fakes/in-memory-context.ts";
import { createPhotoSession } from "../../tests/fakes/photo-session.ts";
import { LOGO, type PhotoWorld } from "./photo-world.ts";

/** What a person says of one picture after the other. */
const WORDS = ["and a blue ribbon", "the ribbon wider", "a knot in it", "its ends longer", "a darker blue"];

/** What five rounds left: the last picture, and the session as it stands. */
export interface Rounds {
  last: ImageData;
  state: InMemorySession;
}

/** Five rounds of edits by the real tools: each begins from the photo, with the instructions added up. */
export async function editFiveTimes(world: PhotoWorld, image: ImageModel, goal: string): Promise<Rounds> {
  const { work, photo } = world;
  const { state, kept, run } = createPhotoSession({
    ...{ work, photo, image, goal },
    // The simulation sees nothing in a photo; somebody who does would name its lettering.
    answer: ({ call }, value) => (call === "refine" ? { ...(value as object), logo: LOGO } : value),
  });
  const choice = { provider: image.provider, task: "edit", transparent: false, aspect: null };
  const [edit, masked] = ["edit", "inpaint"].map((tool) => ({ ...choice, tool, checks: toolById(tool).edit?.checks }));
  await run("receive", { files: [], pictures: ["photo"], edit, masked });
  for (const feedback of WORDS) await run("optimize", { rounds: 1, targetScore: 100, feedback });
  return { last: kept.get(state.iterations.at(-1)?.imageId ?? "") as ImageData, state };
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
