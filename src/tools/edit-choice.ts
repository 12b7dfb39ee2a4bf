import { SfumatoError } from "../domain/errors.ts";
import type { EditChoice } from "../domain/photo-work.ts";
import type { ImageModel, Models } from "../ports/models.ts";
import type { EditKind } from "./edit-kind.ts";
import type { Tool } from "./tool.ts";

type Toolbox = ReadonlyMap<string, Tool>;

/** Tools that work on a photo and that some configured model can do, in the list's order. */
export function possibleEdits(tools: Toolbox, models: Models, wanted: string): Tool[] {
  return [...tools.values()].filter((tool) => tool.edit && modelFor(tool, models, wanted));
}

/**
 * How a tool is done here: by the wanted provider when it can, else by the first that can. A simulation never stands in
 * for a real provider.
 * @throws SfumatoError `E_AI_MODEL_UNAVAILABLE` with `details.reason` "cannot" when nobody here can
 */
export function chooseEdit(tools: Toolbox, models: Models, toolId: string, wanted: string): EditChoice {
  const tool = tools.get(toolId);
  if (!tool?.edit)
    throw new SfumatoError("E_NOT_FOUND", `There is no tool "${toolId}" for photos.`, { details: { tool: toolId } });
  const model = modelFor(tool, models, wanted);
  if (!model) throw nobodyCan(toolId, tool.edit, models, wanted);
  const { task, transparent = false, checks } = tool.edit;
  return { tool: toolId, provider: model.provider, task, transparent, checks: [...checks], aspect: null };
}

/** Names who was looked at and what they lack. A simulation beside real providers was none of them. */
function nobodyCan(toolId: string, { task }: EditKind, { images }: Models, wanted: string): SfumatoError {
  const own = images.find(({ provider }) => provider === wanted);
  const asked = images.filter(({ simulated }) => !simulated || own === undefined || own.simulated);
  const list = [...new Set(asked.map(({ provider }) => provider))].join(", ");
  const message = `None of the configured providers (${list}) can do "${toolId}".`;
  return new SfumatoError("E_AI_MODEL_UNAVAILABLE", message, {
    details: { reason: "cannot", tool: toolId, needs: task, list },
  });
}

function modelFor(tool: Tool, models: Models, wanted: string): ImageModel | undefined {
  const own = models.images.find((model) => model.provider === wanted);
  const able = models.images.filter((model) => tool.edit?.can(model.capabilities));
  if (own && able.includes(own)) return own;
  return able.find((model) => !model.simulated || own === undefined || own.simulated);
}
