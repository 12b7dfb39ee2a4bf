import { z } from "zod";
import { type FakeAnswer, type FakeServer, type Fault, startFakeServer } from "./fake-http.ts";
import { solidPng } from "./tiny-png.ts";

export interface FakeRunwareOptions {
  apiKey?: string;
  /** `URL`: answers with an address although bytes were asked for. */
  answers?: "base64Data" | "URL";
  /** The address that it answers with, instead of its own. */
  pictureUrl?: string;
  /** Entries added to the array of errors, and whether the task itself has a result. */
  errors?: readonly Record<string, unknown>[];
  withoutResult?: boolean;
  /** Added to the result. */
  result?: Record<string, unknown>;
  withoutCost?: boolean;
}

export interface FakeRunware extends FakeServer {
  /** What it charged so far (micro-USD). */
  readonly bill: number;
}

const DataUrl = z.string().regex(/^data:image\/(png|jpeg|webp);base64,/);
const Side = z.number().int().min(256).max(2048).multipleOf(64);
const Extension = z.number().int().min(0).multipleOf(64).optional();
const Output = {
  taskUUID: z.uuidv4(),
  outputType: z.enum(["base64Data", "dataURI", "URL"]).optional(),
  outputFormat: z.enum(["JPG", "PNG", "WEBP"]).optional(),
  includeCost: z.boolean().optional(),
};
const Inference = z
  .strictObject({
    ...Output,
    taskType: z.literal("imageInference"),
    model: z.string().regex(/^\w+:\d+@\d+$/),
    positivePrompt: z.string().min(2).max(3000),
    negativePrompt: z.string().min(2).max(3000).optional(),
    width: Side,
    height: Side,
    steps: z.number().int().min(1).max(100).optional(),
    CFGScale: z.number().min(0).max(50).optional(),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 53)
      .optional(),
    numberResults: z.number().int().min(1).max(20).optional(),
    outpaint: z.strictObject({ top: Extension, right: Extension, bottom: Extension, left: Extension }).optional(),
    inputs: z
      .strictObject({
        seedImage: DataUrl.optional(),
        maskImage: DataUrl.optional(),
        referenceImages: z.array(DataUrl).optional(),
      })
      .optional(),
  })
  .refine((task) => task.negativePrompt === undefined || (task.CFGScale ?? 0) > 1, "negativePrompt needs CFGScale > 1")
  .refine(
    (task) => task.inputs?.maskImage === undefined || task.inputs.seedImage !== undefined,
    "maskImage needs seedImage",
  )
  .refine((task) => task.outpaint === undefined || task.inputs?.seedImage !== undefined, "outpaint needs seedImage");
const onPicture = (taskType: string, more: z.ZodRawShape = {}) =>
  z.strictObject({
    ...Output,
    ...more,
    taskType: z.literal(taskType),
    model: z.string().optional(),
    inputs: z.strictObject({ image: DataUrl }),
  });
const Task = z.union([
  Inference,
  onPicture("upscale", { upscaleFactor: z.number().int().min(2).max(4) }),
  onPicture("removeBackground"),
  onPicture("caption"),
  z.strictObject({ taskType: z.literal("authentication"), apiKey: z.string() }),
]);
const Tasks = z.array(Task).min(1);

/** Runware's `POST /v1`, strict about keys and values, on a real port. */
export async function createFakeRunware(options: FakeRunwareOptions = {}): Promise<FakeRunware> {
  let bill = 0;
  const picture = solidPng(64, 64, [20, 120, 90]);
  const server = await startFakeServer({
    error: errorOf,
    answer(request) {
      if (request.path === "/files/1.png") return { status: 200, bytes: picture };
      if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`)
        return errorOf("wrong_key");
      if (request.method !== "POST" || request.path !== "/v1") return errorOf("unknown_model");
      const parsed = Tasks.safeParse(request.body);
      if (!parsed.success) return errors(400, "invalidParameter", z.prettifyError(parsed.error));
      const data: Record<string, unknown>[] = [];
      for (const task of parsed.data) {
        if (!("taskUUID" in task)) {
          data.push({ taskType: "authentication", connectionSessionUUID: "f40c2aeb-f8a7-4af7-a1ab-7594c9bf778f" });
          continue;
        }
        if (options.withoutResult) continue;
        const cost = task.taskType === "imageInference" ? 0.0038 : 0.0006;
        bill += Math.round(cost * 1_000_000);
        const address = { imageURL: options.pictureUrl ?? new URL("/files/1.png", server.baseUrl).href };
        const bytes = { imageBase64Data: picture.toString("base64") };
        data.push({
          taskType: task.taskType,
          taskUUID: task.taskUUID,
          ...(task.taskType === "caption" ? { text: "A teal square." } : options.answers === "URL" ? address : bytes),
          ...(options.withoutCost ? {} : { cost }),
          ...options.result,
        });
      }
      const failed = options.errors?.map((entry) => ({ taskUUID: uuidOf(parsed.data[0]), ...entry }));
      return { status: 200, json: { data, ...(failed ? { errors: failed } : {}) } };
    },
  });
  return Object.defineProperty(server as FakeRunware, "bill", { get: () => bill });
}

function uuidOf(task: unknown): unknown {
  return (task as { taskUUID?: unknown } | undefined)?.taskUUID;
}

function errorOf(fault: Fault): FakeAnswer {
  const known: Partial<Record<Fault, FakeAnswer>> = {
    server_error: errors(500, "serverError", "Something went wrong."),
    unavailable: errors(503, "serviceUnavailable", "No capacity."),
    overloaded: errors(529, "overloaded", "No capacity."),
    refusal: errors(400, "contentModerationFailed", "The prompt was flagged by content moderation."),
    billing: errors(402, "insufficientCredits", "Insufficient credits."),
    wrong_key: errors(401, "invalidApiKey", "Invalid API key."),
    unknown_model: errors(404, "modelNotFound", "Model not found."),
  };
  return known[fault] ?? errors(429, "rateLimitExceeded", "Too many requests.");
}

function errors(status: number, code: string, message: string): FakeAnswer {
  return { status, json: { errors: [{ code, message, parameter: "", taskType: "imageInference" }] } };
}
