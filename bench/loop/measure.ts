import { providerTexts } from "../../src/domain/prompt-blocks.ts";
import { seeded } from "../../src/providers/sketch/chance.ts";
import { drawLots, needsOf, readPrompt, trueQuality, World } from "../../src/providers/sketch/index.ts";
import { newPlay, rawPrompt } from "./play.ts";
import { STRATEGIES, type StrategyName } from "./strategies.ts";

/** What one goal came to under one strategy. Qualities are true ones, 0 to 100. */
export interface Row {
  quality: number;
  /** Expected quality of the prompt that is returned, less that of the wish as typed. */
  promptGain: number;
  reported: number;
  /** The best picture that was made. */
  peak: number;
  images: number;
  looks: number;
  calls: number;
  usd: number;
}

/** Plays every goal once; equal arguments give equal rows. */
export async function playAll(
  name: StrategyName,
  goals: readonly string[],
  world: Partial<World>,
  seed: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const goal of goals) {
    const play = newPlay(goal, world, Math.floor(seeded(`${seed} ${goal}`)() * 2 ** 31));
    const returned = await STRATEGIES[name](play);
    const quality = play.trueOf(returned.imageId);
    rows.push({
      quality,
      promptGain: play.expectedOf(returned.prompt) - play.expectedOf(rawPrompt(goal)),
      reported: returned.reported ?? Number.NaN,
      peak: Math.max(...play.state.iterations.map((iteration) => play.trueOf(iteration.imageId))),
      images: play.images,
      looks: play.calls.judge ?? 0,
      calls: Object.values(play.calls).reduce((sum, times) => sum + times, 0),
      usd: play.usd,
    });
  }
  return rows;
}

export const mean = (sample: readonly number[]): number => sample.reduce((sum, one) => sum + one, 0) / sample.length;

/** Half of the 95 % interval of a mean (normal approximation; samples are in the hundreds). */
export function halfInterval(sample: readonly number[]): number {
  return 1.96 * Math.sqrt(variance(sample) / sample.length);
}

function variance(sample: readonly number[]): number {
  const middle = mean(sample);
  return mean(sample.map((one) => (one - middle) ** 2));
}

const DRAWS = 60;

/**
 * Share of the variance of true quality that lies between prompts of one goal (the wish as typed, refined, and its revisions)
 * rather than between draws of one prompt.
 */
export async function varianceByPrompt(goals: readonly string[], settings: Partial<World>): Promise<number> {
  const world = World.parse(settings);
  let between = 0;
  let within = 0;
  for (const [at, goal] of goals.entries()) {
    const play = newPlay(goal, settings, at);
    await STRATEGIES["revise, return the last"](play);
    const needs = needsOf(goal);
    const samples = [rawPrompt(goal), ...play.state.iterations.map(({ prompt }) => prompt)].map((prompt) => {
      const texts = providerTexts(prompt, true);
      const reading = readPrompt(texts.prompt, texts.negativePrompt);
      const draw = (seed: number) => trueQuality(needs, drawLots(reading, `${texts.prompt} ${seed}`, world));
      return Array.from({ length: DRAWS }, (_, seed) => draw(seed));
    });
    const noise = mean(samples.map(variance));
    within += noise;
    // The means themselves vary by their sampling.
    between += Math.max(0, variance(samples.map(mean)) - noise / DRAWS);
  }
  return between / (between + within);
}
