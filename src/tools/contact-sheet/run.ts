import { SfumatoError } from "../../domain/errors.ts";
import type { Iteration, Session } from "../../domain/session.ts";
import type { SheetEntry } from "../../ports/pictures.ts";
import type { ContactSheetOutput } from "../outputs.ts";
import type { ToolContext } from "../tool.ts";

/** Most pictures on one sheet: more of them could not be told apart. */
const MOST = 36;

/** Draws the sheet from the pictures that are still there. @throws SfumatoError `E_NOT_FOUND` when none is */
export async function runContactSheet(context: ToolContext): Promise<ContactSheetOutput> {
  return context.step("contact-sheet", async () => {
    const session = await context.session.get();
    const iterations = shown(await context.session.iterations(), session.bestIterationId);
    const entries: SheetEntry[] = [];
    for (const iteration of iterations) {
      context.signal.throwIfAborted();
      const image = await context.pictures.view(iteration.imageId).catch(unlessGone);
      if (image) entries.push({ image, ...wordsOf(iteration, session) });
    }
    if (entries.length === 0) throw new SfumatoError("E_NOT_FOUND", "The pictures were deleted.");
    const made = await context.pictures.work.contactSheet(session.goal, footerOf(iterations), entries);
    const stored = await context.pictures.keep("contact-sheet", made);
    return { imageId: stored.id, pictures: entries.length };
  });
}

/** The newest, and the best however old it is. */
function shown(iterations: readonly Iteration[], bestId: string | null): Iteration[] {
  const newest = new Set(iterations.slice(-MOST).map(({ id }) => id));
  const best = iterations.find(({ id }) => id === bestId);
  if (best && !newest.has(best.id)) newest.delete(iterations.at(-MOST)?.id ?? "");
  return iterations.filter(({ id }) => newest.has(id) || id === bestId);
}

function wordsOf({ id, index, verdict, promptDiff }: Iteration, session: Session): Omit<SheetEntry, "image"> {
  const label = verdict ? `${index} · ${Math.round(verdict.score)}` : `${index}`;
  return { label, note: promptDiff, best: id === session.bestIterationId };
}

/** Who painted; a simulation is always called one. */
function footerOf(iterations: readonly Iteration[]): string {
  const models = new Set(
    iterations.map(({ modelUsed, simulated }) => (simulated ? `${modelUsed} (simulation)` : modelUsed)),
  );
  return ["Sfumato", ...models].join("  ·  ");
}

function unlessGone(error: unknown): undefined {
  if (error instanceof SfumatoError && ["E_NOT_FOUND", "E_STORAGE_IO"].includes(error.code)) return undefined;
  throw error;
}
