import type { World } from "../../src/providers/sketch/index.ts";

/** A setting of the simulation that the loop is measured in. */
export interface NamedWorld {
  readonly name: string;
  /** Two lines of a chart. */
  readonly about: string;
  readonly world: Partial<World>;
}

/**
 * A and B differ in how much of the variance of true quality lies between prompts of one goal rather than between draws of
 * one prompt (`varianceByPrompt` measures it). The hard judge sees A with two and a half times the false "no", half again the
 * false "yes", and repeats a third of its errors at every look.
 */
export const WORLDS: readonly NamedWorld[] = [
  { name: "A", about: "the prompt explains\nlittle of the quality", world: {} },
  {
    name: "B",
    about: "the prompt explains\nmuch of the quality",
    world: { wording: 2, steadiness: 2, painterNoise: 1.5 },
  },
  { name: "clumsy reviser", about: "A; every second\nrevision spoils a colour", world: { clumsy: 0.5 } },
  {
    name: "hard judge",
    about: "A; the judge errs\nfar more often",
    world: { falseYes: 0.35, falseNo: 0.25, stubborn: 0.33 },
  },
];
