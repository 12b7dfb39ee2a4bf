import { SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { ImageFiles, StoredImage } from "../ports/images.ts";
import type { ImageModel, ImageRequest, Models } from "../ports/models.ts";
import type { MadeImage, PictureRequest } from "../tools/tool.ts";
import type { Breakers } from "./breakers.ts";
import { capableModels, type FailoverStrategy, labelOf, orderModels } from "./choose-model.ts";
import { type FailedTry, failureOfAll, leadsOn, worthWaitingFor } from "./failed-tries.ts";
import { WaitSignal } from "./outcomes.ts";
import { type PaidAnswer, type PaidCallDeps, paidCall } from "./paid-call.ts";
import type { Place } from "./places.ts";

/** How another model is found when one fails. */
export interface Failover {
  strategy: FailoverStrategy;
  breakers: Breakers;
  /** Measured time of a picture (ms) by model label, as far as known. */
  latencies(): Promise<ReadonlyMap<string, number>>;
}

export interface MakeImageDeps extends PaidCallDeps {
  files: ImageFiles;
  models: Models;
  failover: Failover;
  /** Places among the pictures that are taken in. */
  receiving: () => Place;
  /** The process is stopping: no new call begins. */
  draining(): boolean;
}

/** What a picture's step keeps of its way, so that another run of the job takes the same one. */
export interface StepMemory {
  get(name: string): unknown;
  save(name: string, value: unknown): Promise<void>;
}

/** One picture to be made. */
export interface Picture {
  job: Job;
  signal: AbortSignal;
  /** Name of its step; the steps of its fallbacks are named below it. */
  step: string;
  asked: ImageRequest | PictureRequest;
  chosen: ImageModel;
}

/**
 * Makes a picture by the chosen model, or, when that fails in a way that another may not, by the next one that can do
 * the same: each try is a paid call under its own key and reservation. The order and each failure are saved before the
 * next call, so that a run after a crash adopts what was bought instead of buying it elsewhere.
 * @throws SfumatoError what {@link paidCall} throws; with several tries, one error that tells of all
 */
export async function makeImage(deps: MakeImageDeps, picture: Picture, memory: StepMemory): Promise<MadeImage> {
  const { step, chosen } = picture;
  const able = capableModels(chosen, deps.models, (model) => wordsFor(picture, model).request);
  const alone = able.length === 1 && able[0] === chosen && memory.get(`${step}/order`) === undefined;
  if (alone) return tryModel(deps, picture, { model: chosen, step, impatient: false });

  const order = await orderOf(deps, picture, memory, able);
  const failed: FailedTry[] = [];
  for (const [at, label] of order.entries()) {
    const model = able.find((one) => labelOf(one) === label);
    const saved = memory.get(`${step}/failed-${at}`) as FailedTry["error"] | undefined;
    if (saved) failed.push({ at, label, error: saved });
    if (saved || !model) continue;
    if (deps.draining()) throw new WaitSignal("restart", 0);
    try {
      return await tryModel(deps, picture, { model, step: stepOf(picture, label, at), impatient: true });
    } catch (thrown) {
      if (picture.signal.aborted || !leadsOn(thrown, model === chosen)) throw thrown;
      const error = (thrown as SfumatoError).toRecord();
      deps.log.warn({ jobId: picture.job.id, model: label, code: error.code }, "a model failed; the next one tries");
      await memory.save(`${step}/order`, order);
      await memory.save(`${step}/failed-${at}`, error);
      await deps.stores.jobs.emit(picture.job.id, { type: "model_failed", model: label, error });
      failed.push({ at, label, error });
    }
  }
  return waitForOne(deps, picture, able, failed);
}

/** The order of this picture's tries, by label. It is saved as soon as it is more than "the chosen one". */
async function orderOf(
  deps: MakeImageDeps,
  picture: Picture,
  memory: StepMemory,
  able: readonly ImageModel[],
): Promise<string[]> {
  const saved = memory.get(`${picture.step}/order`) as string[] | undefined;
  if (saved) return saved;
  const { strategy, breakers } = deps.failover;
  const latencies = strategy === "prefer_latency" ? await deps.failover.latencies() : new Map<string, number>();
  const ordered = orderModels(picture.chosen, able, {
    strategy,
    priceOf: (model) => model.quote(wordsFor(picture, model).request),
    latencyOf: (model) => latencies.get(labelOf(model)),
    isOpen: breakers.isOpen,
  }).map(labelOf);
  if (ordered[0] !== labelOf(picture.chosen)) await memory.save(`${picture.step}/order`, ordered);
  return ordered;
}

/** The chosen model's call has the step's own name, a fallback's one that its saved place gives. */
const stepOf = ({ step, chosen }: Picture, label: string, at: number) =>
  label === labelOf(chosen) ? step : `${step}/fallback-${at}`;

/** Everybody failed. One that was only busy or away, and billed nothing, is asked again with all patience. */
async function waitForOne(
  deps: MakeImageDeps,
  picture: Picture,
  able: readonly ImageModel[],
  failed: readonly FailedTry[],
): Promise<MadeImage> {
  const later = failed.find(({ error }) => worthWaitingFor(error));
  const model = later && able.find((one) => labelOf(one) === later.label);
  if (!later || !model) throw failureOfAll(failed);
  try {
    return await tryModel(deps, picture, { model, step: stepOf(picture, later.label, later.at), impatient: false });
  } catch (thrown) {
    if (picture.signal.aborted || !leadsOn(thrown, false)) throw thrown;
    const error = (thrown as SfumatoError).toRecord();
    throw failureOfAll(failed.map((one) => (one === later ? { ...one, error } : one)));
  }
}

function wordsFor({ asked, chosen }: Picture, model: ImageModel): ReturnType<PictureRequest> {
  return typeof asked === "function" ? asked(model, model !== chosen) : { request: asked, warnings: [] };
}

async function tryModel(
  deps: MakeImageDeps,
  picture: Picture,
  { model, step, impatient }: { model: ImageModel; step: string; impatient: boolean },
): Promise<MadeImage> {
  const { job, signal, chosen } = picture;
  const { request, warnings } = wordsFor(picture, model);
  const place = deps.receiving();
  try {
    const answer = await paidCall(deps, job, signal, {
      step,
      kind: "image",
      provider: model.provider,
      model: model.modelId,
      estimateMicros: model.quote(request),
      request: { ...request },
      impatient,
      async send(callSignal) {
        deps.files.warmUp();
        const how = { signal: callSignal, admit: place.admit };
        const made = await deps.failover.breakers.run(model, () => model.generate(request, how));
        const { image, costMicros, usage } = made;
        return { value: { warnings: made.warnings }, image, costMicros, usage };
      },
    });
    return {
      stored: await keepImage(deps, job, answer),
      modelUsed: labelOf(model),
      promptText: request.prompt,
      fellBackFrom: model === chosen ? null : labelOf(chosen),
      simulated: model.simulated,
      warnings: [...warnings, ...answer.value.warnings],
      costMicros: answer.costMicros,
    };
  } finally {
    place.done();
  }
}

/** The picture's id comes from its call, so that a crash between the file and the books never keeps it twice. */
async function keepImage(deps: MakeImageDeps, job: Job, answer: PaidAnswer<unknown>): Promise<StoredImage> {
  if (!answer.image)
    throw new SfumatoError("E_AI_BAD_ANSWER", "The provider's answer held no picture.", { spent: "yes" });
  const imageId = answer.callKey.replace(/[^a-zA-Z0-9]+/g, "-");
  const stored = await deps.files.keep(answer.image, { jobId: job.id, imageId });
  failpoint("picture.kept");
  await deps.stores.images.add(stored, `${job.platform}:${job.chatId}`);
  failpoint("picture.saved");
  return stored;
}
