import { describe, expect, it } from "vitest";
import { SfumatoError } from "../../src/domain/errors.ts";
import type { EditChoice } from "../../src/domain/photo-work.ts";
import { BlockName } from "../../src/domain/prompt-blocks.ts";
import type { ImageCapabilities } from "../../src/ports/models.ts";
import { createPrompts } from "../../src/prompt-files.ts";
import { chooseEdit, possibleEdits } from "../../src/tools/edit-choice.ts";
import { tools } from "../../src/tools/index.ts";
import {
  createFakeWorld,
  type FakeWorld,
  fakeImageModel,
  plainAnswer,
  refineAnswer,
  say,
} from "../fakes/fake-tool-context.ts";

const ABLE: Partial<ImageCapabilities> = {
  supports_edit: true,
  supports_mask: true,
  supports_transparency: true,
  max_reference_images: 3,
  extra_tasks: ["upscale", "remove_background", "outpaint"],
};
const edits = tools.filter((tool) => tool.edit && !tool.edit.readsOnly);
const toolbox = new Map(tools.map((tool) => [tool.id, tool]));
const modelWith = (capabilities: Partial<ImageCapabilities>, more: object = {}) => ({
  ...fakeImageModel,
  capabilities: { ...fakeImageModel.capabilities, ...capabilities },
  ...more,
});
const choiceOf = (id: string): EditChoice =>
  chooseEdit(toolbox, { images: [modelWith(ABLE)], text: () => ({}) as never }, id, "fake");
const file = (ref: string) => ({ ref, name: `${ref}.png`, mediaType: "image/png", size: 10 });

/** A session whose photo was taken in for a tool; the words name the left half where the tool needs a mask. */
async function withPhoto(id: string, more: { goal?: string; files?: string[] } = {}): Promise<FakeWorld> {
  const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, () => []) });
  world.capabilities = ABLE;
  const tool = toolbox.get(id);
  world.session.goal =
    more.goal ?? (tool?.edit?.mask === "needed" ? "left half: a red door" : tool?.edit?.wish || "a red door");
  const masked = tool?.edit?.mask === "none" ? null : id === "edit" ? choiceOf("inpaint") : choiceOf(id);
  await world.run("receive", { files: (more.files ?? ["photo"]).map(file), edit: choiceOf(id), masked });
  world.steps.clear();
  return world;
}
const sent = (world: FakeWorld, at = 0) => ({
  ...world.painted[at],
  pictures: world.painted[at]?.images?.map(({ bytes }) => new TextDecoder().decode(bytes)),
});

describe.each(edits.map(({ id, edit }) => [id, edit!] as const))("%s", (id, edit) => {
  it("makes one judged picture out of the photo, with a frame that says what stays", async () => {
    const world = await withPhoto(id);
    await world.run(id, {});
    const request = sent(world);
    expect(request.pictures).toEqual([id === "outpaint" ? "canvas" : "file-0"]);
    expect(request.task).toBe(edit.task === "outpaint" ? "edit" : edit.task);
    expect(request.transparent).toBe(edit.transparent ?? false);
    expect(request.prompt).toContain("the same medium light");
    expect(world.iterations[0]?.verdict).not.toBeNull();
    expect(world.session.checklist?.items.map(({ text }) => text)).toEqual(expect.arrayContaining([...edit.checks]));
    const judged = world.asked.find(({ call }) => call === "judge");
    expect(judged?.data.edited).toBe(true);
    expect(Object.keys(judged?.pictures ?? {})).toEqual(["original", expect.stringMatching(/^[AB]$/)]);
  });

  it("has its quote, its frame in prompts/, and says plainly when nobody can do it", () => {
    const session = createFakeWorld().session;
    const models = { images: [modelWith(ABLE)], text: () => ({ quote: () => 1000 }) as never };
    const context = { image: modelWith(ABLE), models, iterationsMade: 0 };
    expect(toolbox.get(id)?.quote({ mode: "accept" }, session, context).maxMicros).toBe(42_000);
    const frame = createPrompts("prompts").frame(id);
    // A block without a place in the frame would swallow what a revision says.
    for (const block of BlockName.options.filter((name) => name !== "negative_constraints"))
      expect(frame).toContain(`{{ flex.${block} }}`);
    const unable = { images: [modelWith({}), modelWith(ABLE, { provider: "sketchy" })], text: () => ({}) as never };
    const real = { ...unable, images: [{ ...modelWith({}), simulated: false }, unable.images[1]!] };
    expect(() => chooseEdit(toolbox, real, id, "fake")).toThrow(/None of the configured providers \(fake\) can do/);
    expect(possibleEdits(toolbox, real, "fake").map((tool) => tool.id)).toEqual(["describe"]);
  });
});

describe("an edit", () => {
  it("begins from the photo in every round, with the instructions added up", async () => {
    const world = await withPhoto("edit");
    world.answer = (asked) => plainAnswer(asked, () => ["i1"]);
    say(world, "and a blue roof");
    await world.run("optimize", { rounds: 2 });
    expect(world.painted.length).toBe(3);
    for (const at of world.painted.keys()) expect(sent(world, at).pictures).toEqual(["file-0"]);
    expect(sent(world, 1).prompt).toContain("framing 1");
    const frames = new Set(world.iterations.map(({ prompt }) => prompt.frame));
    expect(frames.size).toBe(1);
  });

  it("sends further pictures as references, as many as the model takes", async () => {
    const world = await withPhoto("edit", { files: ["photo", "b", "c", "d"] });
    await world.run("edit", {});
    expect(sent(world).pictures).toEqual(["file-0", "file-1", "file-2"]);
    expect(world.iterations[0]?.warnings).toEqual([expect.stringContaining("the others were left out")]);
  });

  it("with a mask is composed with the photo; a model without masks sees the whole and is told of", async () => {
    const world = await withPhoto("edit", { goal: "left half: a red door" });
    expect(world.session.photo).toMatchObject({ tool: "inpaint", mask: { share: 0.5, source: "words" } });
    world.capabilities = { ...ABLE, supports_mask: false };
    await world.run("inpaint", {});
    expect(world.painted[0]?.mask).toBeNull();
    expect(world.iterations[0]?.imageId).toMatch(/composed/);
    expect(world.iterations[0]?.warnings.join()).toContain("put back to the pixel");
  });

  it("fails rather than show a picture in which something outside of the mask moved", async () => {
    const world = await withPhoto("inpaint");
    world.moved = 3;
    await expect(world.run("inpaint", {})).rejects.toMatchObject({ code: "E_INTERNAL", details: { outside: 3 } });
    expect(world.iterations).toEqual([]);
  });

  it("is not tried by a model that cannot", async () => {
    const world = await withPhoto("upscale");
    world.capabilities = { supports_edit: true };
    await expect(world.run("upscale", {})).rejects.toMatchObject({ details: { reason: "cannot", tool: "upscale" } });
    expect(world.painted).toEqual([]);
  });

  it("is never given to a simulation in a real provider's place, and to another real one where that can", () => {
    const text = () => ({}) as never;
    const own = { ...modelWith({}), simulated: false };
    const able = modelWith(ABLE, { provider: "able", simulated: false });
    const toy = modelWith(ABLE, { provider: "toy", simulated: true });
    expect(chooseEdit(toolbox, { images: [own, toy, able], text }, "edit", "fake").provider).toBe("able");
    expect(() => chooseEdit(toolbox, { images: [own, toy], text }, "edit", "fake")).toThrow(/None of/);
  });
});

describe("a logo in the photo", () => {
  it("is remembered with its place, and told and judged in every round", async () => {
    const logo = { text: "the word NOVA on the chest", box: { left: 400, top: 100, right: 600, bottom: 200 } };
    const world = createFakeWorld({
      answer: (asked) => (asked.call === "refine" ? { ...refineAnswer, logo } : plainAnswer(asked, () => ["i1"])),
    });
    world.capabilities = ABLE;
    world.session.goal = "a red door";
    await world.run("receive", { files: [file("photo")], edit: choiceOf("edit"), masked: null });
    world.steps.clear();
    expect(world.session.photo?.context).toMatchObject({
      logo_anchor: expect.stringContaining("NOVA on the chest; upper centre of the original"),
      logo_box: { left: 0.4, top: 0.1, right: 0.6, bottom: 0.2 },
    });
    await world.run("optimize", { rounds: 2 });
    for (const at of world.painted.keys()) expect(sent(world, at).prompt).toContain("NOVA on the chest");
    expect(world.session.checklist?.items.map(({ text }) => text).join()).toContain(
      "the logo is as it is in the original",
    );
  });
});

describe("a part that is named", () => {
  const square = { left: 100, top: 0, right: 900, bottom: 500 };
  const find =
    (parts: unknown): FakeWorld["answer"] =>
    (asked) =>
      asked.call === "locate" ? { parts } : plainAnswer(asked, () => []);
  const take = async (answer: FakeWorld["answer"], goal: string, more: object = {}) => {
    const world = createFakeWorld({ answer });
    world.capabilities = ABLE;
    world.session.goal = goal;
    await world.run("receive", {
      files: [file("photo")],
      edit: choiceOf("edit"),
      masked: choiceOf("inpaint"),
      ...more,
    });
    return world;
  };

  it("is outlined by one paid look at the photo, and becomes the mask", async () => {
    const world = await take(find([{ label: "sky", box: square, outline: [] }]), "only the sky: pink clouds");
    expect(world.paid).toEqual(["locate", "refine/ask"]);
    expect(world.asked[0]).toMatchObject({ call: "locate", data: { part: "only the sky: pink clouds" } });
    expect(world.session.photo).toMatchObject({ tool: "inpaint", mask: { source: "named", thing: "the sky" } });
  });

  it.each([
    ["nobody", "cannot", "E_AI_MODEL_UNAVAILABLE"],
    ["failed", "down", "E_AI_MODEL_UNAVAILABLE"],
    ["budget", "cap", "E_BUDGET_BLOCKED"],
  ] as const)("without an outline (%s) the session goes on and says why", async (why, reason, code) => {
    const fails = find([]);
    const world = await take((asked) => {
      if (asked.call === "locate") throw new SfumatoError(code, "no", { details: { reason } });
      return fails(asked);
    }, "only the sky: pink");
    expect(world.session.photo).toMatchObject({ tool: "edit", mask: null, unfound: { thing: "the sky", why } });
  });

  it("is paid for once, wherever the process dies", async () => {
    for (let at = 0; at < 18; at++) {
      const world = createFakeWorld({ answer: find([{ label: "sky", box: square, outline: [] }]) });
      world.capabilities = ABLE;
      world.session.goal = "only the sky: pink clouds";
      const input = { files: [file("photo")], edit: choiceOf("edit"), masked: choiceOf("inpaint") };
      world.crashAfter = at;
      await world.run("receive", input).catch(() => {});
      world.crashAfter = Number.POSITIVE_INFINITY;
      await world.run("receive", input);
      expect(world.paid).toEqual(["locate", "refine/ask"]);
      expect(world.session.photo?.mask).toMatchObject({ source: "named" });
    }
  });

  it("that is not to be seen, or has no area, is said to be so", async () => {
    const flat = [{ label: "sky", box: { ...square, bottom: 0 }, outline: [] }];
    for (const parts of [[], flat])
      expect((await take(find(parts), "only the sky: pink")).session.photo?.unfound?.why).toBe("unseen");
  });

  it("is looked for in all that was said where a tool needs a mask, and nowhere else", async () => {
    const inpaint = { edit: choiceOf("inpaint"), needsMask: true };
    const world = await take(find([{ label: "cup", box: square, outline: [] }]), "make the cup blue", inpaint);
    expect(world.session.photo?.mask).toMatchObject({ source: "named", thing: "make the cup blue" });
    expect((await take(find([]), "make the cup blue")).asked.map(({ call }) => call)).toEqual(["refine"]);
  });
});

describe("describe", () => {
  it("reads a picture into words and a prompt, and makes none", async () => {
    const world = await withPhoto("edit");
    world.answer = () => ({
      description: "A red door.",
      blocks: { ...world.session.prompt?.blocks, subject: "a red door" },
    });
    expect(await world.run("describe", {})).toMatchObject({
      description: "A red door.",
      promptText: expect.stringContaining("a red door"),
    });
    expect(world.painted).toEqual([]);
  });
});

describe("export", () => {
  const input = { imageId: "image-0", name: "sfumato-s1-0" };
  it("makes one file, or a ZIP of several, and knows no other size", async () => {
    const world = createFakeWorld();
    const one = await world.run("export", { ...input, sizes: ["story"] });
    expect(one).toMatchObject({ name: "sfumato-s1-0-story.jpg", files: [{ width: 8, height: 6 }] });
    world.steps.clear();
    expect(await world.run("export", { ...input, sizes: ["story", "web"] })).toMatchObject({
      name: "sfumato-s1-0.zip",
    });
    world.steps.clear();
    await expect(world.run("export", { ...input, sizes: ["poster"] })).rejects.toThrow(/Known: story, web/);
    expect(world.paid).toEqual([]);
  });
});

describe("receive", () => {
  it("plays on from where a crash left it, and takes each file once", async () => {
    for (let at = 0; at < 14; at++) {
      const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, () => []) });
      world.capabilities = ABLE;
      world.session.goal = "left half: a red door";
      const input = { files: [file("photo")], edit: choiceOf("edit"), masked: choiceOf("inpaint") };
      world.crashAfter = at;
      await world.run("receive", input).catch(() => {});
      world.crashAfter = Number.POSITIVE_INFINITY;
      await world.run("receive", input);
      expect(world.session.photo).toMatchObject({ tool: "inpaint", inputs: ["file-0"], mask: { source: "words" } });
      expect(world.session.prompt?.frame).toContain("Change");
      expect(world.paid).toEqual(["refine/ask"]);
    }
  });

  it("makes a larger canvas for outpaint, evenly around the photo", async () => {
    const world = await withPhoto("outpaint");
    expect(world.session.photo).toMatchObject({ width: 107, height: 60, aspect: "16:9", mask: { source: "added" } });
    await expect(
      world.run("receive", { files: [file("photo")], edit: choiceOf("outpaint"), masked: null, aspect: "4:3" }),
    ).rejects.toThrow(/has this ratio already/);
  });

  it("extends the sides that were named, within what the model paints and the photo has to continue from", async () => {
    const extend = async (sides: object, ratios: readonly string[] = ["1:1", "16:9", "9:16"]) => {
      const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, () => []) });
      world.capabilities = { ...ABLE, supported_aspect_ratios: ratios };
      world.session.goal = "more meadow";
      await world.run("receive", { files: [file("photo")], edit: choiceOf("outpaint"), masked: null, sides });
      return world.session.photo;
    };
    const [px, percent] = [(value: number) => ({ value, unit: "px" }), (value: number) => ({ value, unit: "%" })];
    expect(await extend({ left: px(20), top: percent(10) })).toMatchObject({ width: 100, height: 66, aspect: "3:2" });
    await expect(extend({ right: percent(120) })).rejects.toMatchObject({
      details: { reason: "sides_far", limit: 80 },
    });
    await expect(extend({ left: percent(100), right: percent(100) })).rejects.toMatchObject({
      details: { reason: "too_long", value: "fake" },
    });
    await expect(extend({ top: percent(0.1) })).rejects.toMatchObject({ details: { reason: "sides_none" } });
  });
});
