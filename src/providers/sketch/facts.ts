import { z } from "zod";

/** Kinds of atomic things that a picture can be asked for. */
export const FactKind = z.enum([
  "thing",
  "colour",
  "count",
  "text",
  "light",
  "weather",
  "style",
  "composition",
  "idea",
  "exclusion",
]);
export type FactKind = z.infer<typeof FactKind>;

/**
 * Something asked for. `noun` is the thing that a colour or a count belongs to; `value` the noun, colour, number, text
 * or setting itself.
 */
export interface Need {
  readonly kind: FactKind;
  readonly noun: string;
  readonly value: string;
}

/** A need and how firmly a prompt says it: 0.4 is once in a crowded list, 2 a clause of its own with its place. */
export interface Fact extends Need {
  readonly strength: number;
}

/** What the painter put into a picture; travels inside the PNG. */
export const Drawn = z.object({
  version: z.literal(1),
  /** Number of the draw: tells two pictures apart that show the same. */
  lot: z.number().int(),
  things: z.array(z.object({ noun: z.string(), count: z.number().int(), colour: z.string().nullable() })).max(60),
  /** Unknown words that became abstract forms. */
  ideas: z.array(z.string()).max(20),
  light: z.string(),
  weather: z.string(),
  style: z.string(),
  compositions: z.array(z.string()).max(10),
  /** All lettering. */
  texts: z.array(z.string()).max(20),
  /** Lettering that nobody asked for. */
  stray_texts: z.array(z.string()).max(20),
  /** Words of the prompt that the painter has no drawing for, such as moods. */
  heard: z.array(z.string()).max(80),
  /** 0: none, 1: ruined. */
  artefacts: z.number().min(0).max(1),
});
export type Drawn = z.infer<typeof Drawn>;

/** One text per need, so that equal needs are equal. */
export function keyOf(need: Need): string {
  return `${need.kind}:${need.noun}:${need.value}`.toLowerCase();
}
