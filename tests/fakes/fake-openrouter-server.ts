import { z } from "zod";
import { type FakeAnswer, type FakeServer, type Fault, type SeenRequest, startFakeServer } from "./fake-http.ts";
import { openRouterScript } from "./openrouter-script.ts";
import { strictProblem } from "./strict-schema-check.ts";

export { openRouterScript, scriptPerGoal } from "./openrouter-script.ts";

/** Makes the answer of a call: its name is `json_schema.name`; a string is sent as it is, anything else as JSON. */
export type Script = (call: string, body: ChatBody) => unknown;

export interface FakeOpenRouterOptions {
  apiKey?: string;
  delayMs?: number | (() => number);
  /** Default: {@link openRouterScript}. */
  script?: Script;
  /** Leaves `usage.cost` out, as other servers do. */
  withoutCost?: boolean;
  /** Sent instead of a completion, with status 200. */
  instead?: unknown;
  finishReason?: string;
  refusal?: string;
}

export interface FakeOpenRouter extends FakeServer {
  /** What it charged so far (micro-USD). */
  readonly bill: number;
}

const TextPart = z.strictObject({ type: z.literal("text"), text: z.string() });
const ImagePart = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({
    url: z.string().regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/),
    detail: z.enum(["auto", "low", "high", "original"]).optional(),
  }),
});
const Message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("system"), content: z.union([z.string(), z.array(TextPart)]) }),
  z.strictObject({ role: z.literal("user"), content: z.union([z.string(), z.array(z.union([TextPart, ImagePart]))]) }),
  z.strictObject({ role: z.literal("assistant"), content: z.string() }),
]);
/** The published keys that our calls may use; everything else is refused. */
const ChatBody = z.strictObject({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  max_tokens: z.number().int().min(16),
  response_format: z.strictObject({
    type: z.literal("json_schema"),
    json_schema: z.strictObject({
      name: z.string().regex(/^[\w-]{1,64}$/),
      strict: z.literal(true),
      schema: z.record(z.string(), z.unknown()),
    }),
  }),
  temperature: z.number().min(0).max(2).optional(),
  seed: z.number().int().optional(),
});
export type ChatBody = z.infer<typeof ChatBody>;

/** USD per million tokens of x-ai/grok-4.3. */
const IN = 1.25;
const OUT = 2.5;
const IMAGE_TOKENS = 1_024;

/** OpenRouter's `/chat/completions` and `/key`, strict about keys and schemas, on a real port. */
export async function createFakeOpenRouter(options: FakeOpenRouterOptions = {}): Promise<FakeOpenRouter> {
  let bill = 0;
  const script = options.script ?? openRouterScript();
  const server = await startFakeServer({
    delayMs: options.delayMs,
    prefix: "/api/v1",
    error: errorOf,
    answer(request) {
      if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`)
        return errorOf("wrong_key");
      if (request.path === "/api/v1/key") return { status: 200, json: { data: { label: "test" } } };
      if (request.path !== "/api/v1/chat/completions") return errorOf("unknown_model");
      const body = read(request);
      if (typeof body === "string") return error(400, body);
      if (options.instead !== undefined) return { status: 200, json: options.instead };
      const said = script(body.response_format.json_schema.name, body);
      const content = typeof said === "string" ? said : JSON.stringify(said);
      const usage = usageOf(body, content);
      bill += Math.ceil(usage.cost * 1e6);
      return { status: 200, json: completion(body, content, usage, options) };
    },
  });
  return Object.defineProperty(server as FakeOpenRouter, "bill", { get: () => bill });
}

function read(request: SeenRequest): ChatBody | string {
  const parsed = ChatBody.safeParse(request.body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  return strictProblem(parsed.data.response_format.json_schema.schema) ?? parsed.data;
}

function usageOf(body: ChatBody, content: string) {
  let letters = 0;
  let pictures = 0;
  for (const { content: said } of body.messages) {
    for (const part of typeof said === "string" ? [{ type: "text" as const, text: said }] : said) {
      if (part.type === "text") letters += part.text.length;
      else pictures += 1;
    }
  }
  const prompt = Math.ceil(letters / 4) + pictures * IMAGE_TOKENS;
  const answered = Math.min(body.max_tokens, Math.ceil(content.length / 4));
  const cost = (prompt * IN + answered * OUT) / 1e6;
  return { prompt_tokens: prompt, completion_tokens: answered, total_tokens: prompt + answered, cost };
}

function completion(
  body: ChatBody,
  content: string,
  { cost, ...tokens }: ReturnType<typeof usageOf>,
  options: FakeOpenRouterOptions,
) {
  const message = { role: "assistant", content: options.refusal ? "" : content, refusal: options.refusal ?? null };
  return {
    id: "gen-1",
    object: "chat.completion",
    created: 1,
    model: body.model,
    system_fingerprint: null,
    choices: [{ index: 0, finish_reason: options.finishReason ?? "stop", message }],
    usage: options.withoutCost ? tokens : { ...tokens, cost },
  };
}

function errorOf(fault: Fault): FakeAnswer {
  const errors: Partial<Record<Fault, FakeAnswer>> = {
    server_error: error(500, "Internal Server Error"),
    unavailable: error(503, "Service temporarily unavailable"),
    overloaded: error(529, "Provider returned error"),
    refusal: error(403, "Your input was flagged.", { reasons: ["violence"], flagged_input: "…" }),
    billing: error(402, "Insufficient credits. Add more using https://openrouter.ai/credits"),
    wrong_key: error(401, "Missing Authentication header"),
    unknown_model: error(404, "No endpoints found for this model."),
  };
  return errors[fault] ?? error(429, "Rate limit exceeded");
}

function error(code: number, message: string, metadata?: Record<string, unknown>): FakeAnswer {
  return { status: code, json: { error: { code, message, ...(metadata ? { metadata } : {}) } } };
}
