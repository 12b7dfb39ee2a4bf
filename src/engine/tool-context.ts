import { type ErrorCode, SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import type { NewId } from "../ports/clock.ts";
import { failpoint } from "../ports/failpoints.ts";
import type { ImageModel, TextCall, TextModel, TextRequest } from "../ports/models.ts";
import type { Prompts } from "../ports/prompts.ts";
import type { Tool, ToolContext } from "../tools/tool.ts";
import { chooseModel } from "./choose-model.ts";
import { type MakeImageDeps, makeImage } from "./make-image.ts";
import { LeaseLost, WaitSignal } from "./outcomes.ts";
import { paidCall } from "./paid-call.ts";
import { persist } from "./persist.ts";
import { createPictureAccess, type PictureAccessDeps } from "./picture-access.ts";
import { createSessionAccess } from "./session-access.ts";

export interface ToolContextDeps extends MakeImageDeps, Omit<PictureAccessDeps, "stores"> {
  prompts: Prompts;
  tools: ReadonlyMap<string, Tool>;
  newId: NewId;
}

/** Everything a running tool may touch, with the job's finished steps already known. */
export function createToolContext(
  deps: ToolContextDeps,
  job: Job,
  signal: AbortSignal,
  done: Map<string, unknown>,
): ToolContext {
  if (job.sessionId === null) throw new SfumatoError("E_NOT_FOUND", "The job's session was deleted.");
  const session = createSessionAccess(deps.stores, deps.files, deps.newId, job.sessionId);

  const save = async (name: string, result: unknown): Promise<void> => {
    if (done.has(name)) return;
    if (!(await persist(deps, () => deps.stores.jobs.saveStep(job.id, job.fence, name, result))))
      throw new LeaseLost("the step was made by a worker that lost its lease");
    done.set(name, result ?? null);
  };
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (done.has(name)) return done.get(name) as T;
    signal.throwIfAborted();
    if (deps.draining()) throw new WaitSignal("restart", 0);
    const result = await work();
    failpoint("step.made");
    await save(name, result);
    failpoint("step.saved");
    return result;
  };
  const memory = { get: (name: string) => done.get(name), save };
  // A session's options stay as they are while it is at work.
  let chosen: Promise<ImageModel> | undefined;
  const imageModel = () => {
    chosen ??= session.get().then(({ options }) => chooseModel(options, deps.models));
    return chosen;
  };
  const context: ToolContext = {
    jobId: job.id,
    signal,
    session,
    prompts: deps.prompts,
    pictures: createPictureAccess(deps, job, signal),
    imageModel,
    step,
    made: <T>(name: string) => done.get(name) as T | undefined,
    makeImage: (name, asked) =>
      step(name, async () => makeImage(deps, { job, signal, step: name, asked, chosen: await imageModel() }, memory)),
    askText: <T>(name: string, request: TextRequest<T>) =>
      step(name, async () => {
        const image = await imageModel();
        const { text, standIns } = deps.models;
        const able = [text(request.call, image), ...(standIns?.(request.call, image) ?? [])];
        return askOne(deps, job, signal, name, thoseWhoCan(able, request.call), request);
      }),
    async call(name, toolId, input) {
      const tool = deps.tools.get(toolId);
      if (!tool) throw new SfumatoError("E_INTERNAL", `There is no tool "${toolId}".`);
      return tool.run(prefixed(context, name), tool.input.parse(input));
    },
    emit: (event) => deps.stores.jobs.emit(job.id, event),
  };
  return context;
}

/** The same context with its steps named below a prefix, for a tool inside a tool. */
function prefixed(context: ToolContext, prefix: string): ToolContext {
  const named = (name: string) => `${prefix}/${name}`;
  return {
    ...context,
    step: (name, work) => context.step(named(name), work),
    made: (name) => context.made(named(name)),
    makeImage: (name, request) => context.makeImage(named(name), request),
    askText: (name, request) => context.askText(named(name), request),
    call: (name, tool, input) => context.call(named(name), tool, input),
  };
}

/** @throws SfumatoError `E_AI_MODEL_UNAVAILABLE` with `details.reason` "cannot" when nobody is able to answer this call */
function thoseWhoCan(models: readonly TextModel[], call: TextCall): readonly TextModel[] {
  if (call !== "locate") return models;
  const able = models.filter((model) => model.supports_segmentation);
  if (able.length > 0) return able;
  throw new SfumatoError("E_AI_MODEL_UNAVAILABLE", "No configured model can outline a part that is named.", {
    details: { reason: "cannot", tool: call },
  });
}

/** Failures after which somebody else may answer: nothing is wrong with what is asked. */
const LEADS_ON: ReadonlySet<ErrorCode> = new Set(["E_AI_MODEL_UNAVAILABLE", "E_AI_TIMEOUT", "E_AI_BAD_ANSWER"]);

/** Asks the first, and when it cannot answer the next, each under a reservation of its own. */
async function askOne<T>(
  deps: ToolContextDeps,
  job: Job,
  signal: AbortSignal,
  name: string,
  [model, ...others]: readonly TextModel[],
  request: TextRequest<T>,
): Promise<{ value: T; costMicros: number }> {
  try {
    return await askText(deps, job, signal, name, model as TextModel, request);
  } catch (error) {
    if (others.length === 0 || signal.aborted || !(error instanceof SfumatoError) || !LEADS_ON.has(error.code))
      throw error;
    return askOne(deps, job, signal, `${name}/stand-in`, others, request);
  }
}

async function askText<T>(
  deps: ToolContextDeps,
  job: Job,
  signal: AbortSignal,
  name: string,
  model: TextModel,
  request: TextRequest<T>,
): Promise<{ value: T; costMicros: number }> {
  const ask = (step: string, asked: TextRequest<T>) =>
    paidCall(deps, job, signal, {
      step,
      kind: "text",
      provider: model.provider,
      model: model.modelId,
      estimateMicros: model.quote(asked),
      request: { call: asked.call, data: asked.data, repair: asked.repair ?? null },
      send: (callSignal) => model.ask(asked, { signal: callSignal }),
    });
  try {
    const { value, costMicros } = await ask(name, request);
    return { value, costMicros };
  } catch (error) {
    // One repair round: the broken answer is shown to the model once, with what is wrong about it.
    if (
      !(error instanceof SfumatoError) ||
      error.code !== "E_AI_BAD_ANSWER" ||
      typeof error.details.answer !== "string"
    )
      throw error;
    const broken = typeof error.details.costMicros === "number" ? error.details.costMicros : 0;
    const repair = {
      answer: error.details.answer,
      problem: String(error.details.problem ?? "it does not match the schema"),
    };
    const { value, costMicros } = await ask(`${name}/repair`, { ...request, repair });
    return { value, costMicros: costMicros + broken };
  }
}
