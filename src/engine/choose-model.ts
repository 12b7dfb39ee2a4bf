import { SfumatoError } from "../domain/errors.ts";
import type { SessionOptions } from "../domain/session.ts";
import type { ImageModel, Models } from "../ports/models.ts";

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
