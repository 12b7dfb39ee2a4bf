import { describe, expect, it } from "vitest";
import { createConversation } from "../../src/chat/conversation/index.ts";
import type { Intent } from "../../src/chat/intents.ts";
import type { PhotoWork } from "../../src/domain/photo-work.ts";
import type { ImageModel } from "../../src/ports/models.ts";
import { aSession, chatWorld, handleWhole, wrote } from "./chat-world.ts";

const photo = (updateId: string, caption: string, more: Partial<Intent> = {}) =>
  wrote(updateId, "", {
    action: { type: "photo", files: [{ ref: "f1", name: null, mediaType: null, size: 9 }], caption },
    ...more,
  });

/** A world whose one real provider edits, or does not. */
async function world(edits: boolean, can: ImageModel["capabilities"]["extra_tasks"] = []) {
  const made = await chatWorld();
  const [sketch] = made.deps.models.images as [ImageModel];
  const capabilities = { ...sketch.capabilities, supports_edit: edits, extra_tasks: can };
  const real = { ...sketch, provider: "real", simulated: false, capabilities };
  made.deps.models = { ...made.deps.models, images: [real, sketch] };
  made.deps.defaults = { ...made.deps.defaults, provider: "real" };
  const { handle } = createConversation(made.deps);
  const act = (intent: Intent) => handleWhole(made.stores, handle, intent);
  const jobs = async () => made.stores.jobs.activeOfPerson("telegram", "7");
  const said = async () => {
    const messages = await made.stores.outbox.claim("telegram", 20, 1_000);
    return messages.map(({ view }) => JSON.stringify(view)).join("\n");
  };
  return { ...made, act, jobs, said };
}

const aPhoto: PhotoWork = {
  ...{ tool: "edit", provider: "real", task: "edit", transparent: false, checks: [], aspect: null, inputs: ["i1"] },
  ...{ width: 960, height: 640, mask: null, canvasId: null, context: null },
};

describe("a photo", () => {
  it("begins a job that takes it in, with the tool that its caption names", async () => {
    const { act, jobs } = await world(true);
    await act(photo("1", "make it snow preset=draft"));
    await act(photo("2", "/outpaint aspect=16:9"));
    await act(photo("3", "/describe"));
    const inputs = (await jobs()).map(({ tool, input }) => ({ tool, ...(input as Record<string, unknown>) }));
    expect(inputs).toMatchObject([
      { tool: "receive", edit: { tool: "edit", provider: "real" }, masked: { tool: "inpaint" }, refine: true },
      { tool: "receive", edit: { tool: "outpaint", task: "outpaint" }, masked: null, aspect: "16:9" },
      { tool: "receive", edit: { tool: "describe" }, reads: "describe", refine: false },
    ]);
  });

  it.each([
    ["Remove the background, please", "remove-background", ["remove_background"]],
    ["upscale this 2x preset=draft", "upscale", ["upscale"]],
    ["/imagine upscale this 2x", "upscale", ["upscale"]],
    ["variations", "variations", []],
    ["white background for Amazon", "optimize-photo", []],
    // Nobody here can, or something else is wished besides, or the tool was named.
    ["upscale this 2x", "edit", []],
    ["upscale this and make it snow", "edit", ["upscale"]],
    ["/edit upscale this", "edit", ["upscale"]],
    ["/optimize upscale this", "edit", ["upscale"]],
  ] as const)("captioned %s is worked on with %s (%j)", async (caption, tool, can) => {
    const { act, jobs, stores } = await world(true, [...can]);
    await act(photo("1", caption));
    expect(await jobs()).toMatchObject([{ tool: "receive", input: { edit: { tool } } }]);
    const { place } = wrote("9", "");
    const [session] = await stores.sessions.ofPerson(place, "7", { limit: 1, offset: 0 });
    const goal = session?.goal ?? "";
    if (tool === "edit") expect(goal).toMatch(/upscale this/);
    else expect(goal).toMatch(/^(Remove the background: |Upscale the photo: |Make a )/);
  });

  it("captioned with a ratio to extend to is extended to it", async () => {
    const { act, jobs } = await world(true);
    await act(photo("1", "extend to 16:9"));
    await act(photo("2", "расширь влево на 25 %"));
    expect((await jobs()).map(({ input }) => input)).toMatchObject([
      { edit: { tool: "outpaint" }, aspect: "16:9", sides: null },
      { edit: { tool: "outpaint" }, sides: { left: { value: 25, unit: "%" } } },
    ]);
  });

  it("with a mask or beside others is edited by words, whatever they are", async () => {
    const { act, jobs } = await world(true);
    const file = { ref: "f1", name: null, mediaType: null, size: 9 };
    for (const [at, second] of [
      { ...file, ref: "f2" },
      { ...file, ref: "f3", role: "mask" as const },
    ].entries())
      await act(wrote(`${at}`, "", { action: { type: "photo", files: [file, second], caption: "variations" } }));
    expect((await jobs()).map(({ input }) => input)).toMatchObject([
      { edit: { tool: "edit" } },
      { edit: { tool: "edit" } },
    ]);
  });

  it.each([
    ["3:2", null],
    ["9:16", "9:16"],
  ])("of 3:2 whose card says %s is extended to %s by the button", async (aspect, wanted) => {
    const { act, jobs, stores, deps } = await world(true);
    const session = await stores.sessions.add(aSession({ photo: aPhoto, options: { ...deps.defaults, aspect } }));
    const { place } = wrote("9", "");
    await stores.outbox.put({
      ...{ key: `tools:${session.id}`, place, sessionId: session.id, iterationId: null, personId: "7" },
      ...{ view: { text: [] }, replyToMessageId: null },
    });
    const [message] = await stores.outbox.claim("telegram", 9, 60_000);
    const intent = { do: "tool", with: { session: session.id, iteration: null, tool: "outpaint" } };
    const on = { outboxId: message?.id as string, place, sessionId: session.id };
    const [token] = await stores.outbox.mintButtons(on, [{ intent, personId: "7" }]);
    await act(wrote("10", "", { action: { type: "press", token: token as string, pressId: "p" } }));
    expect((await jobs()).map(({ input }) => input)).toMatchObject([{ edit: { tool: "outpaint" }, aspect: wanted }]);
  });

  it("is refused plainly when nobody configured can edit, and no simulation takes its place", async () => {
    const { act, jobs, said } = await world(false);
    await act(photo("1", "make it snow"));
    expect(await said()).toContain(
      "None of the configured providers (real) can do “Edit by words”: that takes one that edits pictures",
    );
    expect(await jobs()).toEqual([]);
  });

  it("with a command that does nothing with photos says so", async () => {
    const { act, said } = await world(true);
    await act(photo("1", "/history"));
    expect(await said()).toContain("/history does nothing with a photo");
  });

  it("of another chat is not to be had by a pressed button of this one", async () => {
    const { act, stores, said } = await world(true);
    const place = { platform: "telegram", chatId: "99", threadId: null, kind: "private" as const };
    const theirs = await stores.sessions.add(aSession({ place }));
    await stores.outbox.put({
      ...{ key: "mine", place: wrote("9", "").place, sessionId: null, iterationId: null, personId: "7" },
      view: { text: [] },
      replyToMessageId: null,
    });
    const [message] = await stores.outbox.claim("telegram", 9, 60_000);
    const id = message?.id as string;
    const intent = { do: "export", with: { session: theirs.id, iteration: "x", chosen: "" } };
    const [token] = await stores.outbox.mintButtons({ outboxId: id, place: wrote("9", "").place, sessionId: null }, [
      { intent, personId: "7" },
    ]);
    const answer = await act(wrote("10", "", { action: { type: "press", token: token as string, pressId: "p" } }));
    expect(answer?.notice).toContain("not there any more");
    expect(await said()).not.toContain("Export picture");
  });
});
