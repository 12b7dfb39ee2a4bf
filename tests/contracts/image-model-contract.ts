import { describe, expect, test } from "vitest";
import { sniffMediaType } from "../../src/domain/picture.ts";
import type { ImageModel, ImageRequest, ImageTask } from "../../src/ports/models.ts";
import type { FakeServer, Fault } from "../fakes/fake-http.ts";
import { halfTransparentPng, solidPng } from "../fakes/tiny-png.ts";
import { EXPECTED, type ExpectedError, errorOf, FAULTS, shownBy } from "./model-faults.ts";

/** Answers are cut off at this size in these tests (bytes), so that a flood of them ends soon. */
export const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

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
const png = (bytes: Uint8Array) => ({ bytes: new Uint8Array(bytes), mediaType: "image/png" as const });
const fox = png(solidPng(64, 48, [200, 80, 20]));
const edit: ImageRequest = { ...imageRequest, prompt: "Make it snow", images: [fox] };
const TASKS: readonly Exclude<ImageTask, "generate" | "edit">[] = ["outpaint", "upscale", "remove_background"];
const sentBy = (server: FakeServer | undefined) => server?.requests.filter(({ method }) => method === "POST") ?? [];

/**
 * What holds for every image model. `makeBundle` gets the time limit of a call (ms).
 * @param options.offline the model has no network: faults of vendors do not apply
 */
export function imageModelContract(
  name: string,
  makeBundle: (limits: { timeoutMs: number }) => Promise<ImageModelBundle>,
  options: {
    offline?: boolean;
    /** Where this vendor's documents differ from the rest, for example a refusal that is charged. */
    expected?: Partial<Record<Fault, Partial<ExpectedError>>>;
  } = {},
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
        if (server) expect(sentBy(server)).toHaveLength(1);
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

    test("works on a picture, when it says so, with one request within its quote", () =>
      withBundle(5_000, async ({ model, server }) => {
        if (!model.capabilities.supports_edit) {
          const error = await errorOf(model.generate(edit, { signal: open() }));
          expect(error).toMatchObject({ code: "E_INPUT_UNSUPPORTED", spent: "no" });
          return;
        }
        const answer = await model.generate(edit, { signal: open() });
        expect(sniffMediaType(answer.image.bytes)).toBe(answer.image.mediaType);
        expect(answer.warnings).toEqual([]);
        expect(answer.costMicros ?? 0).toBeLessThanOrEqual(model.quote(edit) as number);
        expect(model.quote(edit)).toBeGreaterThanOrEqual(model.quote(imageRequest) as number);
        if (server) expect(sentBy(server)).toHaveLength(1);
      }));

    test("takes as many pictures as it says, and warns when there are more", () =>
      withBundle(5_000, async ({ model }) => {
        const most = model.capabilities.max_reference_images;
        if (!model.capabilities.supports_edit) return expect(most).toBe(0);
        expect(most).toBeGreaterThan(0);
        const full = { ...edit, images: Array<typeof fox>(most).fill(fox) };
        const answer = await model.generate(full, { signal: open() });
        expect(answer.warnings).toEqual([]);
        expect(answer.costMicros ?? 0).toBeLessThanOrEqual(model.quote(full) as number);
        const { warnings } = await model.generate({ ...full, images: [...full.images, fox] }, { signal: open() });
        expect(warnings.join()).toMatch(/takes at most \d+ of the pictures/);
      }));

    test("takes a mask of the picture's size when it says so, refuses any other, and warns when it takes none", () =>
      withBundle(5_000, async ({ model, server }) => {
        if (!model.capabilities.supports_edit) return expect(model.capabilities.supports_mask).toBe(false);
        const masked = { ...edit, mask: png(halfTransparentPng(64, 48)) };
        const { warnings, costMicros } = await model.generate(masked, { signal: open() });
        expect(costMicros ?? 0).toBeLessThanOrEqual(model.quote(masked) as number);
        if (!model.capabilities.supports_mask) return expect(warnings.join()).toContain("mask");
        expect(warnings).toEqual([]);
        const sent = sentBy(server).length;
        for (const mask of [png(halfTransparentPng(32, 48)), png(solidPng(64, 48, [0, 0, 0]))]) {
          const error = await errorOf(model.generate({ ...edit, mask }, { signal: open() }));
          expect(error).toMatchObject({ code: "E_INPUT_UNSUPPORTED", spent: "no" });
        }
        expect(sentBy(server)).toHaveLength(sent);
      }));

    test("refuses what is no picture, and one that is too large, before anything is sent", () =>
      withBundle(5_000, async ({ model, server }) => {
        if (!model.capabilities.supports_edit) return;
        const text = {
          bytes: new TextEncoder().encode("no picture at all, but long enough"),
          mediaType: "image/png" as const,
        };
        const padded = { ...fox, bytes: new Uint8Array(50_000_000) };
        padded.bytes.set(fox.bytes);
        for (const [image, code] of [
          [text, "E_INPUT_UNSUPPORTED"],
          [padded, "E_INPUT_TOO_LARGE"],
        ] as const) {
          const error = await errorOf(model.generate({ ...edit, images: [image] }, { signal: open() }));
          expect(error).toMatchObject({ code, spent: "no" });
        }
        expect(server?.requests ?? []).toEqual([]);
      }));

    test.each(TASKS)("%s: done when it says so, else refused before anything is sent", (task) =>
      withBundle(5_000, async ({ model, server }) => {
        const request = { ...edit, task, aspect: "16:9" };
        if (!model.capabilities.extra_tasks?.includes(task)) {
          const error = await errorOf(model.generate(request, { signal: open() }));
          expect(error).toMatchObject({ code: "E_INPUT_UNSUPPORTED", spent: "no" });
          expect(server?.requests ?? []).toEqual([]);
          return;
        }
        const { image, warnings, costMicros } = await model.generate(request, { signal: open() });
        expect(sniffMediaType(image.bytes)).toBe(image.mediaType);
        expect(warnings).toEqual([]);
        expect(costMicros ?? 0).toBeLessThanOrEqual(model.quote(request) as number);
      }),
    );

    test("makes a transparent background, or says that it cannot", () =>
      withBundle(5_000, async ({ model }) => {
        const { warnings } = await model.generate({ ...imageRequest, transparent: true }, { signal: open() });
        if (model.capabilities.supports_transparency) expect(warnings).toEqual([]);
        else expect(warnings.join()).toContain("transparent");
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
      withBundle(fault === "hang" || fault === "slow_body" ? 600 : 5_000, async ({ model, server, secret }) => {
        server?.setFault(fault);
        const started = performance.now();
        const error = await errorOf(model.generate(imageRequest, { signal: open() }));
        expect(performance.now() - started).toBeLessThan(4_000);
        const { details = {}, ...rest } = { ...EXPECTED[fault], ...options.expected?.[fault] };
        expect(error).toMatchObject({ ...rest, details: { provider: model.provider, ...details } });
        expect(server?.requests).toHaveLength(1);
        expect(shownBy(error)).not.toContain(secret);
      }),
    );
  });
}
