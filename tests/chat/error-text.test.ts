import { describe, expect, it } from "vitest";
import { ERROR_REASONS, errorText } from "../../src/chat/screens/error.ts";
import { sayIn } from "../../src/chat/wording.ts";
import { ErrorCode, SfumatoError } from "../../src/domain/errors.ts";
import type { ImageRequest } from "../../src/ports/models.ts";
import { inputsOf } from "../../src/providers/input-pictures.ts";
import { createSketch } from "../../src/providers/sketch/index.ts";
import { solidPng } from "../fakes/tiny-png.ts";
import { wording } from "./chat-world.ts";

const { capabilities } = createSketch({ drawSvg: () => Promise.reject(new Error("not drawn")) }).image;
const png = (side: number) => ({
  bytes: new Uint8Array(solidPng(side, side, [1, 2, 3])),
  mediaType: "image/png" as const,
});
const ask: ImageRequest = {
  prompt: "x",
  negativePrompt: "",
  aspect: "1:1",
  preset: "draft",
  seed: null,
} as ImageRequest;

/** What a provider says of such pictures. */
function refusal(request: Partial<ImageRequest>, limits = {}, can = {}): SfumatoError {
  const able = { ...capabilities, supports_edit: true, supports_mask: true, max_reference_images: 4, ...can };
  try {
    inputsOf("openai", { ...ask, ...request }, able, { pictureBytes: 9_000_000, ...limits });
  } catch (error) {
    if (error instanceof SfumatoError) return error;
  }
  throw new Error("nothing was refused");
}

describe("an error in a chat", () => {
  it.each(wording.languages)("never shows its English message in %s, whatever its code", (language) => {
    for (const code of ErrorCode.options)
      for (const reason of ["", "unheard_of", ...(ERROR_REASONS[code] ?? [])]) {
        const details = { scope: "chat", period: "day", reason };
        const error = new SfumatoError(code, "Words for the log.", { details }).toRecord();
        expect(errorText(sayIn(wording, language), error, 0)).not.toContain("Words for the log");
      }
  });

  it.each([
    ["task", refusal({ images: [png(8)] }, {}, { supports_edit: false })],
    ["no_picture", refusal({ task: "edit" })],
    ["unreadable", refusal({ images: [{ ...png(8), mediaType: "image/jpeg" }] })],
    ["mask_format", refusal({ images: [png(8)], mask: png(8) })],
    ["picture_bytes", refusal({ images: [png(8)] }, { pictureBytes: 10 })],
    ["picture_sides", refusal({ images: [png(8)] }, { side: 4 })],
    ["total_bytes", refusal({ images: [png(8)] }, { totalBytes: 10 })],
  ])("about pictures says in the person's own language what is wrong with them: %s", (reason, error) => {
    expect(error.details).toMatchObject({ reason, provider: "openai" });
    expect(ERROR_REASONS[error.code]).toContain(reason);
    expect(errorText(sayIn(wording, "ru"), error.toRecord(), null)).toMatch(/[а-я]{3}/);
  });

  it("that no model can do a thing lists what each lacks", () => {
    const lacks = [
      { model: "openai · gpt-image-2", lacks: [{ what: "transparency" }] },
      { model: "other · other-1", lacks: [{ what: "edit" }, { what: "pictures", pictures: 3, room: 1 }] },
    ];
    const details = { reason: "incapable", lacks };
    const error = new SfumatoError("E_AI_MODEL_UNAVAILABLE", "Words for the log.", { details }).toRecord();
    expect(errorText(sayIn(wording, "en"), error, 0)).toBe(
      "No model that is set up here can do this. openai · gpt-image-2: no transparent backgrounds. other · other-1: no editing of pictures, room for 3 pictures (it takes 1). Nothing was charged.",
    );
    for (const language of wording.languages)
      expect(errorText(sayIn(wording, language), error, 0)).toMatch(/other-1.*3.*1/);
  });

  it("about a picture's size names the limit and who has it", () => {
    const error = refusal({ images: [png(8)] }, { side: 4 });
    expect(errorText(sayIn(wording, "en"), error.toRecord(), null)).toBe(
      "A picture may have sides of 4 px for openai.",
    );
  });
});
