import { SfumatoError } from "../domain/errors.ts";
import { type Lack, type Lacks, lackInWords } from "../domain/lack.ts";
import type { MicroUsd } from "../domain/money.ts";
import type { SessionOptions } from "../domain/session.ts";
import type { ImageModel, ImageRequest, Models } from "../ports/models.ts";

/** What decides between models that could all make the picture: AI_FAILOVER_STRATEGY. */
export type FailoverStrategy = "prefer_quality" | "prefer_latency" | "prefer_cost";

/** How a model is named to people, in the books' `model_used` and in saved steps. */
export const labelOf = (model: Pick<ImageModel, "provider" | "modelId">) => `${model.provider} · ${model.modelId}`;

/**
 * The image model that a session asks for.
 * @throws SfumatoError `E_AI_MODEL_UNAVAILABLE` when its provider is not configured (any more).
 */
export function chooseModel(options: Pick<SessionOptions, "provider">, models: Models): ImageModel {
  const model = models.images.find((candidate) => candidate.provider === options.provider);
  if (model) return model;
  throw new SfumatoError("E_AI_MODEL_UNAVAILABLE", `The provider "${options.provider}" is not available here.`, {
    details: { provider: options.provider, available: models.images.map((candidate) => candidate.provider) },
  });
}

/**
 * What a model lacks for a request; empty when it can do it. Aspect, seed and negative prompt are no needs:
 * a model without them makes the picture all the same, with a warning.
 */
export function lackingFor(model: ImageModel, request: ImageRequest): Lack[] {
  const { capabilities: can } = model;
  const pictures = request.images?.length ?? 0;
  const task = request.task ?? (pictures > 0 ? "edit" : "generate");
  const worksOnPictures = task === "edit" ? can.supports_edit : task !== "generate" && extra(model, task);
  const room = Math.max(can.max_reference_images, worksOnPictures ? 1 : 0);
  return [
    ...(task !== "generate" && !worksOnPictures ? [{ what: task }] : []),
    ...(request.mask && !can.supports_mask ? [{ what: "masks" as const }] : []),
    ...(request.transparent && task !== "remove_background" && !can.supports_transparency
      ? [{ what: "transparency" as const }]
      : []),
    ...(pictures > room ? [{ what: "pictures" as const, pictures, room }] : []),
  ];
}

const extra = ({ capabilities }: ImageModel, task: NonNullable<ImageRequest["task"]>) =>
  capabilities.extra_tasks?.some((one) => one === task) ?? false;

/** What is asked, as one model is asked for it. */
export type RequestFor = (model: ImageModel) => ImageRequest;

/**
 * The models that can do what is asked, the chosen one first when it can. A simulation never stands in for a real
 * model, nor a real one for it: the other would not be the picture that was asked for.
 * @throws SfumatoError `E_AI_MODEL_UNAVAILABLE`, naming what each model lacks, when there is none.
 */
export function capableModels(chosen: ImageModel, models: Models, requestFor: RequestFor): ImageModel[] {
  const kind = models.images.filter((model) => model.simulated === chosen.simulated && model !== chosen);
  const lacks = [chosen, ...kind].map((model) => ({ model, lacks: lackingFor(model, requestFor(model)) }));
  const able = lacks.filter(({ lacks }) => lacks.length === 0).map(({ model }) => model);
  if (able.length === 0) throw nobodyCan(chosen, lacks, models);
  return able.filter((model) => model === chosen || mayStandIn(model, requestFor(model)));
}

/** Another model is only called at a known price, and with a prompt that it takes whole. */
function mayStandIn(model: ImageModel, request: ImageRequest): boolean {
  return request.prompt.length <= model.capabilities.max_prompt_length && model.quote(request) !== null;
}

function nobodyCan(
  chosen: ImageModel,
  lacks: readonly { model: ImageModel; lacks: Lack[] }[],
  models: Models,
): SfumatoError {
  const named = lacks.map(({ model, lacks }) => ({ model: labelOf(model), lacks }));
  const lines = named.map(({ model, lacks }) => `${model} lacks ${lacks.map(lackInWords).join(" and ")}`);
  const message = `No model here can do this: ${lines.join("; ")}.`;
  return new SfumatoError("E_AI_MODEL_UNAVAILABLE", message, {
    details: {
      provider: chosen.provider,
      reason: "incapable",
      lacking: Object.fromEntries(named.map(({ model, lacks }) => [model, lacks.map(lackInWords)])),
      lacks: named satisfies Lacks,
      available: models.images.map(labelOf),
    },
  });
}

/** What the order of models is made from. */
export interface Ranking {
  strategy: FailoverStrategy;
  /** Upper bound of the request at a model, micro-USD; null when unknown. */
  priceOf(model: ImageModel): MicroUsd | null;
  /** Measured time of one picture (ms), as far as it was measured. */
  latencyOf(model: ImageModel): number | undefined;
  /** Whether the model failed so often just now that it is only a last resort. */
  isOpen(model: ImageModel): boolean;
}

/**
 * The order in which models are tried: the chosen one, then as the strategy says; equal ones by quality, then by price.
 * What nobody measured comes after what somebody did. Those that are a last resort come last, in the same order: when
 * everything else failed as well, one of them may be back.
 */
export function orderModels(chosen: ImageModel, able: readonly ImageModel[], ranking: Ranking): ImageModel[] {
  const unknown = Number.POSITIVE_INFINITY;
  const quality = (model: ImageModel) => -model.qualityRank;
  const price = (model: ImageModel) => ranking.priceOf(model) ?? unknown;
  const latency = (model: ImageModel) => ranking.latencyOf(model) ?? unknown;
  const first = { prefer_quality: quality, prefer_latency: latency, prefer_cost: price }[ranking.strategy];
  const keys = [(model: ImageModel) => (model === chosen ? 0 : 1), first, quality, price];
  const open = new Set(able.filter((model) => ranking.isOpen(model)));
  const compare = (a: ImageModel, b: ImageModel) => {
    for (const key of [(model: ImageModel) => (open.has(model) ? 1 : 0), ...keys]) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left - right;
    }
    return 0;
  };
  return [...able].sort(compare);
}
