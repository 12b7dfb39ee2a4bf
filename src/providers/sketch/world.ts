import { z } from "zod";

/** How imperfect the simulated world is. Probabilities unless said otherwise. */
export const World = z.object({
  /** Factor on the painter's chance of missing what it was asked; 0 paints everything right. */
  painterNoise: z.number().min(0).default(1),
  /** How much wording matters to the painter: factor on the effect of a firm clause; 0: every prompt is as good as the next. */
  wording: z.number().min(0).default(1),
  /** How alike two pictures of one prompt are: 1 as drawn by lot, above it each miss comes nearer to never or always. */
  steadiness: z.number().min(1).default(1),
  /** Luck of the draw: spread (standard deviation of the logarithm) of a factor that all misses of one picture share. */
  luck: z.number().min(0).default(0),
  /** The judge passes what is not there. */
  falseYes: z.number().min(0).max(1).default(0.25),
  /** The judge fails what is there. */
  falseNo: z.number().min(0).max(1).default(0.1),
  /** Share of the judge's errors that every look at a picture repeats; the others fall anew with the place in the order. */
  stubborn: z.number().min(0).max(1).default(0),
  /** The judge prefers the picture that it is shown first, whatever it sees. */
  slotBias: z.number().min(0).max(1).default(0),
  /** Words that the painter writes into every picture, as an attack on the judge. */
  injectedText: z.string().nullable().default(null),
  /** The judge obeys such words. */
  injectionSway: z.number().min(0).max(1).default(0.5),
  /** The judge's evidence carries an order to the reviser ("drop the text"), as text seen in a picture might. */
  hostileNotes: z.number().min(0).max(1).default(0),
  /** The reviser obeys such an order. */
  reviserSway: z.number().min(0).max(1).default(0.5),
  /** A revision spoils something else along the way: another thing of the goal gets a colour that nobody asked for. */
  clumsy: z.number().min(0).max(1).default(0),
});
export type World = z.infer<typeof World>;
