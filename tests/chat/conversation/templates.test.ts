import { describe, expect, it } from "vitest";
import { putCard } from "../../../src/chat/messages.ts";
import { PLAIN_FRAME, plainText } from "../../../src/domain/prompt-blocks.ts";
import { createTemplateFiles } from "../../../src/template-files.ts";
import { aPrompt, aSession } from "../chat-world.ts";
import { ann, bob, conversationWorld, group } from "./world.ts";

const templates = createTemplateFiles({ folder: "prompts/templates", log: { warn: () => {} } });

async function withCard() {
  const world = await conversationWorld({ templates });
  const prompt = { ...aPrompt("a cup"), frame: PLAIN_FRAME };
  const session = await world.stores.sessions.add(
    aSession({ place: group, personId: ann.id, prompt, originalPrompt: prompt }),
  );
  await putCard(world.deps, world.stores, session, "ready", []);
  await world.says(bob, "/privacy");
  const now = async () => (await world.stores.sessions.get(session.id)) ?? session;
  return { ...world, session, now };
}

describe("Style", () => {
  it("puts what a picture is for into the prompt and the aspect, and takes it back", async () => {
    const { presses, now } = await withCard();
    const { posts } = await presses(ann, /^Style$/);
    expect(posts[0]?.view.buttons.map((row) => row.map(({ label }) => label))).toEqual([
      ["Realistic", "Artistic", "Cartoon"],
      ["Amazon", "Taobao", "Story 9:16"],
      ["Avatar"],
      ["Soft shadow on white", "Wood background", "Soft daylight"],
    ]);
    const { text } = await presses(ann, /^Story 9:16$/);
    expect(text).toContain("9:16");
    expect(text).toContain("A tall picture for a phone");
    expect((await now()).options.aspect).toBe("9:16");
    await presses(ann, /^Cartoon$/);
    await presses(ann, /^✓ Story 9:16$/);
    expect(plainText((await now()).prompt ?? aPrompt(""))).toMatch(/^a cup\. A cartoon: [^{}]*$/);
    await presses(ann, /^Reset$/);
    expect(plainText((await now()).prompt ?? aPrompt(""))).toBe("a cup.");
  });

  it("of a photo keeps its shape, and tells the judge what was asked to change", async () => {
    const { presses, now, stores, session } = await withCard();
    const photo = {
      ...{ tool: "edit", provider: "sketch", task: "edit" as const, transparent: false, checks: [], aspect: null },
      ...{ inputs: ["p"], width: 60, height: 40, mask: null, canvasId: null, context: null },
    };
    const item = { id: "i1", text: "a cup", weight: 3, level: "must" as const, kind: "content" as const };
    await stores.sessions.update(session.id, { photo, checklist: { version: 1, items: [item] } });
    await presses(ann, /^Style$/);
    await presses(ann, /^Story 9:16$/);
    await presses(ann, /^Cartoon$/);
    expect((await now()).options.aspect).toBe("1:1");
    expect((await now()).checklist).toMatchObject({
      version: 3,
      items: [item, { id: "style-cartoon", kind: "feedback" }, { id: "style-story" }],
    });
    await presses(ann, /^✓ Story 9:16$/);
    expect((await now()).checklist?.items.map(({ id }) => id)).toEqual(["i1", "style-cartoon"]);
    await presses(ann, /^Reset$/);
    expect((await now()).checklist?.items).toEqual([item]);
  });

  it("waits while the session is at work", async () => {
    const { presses, stores, session, says } = await withCard();
    await presses(ann, /^Style$/);
    await presses(ann, /^Accept/);
    expect(await stores.jobs.activeOfSession(session.id)).toHaveLength(1);
    expect((await presses(ann, /^Cartoon$/)).notice).toMatch(/at work already/);
    expect((await says(bob, "/privacy")).text).not.toBe("");
  });
});

describe("/imagine without a wish", () => {
  it("offers wishes to begin with, in the person's language, and one press begins a session", async () => {
    const { says, presses, stores } = await withCard();
    const rita = { ...bob, language: "ru" };
    const { posts } = await says(rita, "/imagine");
    const labels = posts[0]?.view.buttons.flat().map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["Мягкая тень на белом", "Деревянный фон", "Мягкий дневной свет"]));
    await presses(rita, /^Мягкая тень/);
    const [begun] = await stores.sessions.ofPerson(group, rita.id, { limit: 1, offset: 0 });
    expect(begun).toMatchObject({ goal: "Белая керамическая чашка на белом фоне с мягкой тенью", language: "ru" });
    expect(await stores.jobs.activeOfSession(begun?.id ?? "")).toMatchObject([{ tool: "refine" }]);
  });
});
