import { z } from "zod";
import { type FakeAnswer, type FakeServer, type Fault, startFakeServer } from "./fake-http.ts";
import { solidPng } from "./tiny-png.ts";

export interface FakeOpenRouterImagesOptions {
  apiKey?: string;
  /** Answers with this instead of a picture. */
  instead?: unknown;
  /** Puts the prices into the list itself. */
  pricesInList?: boolean;
  /** Leaves prices out, as for a model whose endpoints are not known. */
  withoutPrices?: boolean;
}

export interface FakeOpenRouterImages extends FakeServer {
  /** What it charged so far (micro-USD). */
  readonly bill: number;
}

/** The model of the fake: everything that can be told of one. */
export const FAKE_MODEL = "bytedance-seed/seedream-4.5";
const RATIOS = ["1:1", "16:9", "9:16", "3:2", "2:3"];
const PRICING = [
  { billable: "output_image", unit: "image", cost_usd: 0.03, variant: "1K" },
  { billable: "output_image", unit: "image", cost_usd: 0.05, variant: "2K" },
  { billable: "input_reference", unit: "image", cost_usd: 0.002 },
];
const PARAMETERS = {
  aspect_ratio: { type: "enum", values: [...RATIOS, "auto"] },
  resolution: { type: "enum", values: ["1K", "2K"] },
  quality: { type: "enum", values: ["low", "high"] },
  background: { type: "enum", values: ["auto", "transparent", "opaque"] },
  output_format: { type: "enum", values: ["png", "jpeg"] },
  seed: { type: "boolean" },
  input_references: { type: "range", min: 0, max: 4 },
  something_new: { type: "unheard of" },
};
const Reference = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({ url: z.string().regex(/^data:image\/(png|jpeg|webp);base64,/) }),
});
const Body = z.strictObject({
  model: z.literal(FAKE_MODEL),
  prompt: z.string().min(1),
  n: z.literal(1).optional(),
  aspect_ratio: z.enum([...RATIOS, "auto"]).optional(),
  resolution: z.enum(["1K", "2K"]).optional(),
  quality: z.enum(["low", "high"]).optional(),
  background: z.enum(["auto", "transparent", "opaque"]).optional(),
  output_format: z.enum(["png", "jpeg"]).optional(),
  seed: z.number().int().optional(),
  input_references: z.array(Reference).max(4).optional(),
});

/** OpenRouter's `/images`, its lists of image models and `/key`, strict about keys and values, on a real port. */
export async function createFakeOpenRouterImages(
  options: FakeOpenRouterImagesOptions = {},
): Promise<FakeOpenRouterImages> {
  let bill = 0;
  const server = await startFakeServer({
    prefix: "/api/v1",
    error: errorOf,
    answer(request) {
      if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`)
        return errorOf("wrong_key");
      if (request.path === "/api/v1/key") return { status: 200, json: { data: {} } };
      if (request.path === "/api/v1/images/models") return { status: 200, json: { data: [itemOf(options)] } };
      if (request.path === `/api/v1/images/models/${FAKE_MODEL}/endpoints` && !options.withoutPrices)
        return { status: 200, json: { id: FAKE_MODEL, endpoints: [endpoint(PRICING), endpoint(PRICING.slice(0, 2))] } };
      if (request.path !== "/api/v1/images" || request.method !== "POST") return errorOf("unknown_model");
      const parsed = Body.safeParse(request.body);
      if (!parsed.success) return error(400, z.prettifyError(parsed.error));
      if (options.instead !== undefined) return { status: 200, json: options.instead };
      const { resolution, input_references = [] } = parsed.data;
      const cost = (resolution === "2K" ? 0.05 : 0.03) + 0.002 * input_references.length;
      bill += Math.round(cost * 1_000_000);
      return { status: 200, json: answerOf(cost) };
    },
  });
  return Object.defineProperty(server as FakeOpenRouterImages, "bill", { get: () => bill });
}

function itemOf({ pricesInList }: FakeOpenRouterImagesOptions) {
  return {
    ...{ id: FAKE_MODEL, name: "Seedream 4.5", description: "", created: 1, supports_streaming: false },
    architecture: { input_modalities: ["text", "image"], output_modalities: ["image"] },
    supported_parameters: PARAMETERS,
    endpoints: `/api/v1/images/models/${FAKE_MODEL}/endpoints`,
    ...(pricesInList ? { pricing: PRICING } : {}),
  };
}

function endpoint(pricing: readonly unknown[]) {
  const provider = { provider_name: "Bytedance", provider_slug: "bytedance", provider_tag: "bytedance" };
  return {
    ...provider,
    supported_parameters: PARAMETERS,
    allowed_passthrough_parameters: [],
    supports_streaming: false,
    pricing,
  };
}

function answerOf(cost: number) {
  const b64_json = solidPng(64, 64, [90, 40, 140]).toString("base64");
  const usage = { prompt_tokens: 0, completion_tokens: 4175, total_tokens: 4175, cost };
  return { created: 1, data: [{ b64_json, media_type: "image/png" }], usage };
}

function errorOf(fault: Fault): FakeAnswer {
  const errors: Partial<Record<Fault, FakeAnswer>> = {
    server_error: error(500, "Internal Server Error"),
    unavailable: error(503, "No instances available"),
    overloaded: error(529, "Provider returned error"),
    refusal: error(403, "Your input was flagged", { reasons: ["violence"], flagged_input: "…" }),
    billing: error(402, "Insufficient credits. Add more."),
    wrong_key: error(401, "Missing Authentication header"),
    unknown_model: error(404, "Resource not found"),
  };
  return errors[fault] ?? error(429, "Rate limit exceeded");
}

function error(code: number, message: string, metadata?: Record<string, unknown>): FakeAnswer {
  return { status: code, json: { error: { code, message, ...(metadata ? { metadata } : {}) } } };
}
