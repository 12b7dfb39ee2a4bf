import { SfumatoError } from "../domain/errors.ts";
import { warning } from "../domain/warning.ts";
import type { ImageCapabilities, ImageRequest } from "../ports/models.ts";

/** The prompt of a model without negative prompts: what to keep out follows in plain words, nothing is lost. */
export function promptWithExclusions(request: ImageRequest): string {
  const prompt = request.prompt.trim();
  const negative = request.negativePrompt.trim();
  if (negative === "") return prompt;
  return `${prompt}\n\nAvoid: ${negative}`;
}

/** @throws SfumatoError `E_PROMPT_INVALID` when there is no prompt, or it is longer than the model takes. */
export function checkPrompt(provider: string, prompt: string, capabilities: ImageCapabilities): void {
  if (prompt.trim() === "")
    throw new SfumatoError("E_PROMPT_INVALID", "The prompt is empty.", { details: { reason: "empty_prompt" } });
  const limit = capabilities.max_prompt_length;
  if (prompt.length <= limit) return;
  throw new SfumatoError(
    "E_PROMPT_INVALID",
    `The prompt has ${prompt.length} characters; this model takes ${limit}. Make it shorter.`,
    { details: { reason: "prompt_too_long", provider, length: prompt.length, limit } },
  );
}

/** Says that a seed cannot be kept. */
export const NO_SEED = warning("no_seed");

/** Says that another ratio was taken. */
export function otherAspect(wanted: string, taken: string): string {
  return warning("other_aspect", { wanted, taken });
}
