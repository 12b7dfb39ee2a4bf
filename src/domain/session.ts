import { z } from "zod";
import { PhotoWork } from "./photo-work.ts";
import { Aspect, Preset } from "./picture.ts";
import { Literal, literalsOf, Prompt } from "./prompt-blocks.ts";
import { Checklist, Verdict } from "./verdict.ts";

export const SessionStatus = z.enum(["draft", "running", "done", "failed"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** Longest goal (characters); Telegram's own messages end at 4,096. */
export const MAX_GOAL_LENGTH = 4000;

/** What a person may choose for a session. */
export const SessionOptions = z.object({
  provider: z.string(),
  aspect: Aspect,
  preset: Preset,
  /** Rounds of Optimize after iteration 0. */
  iterations: z.number().int().min(1).max(50),
  negative: z.string().max(1000),
  seed: z.number().int().min(0).max(2_147_483_647).nullable(),
  /** Pictures are hidden until somebody uncovers them, where the platform can. */
  spoiler: z.boolean().optional(),
});
export type SessionOptions = z.infer<typeof SessionOptions>;

/** Where a conversation takes place: a chat, and within it a topic or thread. */
export const Place = z.object({
  platform: z.string(),
  chatId: z.string(),
  threadId: z.string().nullable(),
  kind: z.enum(["private", "group"]),
});
export type Place = z.infer<typeof Place>;

/** Kinds of points that are made without a model. */
export const PointCode = z.enum([
  "kept",
  "lost",
  "best",
  "best_unscored",
  "look_again",
  "complete",
  "left",
  "first_draw",
  "count",
]);

/** What changed, of a picture that was drawn again from the same prompt; models read it too. */
export const ANOTHER_DRAW = "same prompt, another draw";

/** A point of what worked, resting on an iteration and its change. */
export const Recommendation = z.object({
  text: z.string(),
  iteration: z.number().int().min(0),
  /** Of a point made by rule: its kind and facts, for the chat's languages; `text` says the same in English. */
  rule: z.object({ code: PointCode, args: z.record(z.string(), z.union([z.string(), z.number()])) }).optional(),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** One wish, from goal to summary. */
export const Session = z.object({
  id: z.string(),
  place: Place,
  personId: z.string(),
  personName: z.string(),
  language: z.string(),
  goal: z.string(),
  status: SessionStatus,
  options: SessionOptions,
  prompt: Prompt.nullable(),
  originalPrompt: Prompt.nullable(),
  checklist: Checklist.nullable(),
  /** What the prompt adds beyond the goal: shown to the person, earns no score. */
  assumptions: z.array(z.string()),
  literals: z.array(Literal),
  bestIterationId: z.string().nullable(),
  /** The person chose the best; the judge no longer moves it. */
  bestChosenByPerson: z.boolean(),
  recommendations: z.array(Recommendation),
  /** What it works on when it began with photos; null when its pictures come out of nothing. */
  photo: PhotoWork.nullable(),
  /** The message (platform's id) that began it, to reply to. */
  originMessageId: z.string().nullable(),
  createdAt: z.date(),
});
export type Session = z.infer<typeof Session>;

/** A session as it begins: with a goal, and whatever is known beyond that. */
export function newSession(
  seed: Pick<Session, "id" | "place" | "personId" | "personName" | "language" | "goal" | "options"> &
    Partial<Omit<Session, "createdAt">>,
): Omit<Session, "createdAt"> {
  return {
    status: "draft",
    prompt: null,
    originalPrompt: null,
    checklist: null,
    assumptions: [],
    literals: literalsOf(seed.goal),
    bestIterationId: null,
    bestChosenByPerson: false,
    recommendations: [],
    photo: null,
    originMessageId: null,
    ...seed,
  };
}

/** One picture of a session with how it came about. */
export const Iteration = z.object({
  id: z.string(),
  sessionId: z.string(),
  jobId: z.string(),
  /** 0 for the first picture. */
  index: z.number().int().min(0),
  prompt: Prompt,
  /** As the provider got it. */
  promptText: z.string(),
  /** What changed against the prompt it was made from, in a few words; empty for the first. */
  promptDiff: z.string(),
  /** The iteration whose prompt was revised; null for the first. */
  parentId: z.string().nullable(),
  imageId: z.string(),
  modelUsed: z.string(),
  /** The model that was asked for when another one made the picture. */
  fellBackFrom: z.string().nullable(),
  /** The provider is a simulation; no real picture was made. */
  simulated: z.boolean(),
  warnings: z.array(z.string()),
  verdict: Verdict.nullable(),
  /** Whether it became the best; null until judged. */
  accepted: z.boolean().nullable(),
  /** Why it was not judged, when judging failed. */
  judgeError: z.string().nullable(),
  /** The person's words that it was made to follow. */
  feedback: z.string().nullable(),
  /** All calls of this iteration (revise, generate, judge), micro-USD. */
  costMicros: z.number().int(),
  createdAt: z.date(),
});
export type Iteration = z.infer<typeof Iteration>;

/** Words of a person about a picture, waiting for or used by an iteration. */
export const Feedback = z.object({
  id: z.string(),
  sessionId: z.string(),
  iterationId: z.string().nullable(),
  text: z.string(),
  usedByIterationId: z.string().nullable(),
});
export type Feedback = z.infer<typeof Feedback>;
