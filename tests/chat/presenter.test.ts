import { describe, expect, it } from "vitest";
import { createConversation } from "../../src/chat/conversation/index.ts";
import { putIterations } from "../../src/chat/iteration-posts.ts";
import { showJob } from "../../src/chat/presenter.ts";
import { warning } from "../../src/domain/warning.ts";
import { anIteration, aPrompt, aSession, chatWorld, wrote } from "./chat-world.ts";

/** A wish whose prompt is being made, as the conversation leaves it. */
async function wished() {
  const world = await chatWorld();
  const { deps, stores } = world;
  await stores.transaction((tx) => createConversation(deps).handle(tx, wrote("1", "a red fox")));
  const [jobId = ""] = await stores.jobs.overdue(1);
  const messages = async () => {
    const claimed = await stores.outbox.claim("telegram", 50, 1);
    return claimed.map(({ key, version }) => `${key.replace(/:.*/, "")} v${version}`);
  };
  return { ...world, jobId, messages };
}

describe("showing a job", () => {
  it("wants the same messages however often it is done", async () => {
    const { deps, stores, jobId, messages } = await wished();
    await stores.jobs.emit(jobId, { type: "warning", message: "something" });
    await showJob(deps, jobId);
    const once = await messages();
    await stores.jobs.emit(jobId, { type: "warning", message: "something" });
    await Promise.all([showJob(deps, jobId), showJob(deps, jobId)]);
    expect(once).toEqual(["card v1"]);
    expect(await stores.jobs.toShow("telegram")).toEqual([]);
    const now = await stores.jobs.getToShow(jobId);
    expect(now?.shown).toBe(now?.last);
  });

  it("shows the end of a job whose process ended before it could", async () => {
    const { deps, stores, jobId } = await wished();
    await showJob(deps, jobId);
    const job = await stores.jobs.claim({ perChat: 4, leaseMs: 10_000 });
    const sessionId = job?.sessionId as string;
    await stores.sessions.update(sessionId, { prompt: aPrompt("a red fox"), originalPrompt: aPrompt("a red fox") });
    await stores.jobs.finish(jobId, job?.fence as number, { state: "succeeded", error: null, output: {} });
    expect(await stores.jobs.toShow("telegram")).toEqual([jobId]);
    await showJob(deps, jobId);
    const [card] = await stores.outbox.claim("telegram", 1, 1);
    expect(JSON.stringify(card?.view)).toContain("Accept");
  });

  it("is not troubled by a session that was deleted meanwhile", async () => {
    const { deps, stores, jobId } = await wished();
    const job = await stores.jobs.get(jobId);
    await stores.sessions.delete(job?.sessionId as string);
    await showJob(deps, jobId);
    expect(await stores.jobs.toShow("telegram")).toEqual([]);
  });

  it("tells below a picture what its prompt's writer could not do, in the chat's language, also later", async () => {
    const { deps, stores, sql } = await chatWorld();
    const viewOf = async (key: string) => (await sql`select view from outbox where key = ${key}`)[0]?.view;
    const session = await stores.sessions.add(aSession({ language: "ru" }));
    const owner = { sessionId: session.id, platform: "telegram", chatId: session.place.chatId, personId: "7" };
    const tool = { tool: "optimize", input: { rounds: 2, targetScore: 90 } };
    await stores.jobs.add({ id: "loop", ...tool, idempotencyKey: "l", ...owner });
    const silent = { type: "warning" as const, message: warning("no_revision") };
    for (const [index, id] of ["first", "second"].entries()) {
      await stores.sessions.addIteration(anIteration({ id, sessionId: session.id, jobId: "loop", index, imageId: id }));
      if (index === 1) await stores.jobs.emit("loop", silent);
      await stores.jobs.emit("loop", { type: "iteration_made", iterationId: id });
    }
    await stores.jobs.emit("loop", silent);
    const job = await stores.jobs.claim({ perChat: 4, leaseMs: 10_000 });
    await stores.jobs.finish("loop", job?.fence ?? 0, {
      state: "succeeded",
      error: null,
      output: { stopped: "no_progress" },
    });
    const iterations = await stores.sessions.iterations(session.id);
    const text = async () => {
      const rows = await Promise.all(["iteration:first", "iteration:second", "job:loop:progress"].map(viewOf));
      return rows.map((view) => /полезного ответа от автора промптов не было/.test(JSON.stringify(view)));
    };
    await showJob(deps, "loop");
    expect(await text()).toEqual([false, true, true]);
    await putIterations(deps, stores, session, iterations, { job: null, idle: true });
    expect(await text()).toEqual([false, true, true]);
  });

  it("leaves another platform's jobs alone", async () => {
    const { deps, stores } = await wished();
    const session = await stores.sessions.add(
      aSession({ place: { platform: "discord", chatId: "9", threadId: null, kind: "group" } }),
    );
    const owner = { sessionId: session.id, platform: "discord", chatId: "9", personId: "9" };
    const { job } = await stores.jobs.add({
      id: "elsewhere",
      tool: "refine",
      input: {},
      idempotencyKey: "e",
      ...owner,
    });
    await showJob(deps, job.id);
    expect(await stores.outbox.exists(`card:${session.id}`)).toBe(false);
  });
});
