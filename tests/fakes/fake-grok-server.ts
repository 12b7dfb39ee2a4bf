import { z } from "zod";
import { type FakeAnswer, type FakeServer, type Fault, startFakeServer } from "./fake-http.ts";
import { solidPng } from "./tiny-png.ts";

export interface FakeGrokOptions {
  apiKey?: string;
  /** `url`: answers with an address although bytes were asked for. */
  answers?: "b64_json" | "url";
  /** The address that it answers with, instead of its own. */
  pictureUrl?: string;
  /** Charges so many ticks (1e-10 USD) instead of the list price. */
  ticks?: number;
  withoutUsage?: boolean;
}

export interface FakeGrok extends FakeServer {
  /** What it charged so far, in ticks. */
  readonly ticks: number;
}

const RATIOS = [
  ...["1:1", "3:4", "4:3", "9:16", "16:9", "2:3", "3:2", "9:19.5", "19.5:9", "9:20", "20:9", "1:2", "2:1"],
  ...["21:9", "5:2", "auto"],
];
const SECOND_ONLY = ["21:9", "5:2"];
const Reference = z.strictObject({
  url: z.string().regex(/^data:image\/(png|jpeg|webp);base64,/),
  type: z.literal("image_url").optional(),
});
const Shared = {
  model: z.enum(["grok-imagine-image", "grok-imagine-image-2.0"]),
  prompt: z.string().min(1),
  n: z.number().int().min(1).max(10).optional(),
  response_format: z.enum(["url", "b64_json"]).optional(),
  aspect_ratio: z.enum(RATIOS).optional(),
  resolution: z.enum(["1k", "2k"]).optional(),
  quality: z.enum(["low", "medium"]).optional(),
  user: z.string().optional(),
};
const Generation = z.strictObject(Shared);
const Edit = z
  .strictObject({ ...Shared, image: Reference.optional(), images: z.array(Reference).min(1).max(5).optional() })
  .refine(({ image, images }) => (image === undefined) !== (images === undefined), "either image or images");

/** Ticks of a picture by the list: 1e8 are a cent. */
const CENT = 100_000_000;

/** xAI's `/images/generations`, `/images/edits` and `/models`, strict about keys and values, on a real port. */
export async function createFakeGrok(options: FakeGrokOptions = {}): Promise<FakeGrok> {
  let ticks = 0;
  const picture = solidPng(64, 64, [30, 60, 120]);
  const server = await startFakeServer({
    error: errorOf,
    answer(request) {
      if (request.path === "/files/1.png") return { status: 200, bytes: picture };
      if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`)
        return errorOf("wrong_key");
      if (request.path === "/v1/models") return { status: 200, json: { data: [] } };
      const edit = request.path === "/v1/images/edits";
      if (!edit && request.path !== "/v1/images/generations") return errorOf("unknown_model");
      const parsed = (edit ? Edit : Generation).safeParse(request.body);
      if (!parsed.success) return flat(400, "Client specified an invalid argument", z.prettifyError(parsed.error));
      const asked: z.infer<typeof Edit> = parsed.data;
      const problem = problemOf(asked);
      if (problem) return flat(400, "Client specified an invalid argument", problem);
      const cost = options.ticks ?? costOf(asked);
      ticks += cost;
      const url = options.pictureUrl ?? new URL("/files/1.png", server.baseUrl).href;
      const data = options.answers === "url" ? { url } : { b64_json: picture.toString("base64") };
      return {
        status: 200,
        json: { data: [data], ...(options.withoutUsage ? {} : { usage: { cost_in_usd_ticks: cost } }) },
      };
    },
  });
  return Object.defineProperty(server as FakeGrok, "ticks", { get: () => ticks });
}

function problemOf({ model, quality, aspect_ratio, images }: z.infer<typeof Edit>): string | undefined {
  if (model.endsWith("2.0")) return undefined;
  if (quality !== undefined) return "Argument not supported: quality";
  if (aspect_ratio !== undefined && SECOND_ONLY.includes(aspect_ratio)) return "Argument not supported: aspect_ratio";
  return (images?.length ?? 0) > 3 ? "too many images" : undefined;
}

function costOf({ model, quality, resolution, image, images }: z.infer<typeof Edit>): number {
  if (!model.endsWith("2.0")) return 2 * CENT;
  const base = 4 + (quality === "low" ? 0 : 2) + (resolution === "2k" ? 2 : 0);
  return (base + (images?.length ?? (image ? 1 : 0))) * CENT;
}

/** The three shapes of errors that xAI has. */
function errorOf(fault: Fault): FakeAnswer {
  const errors: Partial<Record<Fault, FakeAnswer>> = {
    server_error: { status: 500, json: { error: "Internal error." } },
    unavailable: { status: 503, json: { error: "The service is at capacity." } },
    overloaded: { status: 529, json: { error: { message: "Overloaded." } } },
    // A refusal is a success with a placeholder, and is charged.
    refusal: {
      status: 200,
      json: {
        data: [{ b64_json: solidPng(8, 8, [0, 0, 0]).toString("base64"), respect_moderation: false }],
        usage: { cost_in_usd_ticks: 4 * CENT },
      },
    },
    billing: flat(
      429,
      "Some resource has been exhausted",
      "Your team has either used all available credits or reached its monthly spending limit.",
    ),
    wrong_key: flat(400, "Client specified an invalid argument", "Incorrect API key provided: xa***key."),
    unknown_model: flat(404, "Some requested entity was not found", "The model does not exist."),
  };
  return errors[fault] ?? flat(429, "Some resource has been exhausted", "Too many requests.");
}

function flat(status: number, code: string, error: string): FakeAnswer {
  return { status, json: { code, error } };
}
