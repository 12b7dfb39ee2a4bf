import { expect, it } from "vitest";
import { putCard } from "../../../src/chat/messages.ts";
import { PLAIN_FRAME, plainText } from "../../../src/domain/prompt-blocks.ts";
import { createTemplateFiles } from "../../../src/template-files.ts";
import { anIteration, aPrompt, aSession } from "../chat-world.ts";
import { ann, bob, conversationWorld, group, privateOf } from "./world.ts";

const templates = createTemplateFiles({ folder: "prompts/templates", log: { warn: () => {} } });
const cartoon = (await templates.list()).find(({ id }) => id === "cartoon")?.words ?? "";

/** Ann has said and kept the same in two sessions, and something else in one. */
async function withHabits() {
  const world = await conversationWorld({ templates });
  const { stores, deps, says, does, presses, sql } = world;
  const prompt = { ...aPrompt("a cup"), frame: PLAIN_FRAME };
  for (const n of [1, 2]) {
    const session = await stores.sessions.add(
      aSession({ place: group, personId: ann.id, prompt, originalPrompt: prompt }),
    );
    const styled = { ...prompt, frame: `${PLAIN_FRAME} ${cartoon}` };
    const iteration = await stores.sessions.addIteration(
      anIteration({ sessionId: session.id, jobId: `j${n}`, prompt: styled }),
    );
    const keep = { label: "Keep", intent: { do: "keep", with: { session: session.id, iteration: iteration.id } } };
    await stores.outbox.put({
      ...{ key: `iteration:${iteration.id}`, place: group, sessionId: session.id, iterationId: iteration.id },
      view: { text: [["post"]], buttons: [[{ ...keep, style: "plain", for: "owner" }]], live: false, asksReply: false },
      ...{ personId: ann.id, replyToMessageId: null },
    });
    await says(bob, "/privacy");
    const [row] = await sql`select message_id from outbox where iteration_id = ${iteration.id}`;
    const words = n === 1 ? "Warmer light, less clutter" : "warmer light";
    await says(ann, words, group, { replyToMessageId: row?.message_id as string });
    await presses(ann, /^Keep$/);
    if (n === 2) await putCard(deps, stores, session, "ready", []);
  }
  await does(bob, group, { type: "command", name: "privacy", args: "" });
  return world;
}

it("what a person said and kept over sessions is shown to them, offered on the card, and deleted by a press", async () => {
  const { says, presses, stores } = await withHabits();
  const { text } = await says(ann, "/style");
  expect(text.split("\n").slice(1, 3).sort()).toEqual(["Cartoon · 2 sessions", "warmer light · 2 sessions"]);
  expect((await says(bob, "/style")).text).toMatch(/^Nothing is noted yet/);
  expect((await says(ann, "/style", privateOf(ann))).text).toMatch(/^Nothing is noted yet/);
  await presses(ann, /^Style$/);
  await presses(ann, /^warmer light$/);
  const [session] = await stores.sessions.ofPerson(group, ann.id, { limit: 1, offset: 0 });
  expect(plainText(session?.prompt ?? aPrompt(""))).toBe("a cup. Warmer light.");
  await says(ann, "/style");
  expect((await presses(ann, /^✕ warmer light$/)).text).toContain("Cartoon");
  expect((await says(ann, "/style")).text).not.toContain("warmer light");
  expect((await presses(ann, /^Delete all notes$/)).text).toMatch(/^Nothing is noted yet/);
});

it("/forgetme leaves no note, and no list of them", async () => {
  const { says, presses, sql } = await withHabits();
  await says(ann, "/style");
  await says(ann, "/forgetme");
  expect((await presses(ann, /^Delete everything/)).text).toMatch(/^Done/);
  for (const table of ["settings", "outbox", "buttons"])
    expect(await sql.unsafe(`select t::text from ${table} t where t::text ilike '%warmer light%'`), table).toEqual([]);
  expect((await says(ann, "/style")).text).toMatch(/^Nothing is noted yet/);
});
