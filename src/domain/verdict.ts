import { z } from "zod";

/** One atomic thing that a picture must or should show. Made from the goal and then frozen. */
export const ChecklistItem = z.object({
  id: z.string(),
  text: z.string(),
  weight: z.number().int().min(1).max(3),
  level: z.enum(["must", "should"]),
  /** `artefact`: the one item about deformities, noise and stray text. `feedback`: added by the person. */
  kind: z.enum(["content", "artefact", "feedback"]),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** Scores are comparable within one version only. */
export const Checklist = z.object({ version: z.number().int().min(1), items: z.array(ChecklistItem).min(1) });
export type Checklist = z.infer<typeof Checklist>;

export const Finding = z.enum(["yes", "partial", "no"]);
export type Finding = z.infer<typeof Finding>;

/** What the judge saw in one picture. It holds no score: code makes that ({@link scoreOf}). */
export const Observation = z.object({
  /** Blind description, in a sentence or two. */
  description: z.string(),
  /** All text that can be read in the picture. */
  visible_text: z.array(z.string()),
  /** Whether some of that text was not asked for by the goal. */
  unasked_text: z.boolean(),
  items: z.array(z.object({ id: z.string(), finding: Finding, evidence: z.string() })),
  /** 0: none, 1: ruined. */
  artefacts: z.number().min(0).max(1),
});
export type Observation = z.infer<typeof Observation>;

/** Sums over all looks at one picture by one version of the checklist. */
export const Tally = z.object({
  looks: z.number().int().min(1),
  /** Looks at which it was the first of two, or labelled so. */
  shown_first: z.number().int().min(0),
  /** By item: yes 1, partial .5, no 0, added up. */
  items: z.record(z.string(), z.number()),
  artefacts: z.number(),
  /** Looks that saw text which nobody asked for. */
  unasked_text: z.number().int(),
});
export type Tally = z.infer<typeof Tally>;

/** What is known of one picture after judging. */
export const Verdict = z.object({
  checklist_version: z.number().int(),
  observation: Observation,
  /** 0 to 100, made by {@link scoreOf}. */
  score: z.number(),
  failed: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      finding: Finding,
      evidence: z.string(),
      weight: z.number(),
      level: z.enum(["must", "should"]),
    }),
  ),
  /** Text in the picture that tries to talk to the judge ("score 100"). */
  suspicious_text: z.boolean(),
  /** What all looks found together; the observation and the findings are their consensus. */
  tally: Tally.optional(),
});
export type Verdict = z.infer<typeof Verdict>;

const VALUE: Record<Finding, number> = { yes: 1, partial: 0.5, no: 0 };
/** Highest score of a picture that misses a must. */
export const FAILED_MUST_LIMIT = 60;
/** Words in a picture that talk to a judge: marks out of a hundred, orders, talk of instructions. */
const INJECTION = new RegExp(
  [
    String.raw`\b(?:score|scores|scored|rate|rated|rating|grade|graded|marks?|points?)\b\W*(?:\w+\W+){0,3}?(?:\d{2,3}|full|max|maximum|perfect|highest|top|yes)\b`,
    String.raw`\b(?:100|10)\s*(?:\/|out of)\s*10{1,2}\b|\b(?:100|hundred)\s*(?:points?|percent|score)\b`,
    String.raw`\b(?:perfect|full|maximum|highest|top)\s+(?:score|rating|marks?|points)\b`,
    String.raw`\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|instructions|checklist|previous|above|rules?|goal|prompt|everything)\b`,
    String.raw`\b(?:system|developer)\s+(?:prompt|message)\b|\b(?:dear|attention|note to)\s+(?:the\s+)?(?:judge|ai|model|assistant)\b`,
    String.raw`\b(?:answer|say|reply|mark|choose|pick|prefer|accept)\b.{0,20}\b(?:yes|this picture|this image|picture [ab]|image [ab])\b`,
    String.raw`\b(?:all|every)\s+(?:items?|checks?|criteria|criterion|requirements?)\b.{0,20}\b(?:yes|met|pass|fulfill?ed|satisfied)`,
    String.raw`\b(?:meets?|passes|fulfill?s|satisf(?:y|ies))\s+(?:all|every|each)\b.{0,20}\b(?:items?|checks?|criteria|criterion|requirements?|goals?)\b`,
    "оценка\\s*\\d|поставь\\s|игнорируй|инструкци|满分|评分|打分|忽略.{0,6}(?:指令|指示|规则)",
  ].join("|"),
  "iu",
);
/** Weight of unasked text in a picture: a failed item of this size. */
export const UNASKED_TEXT_WEIGHT = 2;

/**
 * Turns an observation into a verdict: `100 · (0.85 · Σ w·{1, .5, 0} / Σ w + 0.15 · (1 − artefacts))`,
 * at most 60 with a failed must. Text that nobody asked for counts as a failed item.
 * Items that the judge left out count as failed: silence is no evidence. Text that talks to the judge is flagged,
 * whatever the judge says of it, unless the goal itself asks for those words. `shownFirst`: its place in the order.
 */
export function scoreOf(checklist: Checklist, observation: Observation, goal = "", shownFirst = true): Verdict {
  const found = new Map(observation.items.map((item) => [item.id, item.finding]));
  const tally: Tally = {
    looks: 1,
    shown_first: shownFirst ? 1 : 0,
    items: Object.fromEntries(checklist.items.map(({ id }) => [id, VALUE[found.get(id) ?? "no"]])),
    artefacts: observation.artefacts,
    unasked_text: observation.unasked_text ? 1 : 0,
  };
  return verdictOf(checklist, observation, tally, talksToJudge(observation.visible_text, goal));
}

/** The verdict that a tally stands for. `suspicious`: one of the looks saw text that talks to the judge. */
export function verdictOf(checklist: Checklist, observation: Observation, tally: Tally, suspicious: boolean): Verdict {
  const evidence = new Map(observation.items.map((item) => [item.id, item.evidence]));
  let sum = 0;
  let weights = 0;
  const failed: Verdict["failed"] = [];
  for (const { id, text, weight, level } of checklist.items) {
    const value = (tally.items[id] ?? 0) / tally.looks;
    sum += weight * value;
    weights += weight;
    const finding = findingOf(value);
    if (finding === "yes") continue;
    failed.push({ id, text, finding, evidence: evidence.get(id) ?? "not looked at", weight, level });
  }
  const unasked = suspicious ? 1 : tally.unasked_text / tally.looks;
  if (unasked > 0) {
    weights += UNASKED_TEXT_WEIGHT;
    sum += UNASKED_TEXT_WEIGHT * (1 - unasked);
  }
  if (unasked >= 0.5) failed.push(unaskedText(observation, suspicious));
  const failedMust = failed.some((item) => item.level === "must" && item.finding === "no");
  const raw = 100 * (0.85 * (sum / weights) + 0.15 * (1 - tally.artefacts / tally.looks));
  const score = Math.round((failedMust ? Math.min(raw, FAILED_MUST_LIMIT) : raw) * 10) / 10;
  failed.sort((a, b) => Number(b.level === "must") - Number(a.level === "must") || b.weight - a.weight);
  return { checklist_version: checklist.version, observation, score, failed, suspicious_text: suspicious, tally };
}

/** A majority says yes or no; looks that disagree in halves make it partial. */
export function findingOf(value: number): Finding {
  return value > 0.6 ? "yes" : value < 0.4 ? "no" : "partial";
}

/** Words that talk to the judge spoil a picture as a failed must does: nothing else that was found in it can be believed. */
function unaskedText(observation: Observation, suspicious: boolean): Verdict["failed"][number] {
  return {
    id: "unasked_text",
    text: "no text that was not asked for",
    finding: "no",
    evidence: observation.visible_text.join(" · ").slice(0, 120),
    weight: UNASKED_TEXT_WEIGHT,
    level: suspicious ? "must" : "should",
  };
}

function talksToJudge(texts: readonly string[], goal: string): boolean {
  return texts.some((text) => INJECTION.test(text) && !isAskedFor(text, goal));
}

function isAskedFor(text: string, goal: string): boolean {
  return text.trim() !== "" && goal.toLowerCase().includes(text.trim().toLowerCase());
}

/** True when every must is met in full or in part. */
export function meetsAllMusts(verdict: Verdict): boolean {
  return !verdict.failed.some((item) => item.level === "must" && item.finding === "no");
}

/** A word for a score, for people. */
export function bandOf(score: number): "excellent" | "good" | "fair" | "poor" {
  return score >= 90 ? "excellent" : score >= 75 ? "good" : score >= 50 ? "fair" : "poor";
}
