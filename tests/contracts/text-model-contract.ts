import { describe, expect, test } from "vitest";
import {
  JudgeAnswer,
  type JudgeData,
  RecommendAnswer,
  type RecommendData,
  RefineAnswer,
  type RefineData,
  ReviseAnswer,
  type ReviseData,
} from "../../src/domain/calls.ts";
import { emptyBlocks } from "../../src/domain/prompt-blocks.ts";
import type { TextModel, TextRequest } from "../../src/ports/models.ts";
import type { FakeServer } from "../fakes/fake-http.ts";
import { solidPng } from "../fakes/tiny-png.ts";
import { EXPECTED, errorOf, FAULTS, shownBy } from "./model-faults.ts";

/** A model with the vendor that it talks to. */
export interface TextModelBundle {
  readonly model: TextModel;
  /** Absent for a model without a network. */
  readonly server?: FakeServer;
  /** Must never show up in an error. */
  readonly secret: string;
  close(): Promise<void>;
}

const open = () => new AbortController().signal;
const painter = { guide: "Write clearly.", aspect: "1:1", supports_negative_prompt: false };
const blocks = { ...emptyBlocks(), subject: "A red fox" };
const refine: RefineData = { goal: "A red fox", negative: "", painter };
const judge: JudgeData = {
  goal: "A red fox",
  checklist: [
    { id: "c1", text: "a fox" },
    { id: "c2", text: "the fox is red" },
  ],
  pictures: ["A", "B"],
};
const revise: ReviseData = {
  goal: "A red fox",
  blocks,
  locked: [],
  failed: [{ text: "the fox is red", finding: "no", evidence: "it is grey" }],
  passed: ["a fox"],
  feedback: [],
  history: [],
  painter,
  mode: "fix",
};
const recommend: RecommendData = {
  goal: "A red fox",
  final_prompt: "A red fox.",
  best_iteration: 1,
  iterations: [{ iteration: 1, diff: "first", score: 90, accepted: true, failed: [], feedback: null }],
};
const picture = (label: string, red: number) => ({
  label,
  image: { bytes: new Uint8Array(solidPng(8, 8, [red, 0, 0])), mediaType: "image/png" as const },
});
const common = { instructions: "Do your task.", images: [], maxTokens: 2_000 };

/** A request of each of the four calls. */
export const textRequests = {
  refine: { ...common, call: "refine", data: refine, schema: RefineAnswer } satisfies TextRequest<RefineAnswer>,
  judge: {
    ...common,
    call: "judge",
    data: judge,
    schema: JudgeAnswer,
    images: [picture("A", 90), picture("B", 200)],
  } satisfies TextRequest<JudgeAnswer>,
  revise: { ...common, call: "revise", data: revise, schema: ReviseAnswer } satisfies TextRequest<ReviseAnswer>,
  recommend: {
    ...common,
    call: "recommend",
    data: recommend,
    schema: RecommendAnswer,
  } satisfies TextRequest<RecommendAnswer>,
};

/**
 * What holds for every text model. `makeBundle` gets the time limit of a call (ms).
 * @param options.offline the model has no network: faults of vendors do not apply
 * @param options.calls the calls that it can make with pictures of this suite; all by default
 */
export function textModelContract(
  name: string,
  makeBundle: (limits: { timeoutMs: number }) => Promise<TextModelBundle>,
  options: { offline?: boolean; calls?: readonly (keyof typeof textRequests)[] } = {},
): void {
  const calls = options.calls ?? (Object.keys(textRequests) as (keyof typeof textRequests)[]);

  async function withBundle(timeoutMs: number, run: (bundle: TextModelBundle) => Promise<void>): Promise<void> {
    const bundle = await makeBundle({ timeoutMs });
    try {
      await run(bundle);
    } finally {
      await bundle.close();
    }
  }

  describe(`text model contract: ${name}`, () => {
    test.each(calls)("%s: answers by its schema and within its quote", (call) =>
      withBundle(5_000, async ({ model, server }) => {
        const request: TextRequest<unknown> = textRequests[call];
        const quote = model.quote(request);
        const answer = await model.ask(request, { signal: open() });
        expect(request.schema.safeParse(answer.value).success).toBe(true);
        expect(Number.isInteger(quote)).toBe(true);
        expect(answer.costMicros ?? 0).toBeLessThanOrEqual(quote as number);
        if (server) expect(server.requests).toHaveLength(1);
      }),
    );

    test("a call that was cancelled beforehand sends nothing and costs nothing", () =>
      withBundle(5_000, async ({ model, server }) => {
        const error = await errorOf(model.ask(textRequests.refine, { signal: AbortSignal.abort() }));
        expect(error).toMatchObject({ code: "E_CANCELLED", spent: "no" });
        expect(server?.requests ?? []).toEqual([]);
      }));

    if (options.offline) return;

    test("a call that is cancelled on its way may have cost money", () =>
      withBundle(5_000, async ({ model, server }) => {
        server?.setFault("hang");
        const arrived = server?.nextRequest();
        const controller = new AbortController();
        const call = errorOf(model.ask(textRequests.refine, { signal: controller.signal }));
        await arrived;
        controller.abort();
        expect(await call).toMatchObject({ code: "E_CANCELLED", spent: "unknown" });
      }));

    test("a server that is not there costs nothing", () =>
      withBundle(5_000, async ({ model, server }) => {
        await server?.close();
        const error = await errorOf(model.ask(textRequests.refine, { signal: open() }));
        expect(error).toMatchObject({ code: "E_AI_MODEL_UNAVAILABLE", spent: "no", retryable: true });
      }));

    test.each(FAULTS)("%s: says what is known of the bill after one request, and no secret", (fault) =>
      withBundle(fault === "hang" || fault === "slow_body" ? 600 : 5_000, async ({ model, server, secret }) => {
        server?.setFault(fault);
        const error = await errorOf(model.ask(textRequests.judge, { signal: open() }));
        const { details = {}, ...rest } = EXPECTED[fault];
        expect(error).toMatchObject({ ...rest, details: { provider: model.provider, ...details } });
        expect(server?.requests).toHaveLength(1);
        expect(shownBy(error)).not.toContain(secret);
      }),
    );
  });
}
