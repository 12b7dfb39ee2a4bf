import { z } from "zod";

/** What a model cannot do of what is asked, by the words that people have for it (`lack-<what>` in each language). */
export const LackKind = z.enum([
  ...(["edit", "outpaint", "upscale", "remove_background", "masks", "transparency", "pictures"] as const),
]);
export type LackKind = z.infer<typeof LackKind>;

/** One thing that a model lacks; of pictures, how many are asked for and how many it takes. */
export const Lack = z.object({
  what: LackKind,
  pictures: z.number().int().optional(),
  room: z.number().int().optional(),
});
export type Lack = z.infer<typeof Lack>;

/** What each model lacks, as an error keeps it. */
export const Lacks = z.array(z.object({ model: z.string(), lacks: z.array(Lack) }));
export type Lacks = z.infer<typeof Lacks>;

/** It in English, for logs and scripts. */
export function lackInWords({ what, pictures, room }: Lack): string {
  return what === "pictures" ? `${pictures} input pictures (it takes ${room})` : what.replaceAll("_", " ");
}
