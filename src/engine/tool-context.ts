import { SfumatoError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import type { NewId } from "../ports/clock.ts";
import type { StoredImage } from "../ports/images.ts";
import type { ImageModel, ImageRequest, Models, TextModel, TextRequest } from "../ports/models.ts";
import type { Prompts } from "../ports/prompts.ts";
import type { MadeImage, Tool, ToolContext } from "../tools/tool.ts";
import { chooseModel } from "./choose-model.ts";
import { LeaseLost, WaitSignal } from "./outcomes.ts";
import { type PaidAnswer, type PaidCallDeps, paidCall } from "./paid-call.ts";
import { persist } from "./persist.ts";
import { createPictureAccess, type PictureAccessDeps } from "./picture-access.ts";
import { createSessionAccess } from "./session-access.ts";

export interface ToolContextDeps extends PaidCallDeps, Omit<PictureAccessDeps, "stores"> {
  models: Models;
  prompts: Prompts;
  tools: ReadonlyMap<string, Tool>;
  newId: NewId;
  /** The process is stopping: running calls end, no new step begins. */
  draining(): boolean;
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

  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (done.has(name)) return done.get(name) as T;
    signal.throwIfAborted();
    if (deps.draining()) throw new WaitSignal("restart", 0);
    const result = await work();
    if (!(await persist(deps, () => deps.stores.jobs.saveStep(job.id, job.fence, name, result))))
      throw new LeaseLost("the step was made by a worker that lost its lease");
    done.set(name, result ?? null);
    return result;
  };
  const imageModel = async () => chooseModel((await session.get()).options, deps.models);
  const context: ToolContext = {
    jobId: job.id,
    signal,
    session,
    prompts: deps.prompts,
    pictures: createPictureAccess(deps, job, signal),
    imageModel,
    step,
    makeImage: (name, request) =>
      step(name, async () => makeImage(deps, job, signal, name, await imageModel(), request)),
    askText: <T>(name: string, request: TextRequest<T>) =>
      step(name, async () =>
        askText(deps, job, signal, name, deps.models.text(request.call, await imageModel()), request),
      ),
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
    makeImage: (name, request) => context.makeImage(named(name), request),
    askText: (name, request) => context.askText(named(name), request),
    call: (name, tool, input) => context.call(named(name), tool, input),
  };
}

async function makeImage(
  deps: ToolContextDeps,
  job: Job,
  signal: AbortSignal,
  name: string,
  model: ImageModel,
  request: ImageRequest,
): Promise<MadeImage> {
  const answer = await paidCall(deps, job, signal, {
    step: name,
    kind: "image",
    provider: model.provider,
    model: model.modelId,
    estimateMicros: model.quote(request),
    request: { ...request },
    async send(callSignal) {
      const made = await model.generate(request, { signal: callSignal });
      return { value: { warnings: made.warnings }, image: made.image, costMicros: made.costMicros, usage: made.usage };
    },
  });
  const stored = await keepImage(deps, job, answer);
  return {
    stored,
    modelUsed: `${model.provider} · ${model.modelId}`,
    fellBackFrom: null,
    simulated: model.simulated,
    warnings: answer.value.warnings,
    costMicros: answer.costMicros,
  };
}

/** The picture's id comes from its call, so that a crash between the file and the books never keeps it twice. */
async function keepImage(deps: ToolContextDeps, job: Job, answer: PaidAnswer<unknown>): Promise<StoredImage> {
  if (!answer.image)
    throw new SfumatoError("E_AI_BAD_ANSWER", "The provider's answer held no picture.", { spent: "yes" });
  const imageId = answer.callKey.replace(/[^a-zA-Z0-9]+/g, "-");
  const stored = await deps.files.keep(answer.image, { jobId: job.id, imageId });
  await deps.stores.images.add(stored, `${job.platform}:${job.chatId}`);
  return stored;
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
