import { access } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import type { App } from "../app.ts";
import { SfumatoError } from "../domain/errors.ts";
import { sidesFromWords } from "../domain/outpaint-words.ts";
import type { EditTask, OutpaintSides, PhotoWork } from "../domain/photo-work.ts";
import type { Session } from "../domain/session.ts";
import type { IncomingFile } from "../domain/upload.ts";
import type { SubmitDeps } from "../engine/submit-job.ts";
import { submitJob } from "../engine/submit-job.ts";
import { chooseEdit } from "../tools/edit-choice.ts";
import { jobEnd } from "./job-end.ts";

/** What `run` was told of photos on the command line. */
export interface PhotoOptions {
  image?: string;
  mask?: string;
  /** Tool that works on the photo; `edit` when left out. */
  tool?: string;
  aspect?: string;
  /** How far outpaint goes beyond which sides. */
  sides?: string;
}

/**
 * Takes the photo in as the chat would, before anything is made of it.
 * @throws SfumatoError as the job ended, `E_PROMPT_INVALID` for options that do not go together
 */
export async function receivePhoto(app: App, submit: SubmitDeps, session: Session, asked: PhotoOptions): Promise<void> {
  const { chat } = app;
  if (asked.image === undefined) throw new SfumatoError("E_PROMPT_INVALID", "--mask and --tool need a photo: --image.");
  const { provider } = session.options;
  const choose = (tool: string) => chooseEdit(chat.submit.tools, chat.models, tool, provider);
  const wanted = asked.tool ?? "edit";
  const kind = chat.submit.tools.get(wanted)?.edit;
  if (!kind) {
    const known = [...chat.submit.tools.values()].filter((tool) => tool.edit && !tool.edit.readsOnly);
    const list = known.map(({ id }) => id).join(", ");
    throw new SfumatoError("E_PROMPT_INVALID", `--tool: there is no "${wanted}" for photos. Known: ${list}.`);
  }
  const edit = choose(wanted);
  if (kind.readsOnly) throw new SfumatoError("E_PROMPT_INVALID", `--tool: "${wanted}" makes no picture.`);
  const masked = kind.mask === "none" ? null : wanted === "edit" ? choose("inpaint") : edit;
  if (asked.mask !== undefined && masked === null)
    throw new SfumatoError("E_PROMPT_INVALID", `--mask: "${wanted}" takes none.`);
  const input = {
    files: [await fileOf(asked.image)],
    ...{ edit, masked, mask: asked.mask === undefined ? null : await fileOf(asked.mask) },
    ...{ aspect: edit.task === "outpaint" ? (asked.aspect ?? null) : null, sides: readSides(asked, edit.task) },
    needsMask: kind.mask === "needed",
    refine: false,
  };
  const idempotencyKey = `run-photo:${session.id}`;
  const job = await chat.stores.transaction((tx) =>
    submitJob(submit, tx, { tool: "receive", input, session, idempotencyKey }),
  );
  const { lastError } = await jobEnd(app, job.id);
  if (lastError)
    throw new SfumatoError(lastError.code, lastError.message, { details: lastError.details, spent: lastError.spent });
  const unfound = (await chat.stores.sessions.get(session.id))?.photo?.unfound;
  if (unfound) throw noOutline(unfound);
}

const NO_OUTLINE: Record<NonNullable<PhotoWork["unfound"]>["why"], string> = {
  nobody: "no model here can find a named part (MASK_MODEL names one)",
  unseen: "it was not found in the photo",
  failed: "the model that looks for parts failed",
  budget: "a spend cap is reached",
};

/** In a chat the card asks; here nobody looks before the picture is paid. */
function noOutline({ thing, why }: NonNullable<PhotoWork["unfound"]>): SfumatoError {
  const message = `"${thing}" has no outline: ${NO_OUTLINE[why]}. Name a side ("left half: …") or give --mask.`;
  return new SfumatoError(why === "budget" ? "E_BUDGET_BLOCKED" : "E_PROMPT_INVALID", message);
}

/** `--sides "left 25%, 200 px on top"`. @throws SfumatoError `E_PROMPT_INVALID` */
function readSides({ sides: typed }: PhotoOptions, task: EditTask): OutpaintSides | null {
  if (typed === undefined) return null;
  if (task !== "outpaint") throw new SfumatoError("E_PROMPT_INVALID", "--sides belongs to --tool outpaint.");
  const { sides } = sidesFromWords(typed);
  if (sides) return sides;
  throw new SfumatoError(
    "E_PROMPT_INVALID",
    '--sides: say how far beyond which side, for example "left 25%, 200 px top".',
  );
}

async function fileOf(path: string): Promise<IncomingFile> {
  const ref = resolve(path);
  await access(ref).catch((cause) => {
    throw new SfumatoError("E_PROMPT_INVALID", `The file ${path} cannot be read.`, { cause });
  });
  // A file without an ending claims nothing.
  return { ref, name: extname(ref) === "" ? null : basename(ref), mediaType: null, size: null };
}
