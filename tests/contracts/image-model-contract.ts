import { describe, expect, test } from "vitest";
import { sniffMediaType } from "../../src/domain/picture.ts";
import type { ImageModel, ImageRequest } from "../../src/ports/models.ts";
import type { FakeServer } from "../fakes/fake-http.ts";
import { EXPECTED, errorOf, FAULTS, shownBy } from "./model-faults.ts";

/** A model with the vendor that it talks to. */
export interface ImageModelBundle {
  readonly model: ImageModel;
  /** Absent for a model without a network. */
  readonly server?: FakeServer;
  /** Must never show up in an error. */
  readonly secret: string;
  close(): Promise<void>;
}

export const imageRequest: ImageRequest = {
  prompt: 'A red fox under a lantern, the sign says "OPEN"',
  negativePrompt: "",
  aspect: "1:1",
  preset: "draft",
  seed: null,
};

const open = () => new AbortController().signal;

/**
 * What holds for every image model. `makeBundle` gets the time limit of a call (ms).
 * @param options.offline the model has no network: faults of vendors do not apply
 */
export function imageModelContract(
  name: string,
  makeBundle: (limits: { timeoutMs: number }) => Promise<ImageModelBundle>,
  options: { offline?: boolean } = {},
): void {
  async function withBundle(timeoutMs: number, run: (bundle: ImageModelBundle) => Promise<void>): Promise<void> {
    const bundle = await makeBundle({ timeoutMs });
    try {
      await run(bundle);
    } finally {
      await bundle.close();
    }
  }

  describe(`image model contract: ${name}`, () => {
    test.each(["draft", "final"] as const)("makes a %s picture within its quote", (preset) =>
      withBundle(5_000, async ({ model, server }) => {
        const request = { ...imageRequest, preset, negativePrompt: "people, cars" };
        const quote = model.quote(request);
        const answer = await model.generate(request, { signal: open() });
        expect(sniffMediaType(answer.image.bytes)).toBe(answer.image.mediaType);
        expect(quote).not.toBeNull();
        expect(answer.costMicros ?? 0).toBeLessThanOrEqual(quote as number);
        if (server) expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
      }),
    );

    test("quotes whole micro-dollars, the same for the same request, not less for a final", () =>
      withBundle(5_000, async ({ model }) => {
        const draft = model.quote(imageRequest);
        expect(Number.isInteger(draft)).toBe(true);
        expect(model.quote(imageRequest)).toBe(draft);
        expect(model.quote({ ...imageRequest, preset: "final" })).toBeGreaterThanOrEqual(draft as number);
      }));

    test("takes every aspect that it declares without a warning, and warns of what it cannot do", () =>
      withBundle(5_000, async ({ model }) => {
        for (const aspect of model.capabilities.supported_aspect_ratios) {
          const { warnings } = await model.generate({ ...imageRequest, aspect }, { signal: open() });
          expect(warnings, aspect).toEqual([]);
        }
        if (model.capabilities.supports_seed) return;
        const { warnings } = await model.generate({ ...imageRequest, seed: 7 }, { signal: open() });
        expect(warnings.join()).toContain("seed");
      }));

    test("refuses an empty and an overlong prompt before anything is sent", () =>
      withBundle(5_000, async ({ model, server }) => {
        const long = "fox ".repeat(model.capabilities.max_prompt_length);
        for (const prompt of [" ", long]) {
          const error = await errorOf(model.generate({ ...imageRequest, prompt }, { signal: open() }));
          expect(error).toMatchObject({ code: "E_PROMPT_INVALID", spent: "no" });
        }
        expect(server?.requests ?? []).toEqual([]);
      }));

    test("a call that was cancelled beforehand sends nothing and costs nothing", () =>
      withBundle(5_000, async ({ model, server }) => {
        const error = await errorOf(model.generate(imageRequest, { signal: AbortSignal.abort() }));
        expect(error).toMatchObject({ code: "E_CANCELLED", spent: "no" });
        expect(server?.requests ?? []).toEqual([]);
      }));

    if (options.offline) return;

    test("a call that is cancelled on its way may have cost money", () =>
      withBundle(5_000, async ({ model, server }) => {
        server?.setFault("hang");
        const arrived = server?.nextRequest();
        const controller = new AbortController();
        const call = errorOf(model.generate(imageRequest, { signal: controller.signal }));
        await arrived;
        controller.abort();
        expect(await call).toMatchObject({ code: "E_CANCELLED", spent: "unknown" });
        expect(server?.requests).toHaveLength(1);
      }));

    test("a server that is not there costs nothing", () =>
      withBundle(5_000, async ({ model, server }) => {
        await server?.close();
        const error = await errorOf(model.generate(imageRequest, { signal: open() }));
        expect(error).toMatchObject({ code: "E_AI_MODEL_UNAVAILABLE", spent: "no", retryable: true });
      }));

    test.each(FAULTS)("%s: says what is known of the bill after one request, and no secret", (fault) =>
      withBundle(fault === "hang" || fault === "slow_body" ? 300 : 5_000, async ({ model, server, secret }) => {
        server?.setFault(fault);
        const started = performance.now();
        const error = await errorOf(model.generate(imageRequest, { signal: open() }));
        expect(performance.now() - started).toBeLessThan(4_000);
        const { details = {}, ...rest } = EXPECTED[fault];
        expect(error).toMatchObject({ ...rest, details: { provider: model.provider, ...details } });
        expect(server?.requests).toHaveLength(1);
        expect(shownBy(error)).not.toContain(secret);
      }),
    );
  });
}
