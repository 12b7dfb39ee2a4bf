import { hashOf } from "../chance.ts";
import { ANIMALS } from "./animals.ts";
import { BUILDINGS } from "./buildings.ts";
import { OBJECTS } from "./objects.ts";
import type { Figure } from "./pen.ts";
import { PEOPLE } from "./people.ts";
import { PLANTS } from "./plants.ts";
import { formFor, SKY_FIGURES } from "./sky-figures.ts";
import { TREASURES } from "./treasures.ts";
import { VEHICLES } from "./vehicles.ts";

/** Every noun that stands, lies or flies; nouns of the land are in landforms. */
export const FIGURES: Readonly<Record<string, Figure>> = {
  ...ANIMALS,
  ...PEOPLE,
  ...PLANTS,
  ...BUILDINGS,
  ...VEHICLES,
  ...OBJECTS,
  ...TREASURES,
  ...SKY_FIGURES,
};

/** The drawing of a noun; an abstract form, the same for the same word, when there is none. */
export function figureFor(noun: string): Figure {
  return FIGURES[noun] ?? formFor(hashOf(noun));
}
