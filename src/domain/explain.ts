import { type Checklist, type Finding, findingOf, type Verdict } from "./verdict.ts";

/** One thing that was looked for, and what the judge saw of it. */
export interface ExplainedItem {
  text: string;
  must: boolean;
  finding: Finding;
  /** In the judge's words; empty when it gave none. */
  evidence: string;
}

/**
 * Every item that a picture was judged by, in the checklist's order, with what all looks found together; then what failed
 * beyond the list. Items that the person added later were not looked for and are left out.
 */
export function explainVerdict(checklist: Checklist | null, verdict: Verdict): ExplainedItem[] {
  const { observation, tally, failed } = verdict;
  const seen = new Map(observation.items.map((item) => [item.id, item]));
  const missed = new Map(failed.map((item) => [item.id, item]));
  const listed = (checklist?.items ?? []).flatMap((item): ExplainedItem[] => {
    const sum = tally?.items[item.id];
    const one = seen.get(item.id);
    const finding = tally && sum !== undefined ? findingOf(sum / tally.looks) : (missed.get(item.id) ?? one)?.finding;
    if (finding === undefined) return [];
    const evidence = one?.evidence ?? "";
    return [{ text: item.text, must: item.level === "must", finding, evidence }];
  });
  const known = new Set(checklist?.items.map(({ id }) => id));
  const beyond = failed.filter(({ id }) => !known.has(id));
  return [
    ...listed,
    ...beyond.map(({ text, level, finding, evidence }) => ({ text, must: level === "must", finding, evidence })),
  ];
}
