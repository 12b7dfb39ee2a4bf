import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "../app.ts";
import { SfumatoError } from "../domain/errors.ts";
import type { Session } from "../domain/session.ts";
import type { SubmitDeps } from "../engine/submit-job.ts";
import { submitJob } from "../engine/submit-job.ts";
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

/** Writes the best picture at these sizes into the folder: one file, or a ZIP. Returns its path. */
export async function writeExports(
  app: App,
  submit: SubmitDeps,
  session: Session,
  imageId: string,
  { sizes, folder }: { sizes: readonly string[]; folder: string },
): Promise<string> {
  const { chat } = app;
  const input = { imageId, sizes: [...sizes], name: `sfumato-${session.id}` };
  const idempotencyKey = `run-export:${session.id}`;
  const { id } = await chat.stores.transaction((tx) =>
    submitJob(submit, tx, { tool: "export", input, session, idempotencyKey }),
  );
  const job = await jobEnd(app, id);
  if (job.lastError)
    throw new SfumatoError(job.lastError.code, job.lastError.message, { details: job.lastError.details });
  const made = job.output as { id: string; name: string };
  const path = join(folder, made.name);
  await writeFile(path, await chat.exports.read(made.id, made.name));
  return path;
}
