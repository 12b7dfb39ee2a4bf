import type { Prompt } from "../../src/domain/prompt-blocks.ts";
import type { Iteration } from "../../src/domain/session.ts";
import { ReviseOutput } from "../../src/tools/outputs.ts";
import { type Play, rawPrompt } from "./play.ts";

/** Pictures that every strategy may make. */
const PICTURES = 3;
/** The score that ends our loop early. */
const TARGET = 90;

/** What a strategy gives to the person. */
export interface Returned {
  imageId: string;
  prompt: Prompt;
  /** The score that the person is told; null when nobody judged. */
  reported: number | null;
}

export type Strategy = (play: Play) => Promise<Returned>;

const returned = ({ imageId, prompt, verdict }: Iteration): Returned => ({
  imageId,
  prompt,
  reported: verdict?.score ?? null,
});
const best = (iterations: readonly Iteration[]) =>
  iterations.reduce((top, next) => ((next.verdict?.score ?? -1) > (top.verdict?.score ?? -1) ? next : top));

/** Paints a prompt and lets the judge look at the picture alone: its score owes nothing to the pictures before. */
async function paintAndScore(play: Play, prompt: Prompt): Promise<Iteration> {
  const { session, iterations } = play.state;
  Object.assign(session, { prompt, bestIterationId: null });
  await play.run("generate", { mode: "accept" });
  return iterations.at(-1) as Iteration;
}

async function drawAll(play: Play, prompt: Prompt, times: number): Promise<Iteration[]> {
  const made: Iteration[] = [];
  for (let at = 0; at < times; at += 1) made.push(await paintAndScore(play, prompt));
  return made;
}

/** The judge makes a checklist from the goal, but the prompt stays as typed. */
async function refined(play: Play): Promise<Prompt> {
  await play.run("refine", {});
  return play.state.session.prompt as Prompt;
}
async function checklistOnly(play: Play): Promise<Prompt> {
  await refined(play);
  return rawPrompt(play.goal);
}

async function reviseEveryTime(play: Play): Promise<Iteration[]> {
  const made = [await paintAndScore(play, await refined(play))];
  while (made.length < PICTURES) {
    play.state.session.bestIterationId = (made.at(-1) as Iteration).id;
    const { prompt } = ReviseOutput.parse(await play.run("revise", { mode: "fix" }));
    made.push(await paintAndScore(play, prompt));
  }
  return made;
}

/** In the order of the table. The baselines never stop early. */
export const STRATEGIES = {
  "raw prompt once": async (play) => returned((await drawAll(play, await checklistOnly(play), 1))[0] as Iteration),
  "best of 3, raw prompt": async (play) => returned(best(await drawAll(play, await checklistOnly(play), PICTURES))),
  "best of 3, refined prompt": async (play) => returned(best(await drawAll(play, await refined(play), PICTURES))),
  "revise, return the last": async (play) => returned((await reviseEveryTime(play)).at(-1) as Iteration),
  "revise, return the best": async (play) => returned(best(await reviseEveryTime(play))),
  Sfumato: async (play) => {
    await play.run("optimize", { rounds: PICTURES - 1, targetScore: TARGET });
    const { session, iterations } = play.state;
    return returned(iterations.find(({ id }) => id === session.bestIterationId) as Iteration);
  },
} as const satisfies Record<string, Strategy>;

export type StrategyName = keyof typeof STRATEGIES;
