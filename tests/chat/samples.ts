import { randomBytes } from "node:crypto";
import { literalsOf } from "../../src/domain/prompt-blocks.ts";
import type { Iteration, Session } from "../../src/domain/session.ts";

const newId = () => randomBytes(8).toString("hex");
const place = { platform: "telegram", chatId: "7", threadId: null, kind: "private" as const };

export function aPrompt(subject: string) {
  const empty = { style: "", composition: "", lighting: "", camera: "", constraints: "", negative_constraints: "" };
  return { frame: "{{ flex.subject }}", blocks: { subject, ...empty }, locked: [] };
}

export function aSession(more: Partial<Session> = {}): Omit<Session, "createdAt"> {
  const goal = more.goal ?? "a red fox";
  return {
    ...{ id: newId().slice(0, 8), place, personId: "7", personName: "Ann", language: "en", goal, status: "draft" },
    options: { provider: "sketch", aspect: "1:1", preset: "draft", iterations: 3, negative: "", seed: null },
    ...{ prompt: aPrompt(goal), originalPrompt: aPrompt(goal), checklist: null, assumptions: [] },
    ...{ literals: literalsOf(goal), bestIterationId: null, bestChosenByPerson: false },
    ...{ recommendations: [], photo: null, originMessageId: null },
    ...more,
  };
}

export function anIteration(more: Partial<Iteration> = {}): Iteration {
  return {
    ...{ id: newId(), sessionId: "s", jobId: "j", index: 0, prompt: aPrompt("a red fox"), promptText: "a red fox" },
    ...{ promptDiff: "", parentId: null, imageId: "i", modelUsed: "sketch · sketch-1", fellBackFrom: null },
    ...{ simulated: true, warnings: [], verdict: null, accepted: null, judgeError: null, feedback: null },
    ...{ costMicros: 0, createdAt: new Date() },
    ...more,
  };
}
