import { z } from "zod";
import { type FakeAnswer, type FakeServer, type Fault, startFakeServer } from "./fake-http.ts";
import { solidPng } from "./tiny-png.ts";

export interface FakeGeminiOptions {
  apiKey?: string;
  /** Answers with this instead of a picture. */
  instead?: unknown;
  withoutUsage?: boolean;
}

export interface FakeGemini extends FakeServer {
  /** What it charged so far (micro-USD). */
  readonly bill: number;
}

const RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:4", "4:1", "1:8", "8:1"];
const MODELS: Readonly<Record<string, { ratios: number; imageOut: number; in: number }>> = {
  "gemini-nano-banana-2.1": { ratios: 14, imageOut: 30, in: 0.5 },
  "gemini-3-pro-image": { ratios: 10, imageOut: 120, in: 2 },
  "gemini-3.1-flash-lite-image": { ratios: 10, imageOut: 30, in: 0.25 },
};
const Part = z.union([
  z.strictObject({ text: z.string().min(1) }),
  z.strictObject({
    inlineData: z.strictObject({
      mimeType: z.enum(["image/png", "image/jpeg", "image/webp"]),
      data: z.base64().min(20),
    }),
  }),
]);
const Body = z.strictObject({
  contents: z
    .array(z.strictObject({ role: z.literal("user").optional(), parts: z.array(Part).min(1).max(15) }))
    .length(1),
  generationConfig: z.strictObject({
    responseModalities: z.array(z.enum(["IMAGE", "TEXT"])),
    imageConfig: z.strictObject({ aspectRatio: z.enum(RATIOS), imageSize: z.enum(["1K", "2K", "4K"]) }),
  }),
});
const OUTPUT_TOKENS: Readonly<Record<string, number>> = { "1K": 1_120, "2K": 1_680, "4K": 2_520 };
const INPUT_TOKENS = 258;

/** Google's `generateContent` and `/models`, strict about keys and values, on a real port. */
export async function createFakeGemini(options: FakeGeminiOptions = {}): Promise<FakeGemini> {
  let bill = 0;
  const server = await startFakeServer({
    prefix: "/v1beta",
    error: errorOf,
    answer(request) {
      if (options.apiKey !== undefined && request.headers["x-goog-api-key"] !== options.apiKey)
        return errorOf("wrong_key");
      if (request.path === "/v1beta/models") return { status: 200, json: { models: [] } };
      const id = /^\/v1beta\/models\/([^/:]+):generateContent$/.exec(request.path)?.[1] ?? "";
      const model = MODELS[id];
      if (model === undefined) return errorOf("unknown_model");
      const parsed = Body.safeParse(request.body);
      if (!parsed.success) return error(400, "INVALID_ARGUMENT", z.prettifyError(parsed.error));
      const { aspectRatio, imageSize } = parsed.data.generationConfig.imageConfig;
      if (RATIOS.indexOf(aspectRatio) >= model.ratios) return error(400, "INVALID_ARGUMENT", "aspect ratio");
      if (options.instead !== undefined) return { status: 200, json: options.instead };
      const parts = parsed.data.contents[0]?.parts ?? [];
      const image = parts.filter((part) => "inlineData" in part).length * INPUT_TOKENS;
      const text = parts.reduce((sum, part) => sum + ("text" in part ? Math.ceil(part.text.length / 4) : 0), 0);
      const output = OUTPUT_TOKENS[imageSize] ?? 0;
      bill += Math.ceil(Number(((image + text) * model.in + output * model.imageOut).toPrecision(12)));
      return { status: 200, json: answerOf({ image, text, output }, options) };
    },
  });
  return Object.defineProperty(server as FakeGemini, "bill", { get: () => bill });
}

function answerOf(tokens: { image: number; text: number; output: number }, options: FakeGeminiOptions) {
  const data = solidPng(64, 64, [220, 190, 40]).toString("base64");
  const usageMetadata = {
    promptTokenCount: tokens.image + tokens.text,
    candidatesTokenCount: tokens.output,
    totalTokenCount: tokens.image + tokens.text + tokens.output,
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: tokens.text },
      ...(tokens.image > 0 ? [{ modality: "IMAGE", tokenCount: tokens.image }] : []),
    ],
    candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: tokens.output }],
  };
  return {
    candidates: [
      {
        content: { role: "model", parts: [{ inlineData: { mimeType: "image/png", data } }] },
        finishReason: "STOP",
        index: 0,
      },
    ],
    modelVersion: "fake",
    ...(options.withoutUsage ? {} : { usageMetadata }),
  };
}

function errorOf(fault: Fault): FakeAnswer {
  const errors: Partial<Record<Fault, FakeAnswer>> = {
    server_error: error(500, "INTERNAL", "An internal error has occurred."),
    unavailable: error(503, "UNAVAILABLE", "The model is overloaded."),
    overloaded: error(529, "UNAVAILABLE", "The model is overloaded."),
    refusal: {
      status: 200,
      json: {
        candidates: [{ finishReason: "IMAGE_SAFETY", index: 0 }],
        usageMetadata: { promptTokenCount: 12, totalTokenCount: 12 },
      },
    },
    billing: error(400, "FAILED_PRECONDITION", "Please enable billing on project in Google AI Studio."),
    wrong_key: error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", "API_KEY_INVALID"),
    unknown_model: error(404, "NOT_FOUND", "models/x is not found."),
  };
  return errors[fault] ?? error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.");
}

function error(code: number, status: string, message: string, reason?: string): FakeAnswer {
  const details = reason === undefined ? [] : [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason }];
  return { status: code, json: { error: { code, message, status, details } } };
}
