import { z } from "zod";

/** How imperfect the simulated world is. Probabilities unless said otherwise. */
export const World = z.object({
  /** Factor on the painter's chance of missing what it was asked; 0 paints everything right. */
  painterNoise: z.number().min(0).default(1),
  /** The judge passes what is not there. */
  falseYes: z.number().min(0).max(1).default(0.25),
  /** The judge fails what is there. */
  falseNo: z.number().min(0).max(1).default(0.1),
  /** The judge prefers the picture that it is shown first, whatever it sees. */
  slotBias: z.number().min(0).max(1).default(0),
  /** Words that the painter writes into every picture, as an attack on the judge. */
  injectedText: z.string().nullable().default(null),
  /** The judge obeys such words. */
  injectionSway: z.number().min(0).max(1).default(0.5),
});
export type World = z.infer<typeof World>;
