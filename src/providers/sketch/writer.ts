import { JudgeData, LocateData, RecommendData, RefineData, ReviseData } from "../../domain/calls.ts";
import { SfumatoError } from "../../domain/errors.ts";
import type { TextAnswer, TextModel, TextRequest } from "../../ports/models.ts";
import { describe } from "./describe.ts";
import { judge } from "./judge.ts";
import { locate, logoIn } from "./locate.ts";
import { pause } from "./painter.ts";
import { recommend } from "./recommend.ts";
import { refine } from "./refine.ts";
import { revise } from "./revise.ts";
import type { World } from "./world.ts";

/** The simulation's words: every text call answered by rules, free of charge. */
export function createWriter(deps: { readonly delayMs: number; readonly world: World }): TextModel {
  return {
    provider: "sketch",
    modelId: "sketch-1",
    simulated: true,
    supports_segmentation: true,
    quote: () => 0,
    async ask<T>(request: TextRequest<T>, { signal }: { signal: AbortSignal }): Promise<TextAnswer<T>> {
      await pause(deps.delayMs, signal);
      const answer = answerTo(request, deps.world);
      const parsed = request.schema.safeParse(answer);
      if (!parsed.success)
        throw new SfumatoError("E_AI_BAD_ANSWER", "The simulation's answer does not fit what was asked.", {
          details: { answer: JSON.stringify(answer), problem: parsed.error.message, costMicros: 0 },
        });
      return { value: parsed.data, costMicros: 0, usage: { simulated: true } };
    },
  };
}

function answerTo(request: TextRequest<unknown>, world: World): unknown {
  const { data } = request;
  const shown = request.images[0]?.image.bytes ?? new Uint8Array();
  if (request.call === "refine") return { ...refine(read(RefineData, data)), logo: logoIn(shown) };
  if (request.call === "judge") return judge(read(JudgeData, data), request.images, world);
  if (request.call === "revise") return revise(read(ReviseData, data), world);
  if (request.call === "locate") return locate(read(LocateData, data), shown);
  if (request.call === "describe") return describe(shown);
  return recommend(read(RecommendData, data));
}

function read<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } },
  data: unknown,
): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new SfumatoError("E_INTERNAL", "A text call was given data of the wrong shape.", { cause: parsed.error });
}
