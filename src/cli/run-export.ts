import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "../app.ts";
import { SfumatoError } from "../domain/errors.ts";
import type { Session } from "../domain/session.ts";
import type { SubmitDeps } from "../engine/submit-job.ts";
import { submitJob } from "../engine/submit-job.ts";
import type { ContactSheetOutput } from "../tools/outputs.ts";
import { jobEnd } from "./job-end.ts";

/** Checks `--export story,amazon` before anything is paid. @throws SfumatoError `E_PROMPT_INVALID` */
export async function readExports(app: App, typed: string | undefined): Promise<string[]> {
  if (typed === undefined) return [];
  const known = Object.keys(await app.chat.exports.sizes());
  const names = typed.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new SfumatoError("E_PROMPT_INVALID", `--export: there is no "${unknown[0]}". Known: ${known.join(", ")}.`);
  return names;
}

/** Writes the best picture at these sizes into the folder: one file, or a ZIP. Returns its name. */
export async function writeExports(
  app: App,
  submit: SubmitDeps,
  session: Session,
  imageId: string,
  { sizes, folder }: { sizes: readonly string[]; folder: string },
): Promise<string> {
  const input = { imageId, sizes: [...sizes], name: `sfumato-${session.id}` };
  const made = (await freeWork(app, submit, session, "export", input)) as { id: string; name: string };
  await writeFile(join(folder, made.name), await app.chat.exports.read(made.id, made.name));
  return made.name;
}

const SHEET = "contact-sheet.jpg";

/** Writes the whole session as one picture into the folder. Returns its name. */
export async function writeContactSheet(
  app: App,
  submit: SubmitDeps,
  session: Session,
  folder: string,
): Promise<string> {
  const { imageId } = (await freeWork(app, submit, session, "contact-sheet", {})) as ContactSheetOutput;
  const stored = await app.chat.stores.images.get(imageId);
  if (stored) await copyFile(app.pathOf(stored.path), join(folder, SHEET));
  return SHEET;
}

/** What a tool made that costs nothing. */
async function freeWork(
  app: App,
  submit: SubmitDeps,
  session: Session,
  tool: string,
  input: unknown,
): Promise<unknown> {
  const idempotencyKey = `run-${tool}:${session.id}`;
  const { id } = await app.chat.stores.transaction((tx) =>
    submitJob(submit, tx, { tool, input, session, idempotencyKey }),
  );
  const job = await jobEnd(app, id);
  if (job.lastError)
    throw new SfumatoError(job.lastError.code, job.lastError.message, { details: job.lastError.details });
  return job.output;
}
