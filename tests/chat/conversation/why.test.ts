import { describe, expect, it } from "vitest";
import { createConversation } from "../../../src/chat/conversation/index.ts";
import { putSummary } from "../../../src/chat/messages.ts";
import type { Iteration, Session } from "../../../src/domain/session.ts";
import { type Finding, scoreOf } from "../../../src/domain/verdict.ts";
import { anIteration, aSession, handleWhole } from "../chat-world.ts";
import { ann, bob, conversationWorld, group, press, privateOf } from "./world.ts";

const checklist: NonNullable<Session["checklist"]> = {
  version: 1,
  items: (["a red fox", "a lantern", "at night"] as const).map((text, at) => ({
    ...{ id: `c${at}`, text, weight: 2, level: at === 0 ? ("must" as const) : ("should" as const) },
    kind: "content" as const,
  })),
};

function verdict(...findings: Finding[]) {
  const items = findings.map((finding, at) => ({ id: `c${at}`, finding, evidence: `seen ${finding} at ${at}` }));
  const observation = { description: "", visible_text: [], unasked_text: false, items, artefacts: 0 };
  return scoreOf(checklist, observation);
}

/** A session of Ann's in the group with three pictures: the middle one is the best, and the last was not judged. */
async function withPictures() {
  const world = await conversationWorld();
  const session = await world.stores.sessions.add(aSession({ place: group, personId: ann.id, checklist }));
  const made: Iteration[] = [];
  for (const [index, found] of [verdict("yes", "partial", "no"), verdict("yes", "yes", "no"), null].entries()) {
    const more = { index, sessionId: session.id, imageId: `p${index}`, verdict: found, accepted: index < 2 };
    const iteration = await world.stores.sessions.addIteration(anIteration({ ...more, jobId: `j${index}` }));
    made.push(iteration);
    const button = {
      label: `Why ${index}`,
      intent: { do: "why", with: { session: session.id, iteration: iteration.id } },
    };
    const view = { text: [["post"]], buttons: [[{ ...button, style: "plain", for: "everyone" }]] };
    await world.stores.outbox.put({
      ...{ key: `iteration:${iteration.id}`, place: group, sessionId: session.id, iterationId: iteration.id },
      ...{ personId: ann.id, view: { ...view, live: false, asksReply: false }, replyToMessageId: null },
    });
  }
  await world.stores.sessions.update(session.id, { bestIterationId: made[1]?.id ?? null });
  await world.says(bob, "/privacy");
  const messageOf = async (key: string) => {
    const [row] = await world.sql`select message_id from outbox where key = ${key}`;
    return row?.message_id as string;
  };
  const postOf = (index: number) => messageOf(`iteration:${made[index]?.id}`);
  return { ...world, session, made, messageOf, postOf };
}

describe("/why", () => {
  it("shows the judge's evidence for the replied picture, beside the best one and what that one misses", async () => {
    const { says, postOf } = await withPictures();
    const { text, posts } = await says(ann, "/why", group, { replyToMessageId: await postOf(0) });
    expect(text.split("\n")).toEqual([
      expect.stringMatching(/^Picture 0 · score \d+ · fair$/),
      "✓ a red fox – seen yes at 0",
      "? a lantern – seen partial at 1",
      "✗ at night – seen no at 2",
      expect.stringMatching(/^Beside it the best, picture 1 · score \d+ · fair. What it misses:$/),
      "✗ at night – seen no at 2",
      expect.stringContaining("✓ there"),
    ]);
    expect(posts[0]?.view.album).toMatchObject([
      { id: "p0", caption: expect.stringMatching(/^0 · \d+$/) },
      { id: "p1", caption: expect.stringMatching(/^★ 1 · \d+$/) },
    ]);
  });

  it("takes the newest picture that was judged, and says so when there is none", async () => {
    const { says, postOf } = await withPictures();
    expect((await says(ann, "/why")).text).toMatch(/^Picture 1/);
    expect((await says(ann, "/why", group, { replyToMessageId: await postOf(2) })).text).toMatch(
      /^No picture was judged/,
    );
    expect((await says(bob, "/why")).text).toMatch(/^No picture was judged/);
  });

  it("answers anybody in the chat after a restart, and nobody elsewhere", async () => {
    const { deps, stores, does, says, tokenOf, postOf, sql } = await withPictures();
    const action = press(tokenOf(/^Why 0$/));
    const intent = { updateId: "again", place: group, person: bob, messageId: "m", replyToMessageId: null, action };
    await handleWhole(stores, createConversation(deps).handle, intent);
    expect(await sql`select 1 from outbox where key = 'why:telegram:again'`).toHaveLength(1);
    expect((await does(ann, privateOf(ann), action)).notice).toMatch(/^This button is too old/);
    const elsewhere = await says(ann, "/why", privateOf(ann), { replyToMessageId: await postOf(0) });
    expect(elsewhere.text).toMatch(/^No picture was judged/);
  });

  it("takes a reply to it as words about the picture, from the session's own person alone", async () => {
    const { says, stores, session, made, messageOf, sql, postOf } = await withPictures();
    const waiting = async () => (await stores.sessions.pendingFeedback(session.id)).map((one) => one.iterationId);
    const keyOf = async () =>
      (await sql`select key from outbox where key like 'why:%' order by created_at desc`)[0]?.key;
    await says(bob, "/why", group, { replyToMessageId: await postOf(0) });
    await says(bob, "more light", group, { replyToMessageId: await messageOf(await keyOf()) });
    expect(await waiting()).toEqual([]);
    await says(ann, "/why", group, { replyToMessageId: await postOf(0) });
    await says(ann, "more light", group, { replyToMessageId: await messageOf(await keyOf()) });
    expect(await waiting()).toEqual([made[0]?.id]);
  });

  it("leaves nothing of the picture's person when they are forgotten, whoever asked", async () => {
    const { says, presses, sql, postOf } = await withPictures();
    await says(bob, "/why", group, { replyToMessageId: await postOf(0) });
    await says(ann, "/forgetme");
    await presses(ann, /^Delete everything/);
    expect(await sql`select 1 from outbox where key like 'why:%'`).toHaveLength(0);
  });
});

it("the contact sheet is free work that leaves the session as it was", async () => {
  const { stores, session, made, deps, presses, says } = await withPictures();
  await stores.sessions.update(session.id, { status: "done" });
  await putSummary(deps, stores, { ...session, bestIterationId: made[1]?.id ?? null }, made, "j1");
  await says(bob, "/privacy");
  await presses(ann, /^Contact sheet$/);
  expect(await stores.jobs.activeOfSession(session.id)).toMatchObject([{ tool: "contact-sheet", input: {} }]);
  expect(await stores.sessions.get(session.id)).toMatchObject({ status: "done" });
});
