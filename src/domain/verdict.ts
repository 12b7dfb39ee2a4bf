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
  /** How many looks the score is the mean of; 1 when absent. */
  looks: z.number().int().min(1).optional(),
});
export type Verdict = z.infer<typeof Verdict>;

const VALUE: Record<Finding, number> = { yes: 1, partial: 0.5, no: 0 };
/** Highest score of a picture that misses a must. */
const FAILED_MUST_LIMIT = 60;
/** A margin of at least this many points decides without a second look (LOOP.md: scores err by a tenth in two of five cases). */
const CLEAR_MARGIN = 15;
/** Words in a picture that talk to a judge: marks out of a hundred, orders, talk of instructions. */
const INJECTION = new RegExp(
  [
    String.raw`\b(?:score|scores|scored|rate|rated|rating|grade|graded|marks?|points?)\b\W*(?:\w+\W+){0,3}?(?:\d{2,3}|full|max|maximum|perfect|highest|top|yes)\b`,
    String.raw`\b(?:100|10)\s*(?:\/|out of)\s*10{1,2}\b|\b(?:100|hundred)\s*(?:points?|percent|score)\b`,
    String.raw`\b(?:perfect|full|maximum|highest|top)\s+(?:score|rating|marks?|points)\b`,
    String.raw`\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|instructions|checklist|previous|above|rules?|goal|prompt|everything)\b`,
    String.raw`\b(?:system|developer)\s+(?:prompt|message)\b|\b(?:dear|attention|note to)\s+(?:the\s+)?(?:judge|ai|model|assistant)\b`,
    String.raw`\b(?:answer|say|reply|mark|choose|pick|prefer|accept)\b.{0,20}\b(?:yes|this picture|this image|picture [ab]|image [ab])\b`,
    String.raw`\b(?:all|every)\s+(?:items?|checks?)\b.{0,20}\b(?:yes|met|pass)`,
    "оценка\\s*\\d|поставь\\s|игнорируй|инструкци|满分|评分|打分|忽略.{0,6}(?:指令|指示|规则)",
  ].join("|"),
  "iu",
);
/** Weight of unasked text in a picture: a failed item of this size. */
const UNASKED_TEXT_WEIGHT = 2;

/**
 * Turns an observation into a verdict: `100 · (0.85 · Σ w·{1, .5, 0} / Σ w + 0.15 · (1 − artefacts))`,
 * at most 60 with a failed must. Text that nobody asked for counts as a failed item.
 * Items that the judge left out count as failed: silence is no evidence. Text that talks to the judge is flagged,
 * whatever the judge says of it, unless the goal itself asks for those words.
 */
export function scoreOf(checklist: Checklist, observation: Observation, goal = ""): Verdict {
  const found = new Map(observation.items.map((item) => [item.id, item]));
  let sum = 0;
  let weights = 0;
  let failedMust = false;
  const failed: Verdict["failed"] = [];
  for (const item of checklist.items) {
    const { finding, evidence } = found.get(item.id) ?? { finding: "no" as const, evidence: "not looked at" };
    sum += item.weight * VALUE[finding];
    weights += item.weight;
    if (finding === "yes") continue;
    failed.push({ id: item.id, text: item.text, finding, evidence, weight: item.weight, level: item.level });
    if (finding === "no" && item.level === "must") failedMust = true;
  }
  const suspicious = observation.visible_text.some((text) => INJECTION.test(text) && !isAskedFor(text, goal));
  if (observation.unasked_text || suspicious) {
    weights += UNASKED_TEXT_WEIGHT;
    failed.push({
      id: "unasked_text",
      text: "no text that was not asked for",
      finding: "no",
      evidence: observation.visible_text.join(" · ").slice(0, 120),
      weight: UNASKED_TEXT_WEIGHT,
      level: "should",
    });
  }
  const raw = 100 * (0.85 * (sum / weights) + 0.15 * (1 - observation.artefacts));
  const score = Math.round((failedMust ? Math.min(raw, FAILED_MUST_LIMIT) : raw) * 10) / 10;
  failed.sort((a, b) => Number(b.level === "must") - Number(a.level === "must") || b.weight - a.weight);
  return { checklist_version: checklist.version, observation, score, failed, suspicious_text: suspicious };
}

function isAskedFor(text: string, goal: string): boolean {
  return text.trim() !== "" && goal.toLowerCase().includes(text.trim().toLowerCase());
}

/**
 * What several looks at one picture come to: the mean of the scores, the findings of the newest. A single look of a
 * vision model is wrong by a tenth in two of five cases; the best is looked at with every new picture, so its score
 * grows more certain, and a lucky first look does not stand for ever. Looks by an older checklist do not count.
 */
export function afterAnotherLook(before: Verdict | null, fresh: Verdict): Verdict {
  if (before === null || before.checklist_version !== fresh.checklist_version) return fresh;
  const [old, added] = [before.looks ?? 1, fresh.looks ?? 1];
  const mean = (before.score * old + fresh.score * added) / (old + added);
  return { ...fresh, score: Math.round(mean * 10) / 10, looks: old + added };
}

/** True when every must is met in full or in part. */
export function meetsAllMusts(verdict: Verdict): boolean {
  return !verdict.failed.some((item) => item.level === "must" && item.finding === "no");
}

export type Preference = "best" | "new" | "tie";

/**
 * `accept` the new picture, `reject` it, or look again in swapped order. A close picture that did not win the first
 * look cannot win both, so no second look is paid for it.
 */
export function decide(best: Verdict, candidate: Verdict, preference: Preference): "accept" | "reject" | "look_again" {
  const margin = candidate.score - best.score;
  if (margin <= -CLEAR_MARGIN) return "reject";
  if (preference !== "new") return "reject";
  return margin >= CLEAR_MARGIN ? "accept" : "look_again";
}

/** After the second look in swapped order, the new picture must have won both. */
export function decideAfterSecondLook(first: Preference, second: Preference): "accept" | "reject" {
  return first === "new" && second === "new" ? "accept" : "reject";
}

/** A word for a score, for people. */
export function bandOf(score: number): "excellent" | "good" | "fair" | "poor" {
  return score >= 90 ? "excellent" : score >= 75 ? "good" : score >= 50 ? "fair" : "poor";
}
