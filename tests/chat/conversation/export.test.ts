import { describe, expect, it } from "vitest";
import type { ChatDeps } from "../../../src/chat/chat-deps.ts";
import { suggestionsFor } from "../../../src/chat/conversation/suggest.ts";
import { ExportSize } from "../../../src/domain/exports.ts";
import { anIteration, aSession } from "../chat-world.ts";
import { ann, conversationWorld, group } from "./world.ts";

const sizes = Object.fromEntries(
  ["amazon", "story", "1080"].map((name) => [name, ExportSize.parse({ label: `Size ${name}`, long_side: 1080 })]),
);

/** Somebody with a picture of their own in the group. */
async function exportWorld() {
  const world = await conversationWorld({ exports: { sizes: async () => sizes } as ChatDeps["exports"] });
  const { stores, sql } = world;
  const session = await stores.sessions.add(aSession({ place: group, personId: ann.id }));
  await stores.jobs.add({
    ...{ id: "made", tool: "generate", input: {}, sessionId: session.id, platform: "telegram", idempotencyKey: "made" },
    ...{ chatId: group.chatId, personId: ann.id },
  });
  await sql`update jobs set state = 'succeeded' where id = 'made'`;
  const facts = { mediaType: "image/png" as const, sha256: "s", path: "p", bytes: 1, width: 8, height: 8 };
  await stores.images.add({ id: "img", jobId: "made", ...facts }, "telegram:-100");
  await stores.sessions.addIteration(anIteration({ sessionId: session.id, jobId: "made", imageId: "img" }));
  const exported = async () =>
    (await stores.jobs.ofSession(session.id)).filter(({ tool }) => tool === "export").map(({ input }) => input);
  return { ...world, exported };
}

describe("/export", () => {
  it.each([
    ["amazon", ["amazon"]],
    ["Amazon, story", ["amazon", "story"]],
    ["1080 1080", ["1080"]],
  ])("%s is made at once", async (words, chosen) => {
    const { says, exported } = await exportWorld();
    expect((await says(ann, `/export ${words}`)).text).toBe("");
    expect(await exported()).toMatchObject([{ imageId: "img", sizes: chosen }]);
  });

  it("names sizes while they are typed, one after the other", async () => {
    const { deps } = await exportWorld();
    const typed = async (words: string) => {
      const request = { place: group, person: ann, command: "export", option: "sizes", typed: words, others: {} };
      return (await suggestionsFor(deps, request)).map(({ value }) => value).sort();
    };
    expect(await typed("")).toEqual(["1080", "amazon", "story"]);
    expect(await typed("st")).toEqual(["story"]);
    expect(await typed("Story am")).toEqual(["story amazon"]);
    expect(await typed("story ")).toEqual(["story 1080", "story amazon"]);
  });

  it("without a size, or with one that there is not, shows the menu; what is known is ticked", async () => {
    const { says, exported } = await exportWorld();
    const labels = async (words: string) =>
      (await says(ann, words)).posts.flatMap(({ view }) => view.buttons.flat().map(({ label }) => label));
    expect((await labels("/export")).sort()).toEqual(["Size 1080", "Size amazon", "Size story"]);
    expect(await labels("/export amazon poster")).toEqual(expect.arrayContaining(["✓ Size amazon", "Export (1)"]));
    expect(await exported()).toEqual([]);
  });
});
