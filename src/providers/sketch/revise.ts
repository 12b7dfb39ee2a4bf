import type { ReviseAnswer, ReviseData } from "../../domain/calls.ts";
import type { BlockName, PromptBlocks } from "../../domain/prompt-blocks.ts";
import { pick, seeded } from "./chance.ts";
import { changesBetween, unlike } from "./changes.ts";
import type { Clause } from "./clauses.ts";
import { clausesFor } from "./clauses.ts";
import type { Need } from "./facts.ts";
import { feedbackClauses } from "./feedback.ts";
import { needsOf } from "./read-prompt.ts";
import { reword } from "./reword.ts";
import { COLOURS } from "./vocabulary.ts";
import type { World } from "./world.ts";

const MOST_FIXES = 2;
/** Where a clause goes when its own block is locked, in the order of preference. */
const SPARE_BLOCKS: readonly BlockName[] = ["subject", "composition", "constraints", "lighting", "style", "camera"];

/**
 * Rewrites the blocks that answer for the person's feedback and the first failed items; the smallest change, none that
 * was tried before, no locked block, no lost literal. `different_build` says the same wish in another way.
 */
export function revise(data: ReviseData, world: Habits = CAREFUL): ReviseAnswer {
  if (obeysNotes(data, world)) return ruin(data);
  const tried = new Set(data.history.map((entry) => entry.diff));
  if (data.mode === "different_build") return reword(data, tried);
  const groups = [
    ...data.feedback.map((words) => feedbackClauses(data.goal, words)),
    ...data.failed.slice(0, MOST_FIXES).map((item) => failedClauses(data.goal, item.text)),
  ].slice(0, Math.max(MOST_FIXES, data.feedback.length));
  const blocks = { ...data.blocks };
  const diffs: string[] = [];
  for (const clauses of groups) {
    const clause = nextClause(clauses, blocks, tried, data);
    if (clause === undefined) continue;
    blocks[clause.block] = withClause(blocks[clause.block], clause, clauses);
    diffs.push(clause.diff);
  }
  const slip = slipOf(data, world);
  if (slip !== undefined) blocks.subject = `${blocks.subject.replace(/[.\s]+$/, "")}. ${slip}`;
  const changes = changesBetween(data, blocks);
  if (changes.length === 0) return reword(data, tried);
  return { changes, diff: unlike(diffs.join("; "), tried) };
}

/** How the reviser goes wrong; by default it never does. */
type Habits = Pick<World, "reviserSway" | "clumsy">;
const CAREFUL: Habits = { reviserSway: 0, clumsy: 0 };

/** A sentence that gives a coloured thing of the goal another colour, now and then: what a careless rewrite does. */
function slipOf(data: ReviseData, world: Habits): string | undefined {
  const random = seeded(`slip ${JSON.stringify([data.blocks, data.failed])}`);
  if (world.clumsy === 0 || random() >= world.clumsy) return undefined;
  const needs = needsOf(data.goal).filter((need) => need.kind === "colour" || need.kind === "thing");
  if (needs.length === 0) return undefined;
  const need = pick(random, needs);
  const colour = pick(
    random,
    Object.keys(COLOURS).filter((name) => name !== need.value),
  );
  const firm = "The NOUN is clearly visible, large, entirely COLOUR";
  const noun = need.noun || need.value;
  return firm.replace("NOUN", noun).replace("COLOUR", colour);
}

/** Orders that stand in the evidence: a real reviser may fall for them, so that code must hold what counts. */
function obeysNotes(data: ReviseData, world: Habits): boolean {
  const isOrder = data.failed.some((item) => /\bignore the goal\b/i.test(item.evidence));
  return isOrder && seeded(`obey ${JSON.stringify([data.blocks, data.history])}`)() < world.reviserSway;
}

/** What such an order asks for: now every block emptied, now one word of the goal taken out of each. */
function ruin(data: ReviseData): ReviseAnswer {
  const turn = data.history.length;
  const words = data.goal.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const word = words[turn % Math.max(1, words.length)] ?? "";
  const texts = turn % 3 === 0 ? () => "" : (text: string) => text.replaceAll(word, turn % 3 === 1 ? "" : "emptiness");
  const changes = (Object.keys(data.blocks) as BlockName[]).map((block) => ({
    block,
    text: texts(data.blocks[block]),
  }));
  return { changes, diff: `as the note orders, ${turn}` };
}

function failedClauses(goal: string, item: string): Clause[] {
  if (/deformit|artefact|artifact|stray/i.test(item))
    return [
      "Clean rendering, free of artefacts",
      "Flawless clean surface, nothing deformed",
      "Clean and strictly free of deformities",
    ].map((text, at) => ({
      block: "constraints",
      text,
      diff: `artefacts: cleaner rendering${at > 0 ? `, wording ${at + 1}` : ""}`,
    }));
  if (item === "no text that was not asked for")
    return [{ block: "negative_constraints", text: "text, lettering", diff: "stray text: excluded" }];
  const needs = needsOf(item);
  const need = mostSpecific(needs);
  if (need === undefined)
    return ["clearly visible", "throughout the whole picture", "unmistakable"].map((how) => ({
      block: "composition",
      text: `${item.replace(/[.\s]+$/, "")}, ${how}`,
      diff: `${item.split(/\s+/).slice(0, 6).join(" ").toLowerCase()}: ${how}`,
    }));
  const siblings = [...needsOf(goal), ...needs].filter((other) => other.noun === need.noun);
  return clausesFor(goal, need, siblings);
}

function mostSpecific(needs: readonly Need[]): Need | undefined {
  const specific: readonly Need["kind"][] = ["text", "count", "colour", "exclusion"];
  return needs.find((need) => specific.includes(need.kind)) ?? needs[0];
}

/** The first clause whose wording was not tried, moved to a spare block when its own is locked. */
function nextClause(
  clauses: readonly Clause[],
  blocks: PromptBlocks,
  tried: ReadonlySet<string>,
  data: ReviseData,
): Clause | undefined {
  const wasTried = (clause: Clause) => [...tried].some((diff) => diff.split("; ").includes(clause.diff));
  const clause = clauses.find((one) => !wasTried(one) && !blocks[one.block].includes(one.text));
  if (clause === undefined) return undefined;
  if (!data.locked.includes(clause.block)) return clause;
  // An exclusion among positive words would call the thing up: then rather no change.
  if (clause.block === "negative_constraints") return undefined;
  const block = SPARE_BLOCKS.find((spare) => !data.locked.includes(spare));
  return block === undefined ? undefined : { ...clause, block };
}

/** The block with the clause: in the place of an earlier wording of the same, or as a sentence at its end. */
function withClause(block: string, clause: Clause, family: readonly Clause[]): string {
  const earlier = family.find((one) => block.includes(one.text));
  if (earlier !== undefined) return block.replace(earlier.text, clause.text);
  const joint = clause.block === "negative_constraints" ? ", " : ". ";
  return [block.trim().replace(/[.,\s]+$/, ""), clause.text].filter(Boolean).join(joint);
}
