import { LocateAnswer, type LocateData } from "../../domain/calls.ts";
import type { ErrorRecord } from "../../domain/errors.ts";
import type { PhotoWork } from "../../domain/photo-work.ts";
import type { MaskOutline } from "../../ports/pictures.ts";
import { attemptAsk, MODEL_OR_BUDGET_FAILURES } from "../attempt.ts";
import { LOCATE_MAX_TOKENS } from "../text-calls.ts";
import type { ToolContext } from "../tool.ts";
import { type FoundMask, isPart, type Photo } from "./find-mask.ts";

/** Longest words that say what is to be found (characters). */
const MAX_THING = 400;

/** A thing that was outlined, or why it has no outline. */
export type Located = { found: FoundMask } | { unfound: NonNullable<PhotoWork["unfound"]> };

/**
 * One paid look that outlines what the words name. Without a model that can, without money for it and when the thing is
 * not seen, the session goes on without a mask and says so: the person decides before anything is painted.
 */
export async function locate(context: ToolContext, photo: Photo, words: string, shown: string): Promise<Located> {
  const thing = shown.slice(0, 80);
  const data: LocateData = { part: words.slice(0, MAX_THING) };
  const asked = await attemptAsk(context, "locate", MODEL_OR_BUDGET_FAILURES, async () => ({
    call: "locate",
    instructions: context.prompts.instructions("locate"),
    data,
    images: [{ label: "photo", image: await context.pictures.view(photo.id) }],
    schema: LocateAnswer,
    maxTokens: LOCATE_MAX_TOKENS,
  }));
  if (!asked.ok) return { unfound: { thing, why: whyOf(asked.error) } };
  const outlines = asked.value.value.parts.map(outlineOf).filter((outline) => outline !== null);
  if (outlines.length === 0) return { unfound: { thing, why: "unseen" } };
  const mask = await context.pictures.work.maskFromOutlines(photo, outlines);
  if (!isPart(mask)) return { unfound: { thing, why: "unseen" } };
  return { found: { mask, source: "named", takenFrom: null, thing } };
}

function whyOf({ code, details }: ErrorRecord): "nobody" | "failed" | "budget" {
  if (code === "E_BUDGET_BLOCKED") return "budget";
  return details.reason === "cannot" ? "nobody" : "failed";
}

/** Corners as shares of the sides; null for what has no area. */
function outlineOf({ box, outline }: LocateAnswer["parts"][number]): MaskOutline | null {
  const { left, top, right, bottom } = box;
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  const points = outline.length >= 3 ? outline : corners;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  if (Math.max(...xs) <= Math.min(...xs) || Math.max(...ys) <= Math.min(...ys)) return null;
  return points.map(({ x, y }) => ({ x: x / 1000, y: y / 1000 }));
}
