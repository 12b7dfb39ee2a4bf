import { z } from "zod";
import { Aspect } from "../../domain/picture.ts";
import type { ImageCapabilities } from "../../ports/models.ts";

const Parameter = z.union([
  z.looseObject({ type: z.literal("enum"), values: z.array(z.string()) }),
  z.looseObject({ type: z.literal("range"), min: z.number(), max: z.number() }),
  z.looseObject({ type: z.literal("boolean") }),
]);
type Parameter = z.infer<typeof Parameter>;

/** A parameter of a kind that is not known is left out rather than breaking the list. */
const Parameters = z
  .record(z.string(), z.unknown())
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, value]): [string, Parameter][] => {
        const parsed = Parameter.safeParse(value);
        return parsed.success ? [[name, parsed.data]] : [];
      }),
    ),
  )
  .catch({});

/** One line of a price: what is charged, by which unit. */
export const PriceLine = z.object({
  billable: z.string(),
  unit: z.string(),
  cost_usd: z.number().nonnegative(),
  variant: z.string().optional(),
});
export type PriceLine = z.infer<typeof PriceLine>;

/** What OpenRouter says of an image model. `endpoints` are prices of each server behind it: any of them may be taken. */
export const ImageFacts = z.object({
  supported_parameters: Parameters,
  input_modalities: z.array(z.string()).catch([]),
  endpoints: z.array(z.array(PriceLine)).catch([]),
});
export type ImageFacts = z.infer<typeof ImageFacts>;

export const NOTHING_KNOWN: ImageFacts = { supported_parameters: {}, input_modalities: [], endpoints: [] };

/** The schema takes no more input pictures, whatever the model (published specification, 2026-08). */
const MOST_REFERENCES = 16;
/** What nearly every model there takes that takes pictures at all. */
const USUAL_REFERENCES = 3;

/** Values of a parameter that is chosen from a list; none when the model does not take it. */
export function valuesOf(facts: ImageFacts, name: string): readonly string[] {
  const parameter = facts.supported_parameters[name];
  return parameter?.type === "enum" ? parameter.values : [];
}

/** What a model can do, by what is known of it. */
export function capabilitiesOf(facts: ImageFacts): ImageCapabilities {
  const ratios = valuesOf(facts, "aspect_ratio").filter((value) => Aspect.safeParse(value).success);
  const references = referencesOf(facts);
  return {
    supported_aspect_ratios: ratios.includes("1:1")
      ? ["1:1", ...ratios.filter((ratio) => ratio !== "1:1")]
      : orSquare(ratios),
    supported_sizes: valuesOf(facts, "resolution"),
    supports_seed: "seed" in facts.supported_parameters,
    supports_negative_prompt: false,
    supports_style_presets: false,
    supports_edit: references > 0,
    supports_mask: false,
    supports_transparency: valuesOf(facts, "background").includes("transparent"),
    max_reference_images: references,
    max_prompt_length: 8_000,
  };
}

function orSquare(ratios: string[]): string[] {
  return ratios.length > 0 ? ratios : ["1:1"];
}

function referencesOf(facts: ImageFacts): number {
  const parameter = facts.supported_parameters.input_references;
  if (parameter?.type === "range") return Math.min(MOST_REFERENCES, Math.max(0, parameter.max));
  return parameter !== undefined || facts.input_modalities.includes("image") ? USUAL_REFERENCES : 0;
}
