import { z } from "zod";
import { type FakeAnswer, type FakeServer, type Fault, type SeenRequest, startFakeServer } from "./fake-http.ts";
import { type FakeEdit, readEdit } from "./openai-edit.ts";
import { solidPng } from "./tiny-png.ts";

export interface FakeOpenAiOptions {
  /** The only key that it takes. Default: any. */
  apiKey?: string;
  delayMs?: number | (() => number);
  /** `url`: answers with an address below its own, as local servers do. Default `b64_json`. */
  answers?: "b64_json" | "url";
  /** The address that it answers with, instead of its own. */
  pictureUrl?: string;
  /** Leaves usage out, as local servers do. */
  withoutUsage?: boolean;
  /** Sends these bytes as the picture, or those for the prompt. */
  picture?: Uint8Array | ((prompt: string) => Uint8Array);
  /** Plays a server for diffusion models: other sizes, and `response_format` as the specification has it. */
  local?: boolean;
  /** Words that make the content policy refuse. */
  refuses?: RegExp;
}

export interface FakeOpenAi extends FakeServer {
  /** What it charged so far (micro-USD). */
  readonly bill: number;
}

const Shared = {
  prompt: z.string().min(1).max(32_000),
  n: z.number().int().min(1).max(10).optional(),
  size: z.string().regex(/^([1-9]\d*x[1-9]\d*|auto)$/),
  quality: z.enum(["low", "medium", "high", "auto"]).optional(),
  user: z.string().optional(),
};
/** The published keys, with what holds for gpt-image models only: everything else is refused. */
const Generation = z.strictObject({
  ...Shared,
  model: z.string().regex(/^gpt-image-/),
  output_format: z.enum(["png", "jpeg", "webp"]).optional(),
  output_compression: z.number().int().min(0).max(100).optional(),
  moderation: z.enum(["low", "auto"]).optional(),
  background: z.enum(["transparent", "opaque", "auto"]).optional(),
});
const LocalGeneration = z.strictObject({
  ...Shared,
  model: z.string().min(1),
  response_format: z.enum(["url", "b64_json"]).optional(),
});
type Asked = { prompt: string; model: string; size: string; quality?: string; background?: string; inputs?: number };

/** USD per million tokens of gpt-image-2: text in, pictures in, picture out. */
const TEXT_IN = 5;
const IMAGE_IN = 8;
/** Tokens of an input picture. */
const INPUT_TOKENS = 4_225;
const IMAGE_OUT = 30;
const TOKENS: Record<string, number> = { low: 196, medium: 1_756, high: 7_024 };

/** OpenAI's `/images/generations`, `/images/edits` and `/models`, strict about keys and values, on a real port. */
export async function createFakeOpenAi(options: FakeOpenAiOptions = {}): Promise<FakeOpenAi> {
  let bill = 0;
  const pictures = new Map<string, Uint8Array>();
  const server = await startFakeServer({
    delayMs: options.delayMs,
    error: errorOf,
    answer(request) {
      const stored = pictures.get(request.path);
      if (stored) return { status: 200, bytes: stored };
      if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`)
        return errorOf("wrong_key");
      if (request.path === "/v1/models") return { status: 200, json: { object: "list", data: [] } };
      const edit = request.path === "/v1/images/edits";
      if ((!edit && request.path !== "/v1/images/generations") || request.method !== "POST")
        return errorOf("unknown_model");
      const asked = edit ? readAsked(request, options) : read(request.body, options);
      if (typeof asked === "string") return refuse(asked);
      if (options.refuses?.test(asked.prompt)) return errorOf("refusal");
      const usage = usageOf(asked);
      const { text_tokens, image_tokens } = usage.input_tokens_details;
      bill += Math.ceil(text_tokens * TEXT_IN + image_tokens * IMAGE_IN + usage.output_tokens * IMAGE_OUT);
      const given = options.picture;
      const picture = typeof given === "function" ? given(asked.prompt) : (given ?? paint(asked));
      const path = `/files/${pictures.size}.png`;
      pictures.set(path, picture);
      const url = options.pictureUrl ?? new URL(path, server.baseUrl).href;
      const data = options.answers === "url" ? { url } : { b64_json: Buffer.from(picture).toString("base64") };
      return { status: 200, json: { created: 1, data: [data], ...(options.withoutUsage ? {} : { usage }) } };
    },
  });
  return Object.defineProperty(server as FakeOpenAi, "bill", { get: () => bill });
}

/** The words of an edit are checked as those of a generation; its files beside them. */
function readAsked(request: SeenRequest, options: FakeOpenAiOptions): Asked | string {
  const edit: FakeEdit | string = request.form === undefined ? "no form" : readEdit(request.form);
  if (typeof edit === "string") return edit;
  const asked = read(edit.fields, options);
  return typeof asked === "string" ? asked : { ...asked, inputs: edit.files };
}

/** The request, or what is wrong with it. */
function read(body: unknown, options: FakeOpenAiOptions): Asked | string {
  const parsed = (options.local ? LocalGeneration : Generation).safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  if (options.local) return parsed.data;
  const { model, size } = parsed.data;
  if ("background" in parsed.data && parsed.data.background === "transparent" && /^gpt-image-2(-|$)/.test(model))
    return "background";
  if (model.startsWith("gpt-image-1"))
    return ["1024x1024", "1536x1024", "1024x1536", "auto"].includes(size) ? parsed.data : `size ${size}`;
  const [width = 0, height = 0] = size.split("x").map(Number);
  const ratio = width / height;
  const fits =
    size === "auto" ||
    (width % 16 === 0 &&
      height % 16 === 0 &&
      ratio >= 1 / 3 &&
      ratio <= 3 &&
      Math.max(width, height) <= 3840 &&
      width * height >= 655_360 &&
      width * height <= 8_294_400);
  return fits ? parsed.data : `size ${size}`;
}

function usageOf({ prompt, size, quality, inputs = 0 }: Asked) {
  const [width = 1024, height = 1024] = size.split("x").map(Number);
  const text = Math.ceil(prompt.length / 4) + 8;
  const output = Math.ceil(((TOKENS[quality ?? "high"] ?? 7_024) * width * height) / 1024 ** 2);
  const image = inputs * INPUT_TOKENS;
  return {
    input_tokens: text + image,
    input_tokens_details: { text_tokens: text, image_tokens: image },
    output_tokens: output,
    total_tokens: text + image + output,
  };
}

/** A picture of the asked size in a colour that hangs on the prompt. */
function paint({ prompt, size }: Asked): Uint8Array {
  const [width = 1024, height = 1024] = size.split("x").map(Number);
  const hash = [...prompt].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 0xffffff, 7);
  return solidPng(width, height, [hash >> 16, (hash >> 8) & 0xff, hash & 0xff]);
}

function refuse(problem: string): FakeAnswer {
  return error(400, `Invalid request: ${problem}`, "invalid_request_error", "invalid_value", "size");
}

function errorOf(fault: Fault): FakeAnswer {
  const errors: Partial<Record<Fault, FakeAnswer>> = {
    server_error: error(500, "The server had an error.", "server_error", null),
    unavailable: error(503, "The engine is overloaded.", "server_error", null),
    overloaded: error(529, "Overloaded.", "server_error", null),
    refusal: error(
      400,
      "Your request was rejected by the safety system.",
      "image_generation_user_error",
      "moderation_blocked",
    ),
    billing: error(400, "Billing hard limit has been reached.", "invalid_request_error", "billing_hard_limit_reached"),
    wrong_key: error(401, "Incorrect API key provided: sk-wrong-key-1234.", "invalid_request_error", "invalid_api_key"),
    unknown_model: error(404, "The model does not exist.", "invalid_request_error", "model_not_found"),
  };
  return errors[fault] ?? error(429, "Rate limit reached.", "requests", "rate_limit_exceeded");
}

function error(status: number, message: string, type: string, code: string | null, param: string | null = null) {
  return { status, json: { error: { message, type, param, code } } };
}
