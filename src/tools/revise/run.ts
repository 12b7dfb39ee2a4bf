import { ReviseAnswer, type ReviseData } from "../../domain/calls.ts";
import { lostMusts } from "../../domain/checklist.ts";
import { SfumatoError } from "../../domain/errors.ts";
import { pickFixes } from "../../domain/loop-policy.ts";
import {
  applyChanges,
  type BlockChange,
  type Literal,
  literalsAfter,
  literalsOf,
  missingLiterals,
  negativeText,
  type Prompt,
  plainText,
} from "../../domain/prompt-blocks.ts";
import type { Checklist } from "../../domain/verdict.ts";
import { warning } from "../../domain/warning.ts";
import { attemptAsk, BAD_ANSWERS, costOfFailure } from "../attempt.ts";
import type { ReviseOutput } from "../outputs.ts";
import { REVISE_MAX_TOKENS } from "../text-calls.ts";
import type { ToolContext } from "../tool.ts";
import type { ReviseInput } from "./index.ts";

const MAX_DIFF_LENGTH = 200;
/** The reviser is shown this many of the latest iterations. */
const HISTORY_LENGTH = 12;
const NO_ANSWER = warning("no_revision");

/** What the revision works on: fixed when the tool begins. */
interface Basis {
  prompt: Prompt;
  checklist: Checklist | null;
  literals: Literal[];
  feedback: { id: string | null; text: string }[];
  data: Omit<ReviseData, "painter"> & { aspect: string };
}

/** One text call, from the best so far. What it may change is decided here, not by the model. */
export async function runRevise(context: ToolContext, input: ReviseInput): Promise<ReviseOutput> {
  const basis = await context.step("begin", () => readBasis(context, input));
  const { aspect, ...given } = basis.data;
  const model = await context.imageModel();
  const data: ReviseData = {
    ...given,
    painter: {
      guide: context.prompts.guide(model.guide),
      aspect,
      supports_negative_prompt: model.capabilities.supports_negative_prompt,
    },
  };
  const asked = await attemptAsk(context, "ask", BAD_ANSWERS, async () => ({
    call: "revise",
    instructions: context.prompts.instructions("revise"),
    data,
    images: [],
    schema: ReviseAnswer,
    maxTokens: REVISE_MAX_TOKENS,
  }));
  const changed = asked.ok ? followAnswer(basis, asked.value.value) : nothing(basis);
  const result = changed.applied.length > 0 ? changed : followByRule(basis);
  await context.step("save", () => save(context, basis, result.prompt, asked.ok));
  return {
    changed: result.applied.length > 0,
    ...result,
    feedbackIds: basis.feedback.flatMap(({ id }) => (id === null ? [] : [id])),
    costMicros: asked.ok ? asked.value.costMicros : costOfFailure(asked.error),
  };
}

type Change = Pick<ReviseOutput, "prompt" | "diff" | "applied">;
const nothing = (basis: Basis): Change => ({ prompt: basis.prompt, diff: "", applied: [] });

async function readBasis(context: ToolContext, input: ReviseInput): Promise<Basis> {
  const session = await context.session.get();
  const iterations = await context.session.iterations();
  const pending = input.feedback ?? (await context.session.pendingFeedback());
  const best = iterations.find((iteration) => iteration.id === (input.from ?? session.bestIterationId));
  const prompt = best?.prompt ?? session.prompt;
  if (prompt === null)
    throw new SfumatoError("E_PROMPT_INVALID", "There is no prompt to revise.", { details: { reason: "no_prompt" } });
  const verdict = best?.verdict ?? null;
  const fixes = input.fixes ?? (verdict === null ? [] : pickFixes(verdict, []));
  const failed = verdict?.failed.filter((item) => fixes.includes(item.id)) ?? [];
  const missed = new Set(verdict?.failed.map((item) => item.id));
  return {
    prompt,
    checklist: session.checklist,
    literals: session.literals,
    feedback: pending.map(({ id, text }) => ({ id, text })),
    data: {
      goal: session.goal,
      blocks: prompt.blocks,
      locked: prompt.locked,
      failed: failed.map(({ text, finding, evidence }) => ({ text, finding, evidence })),
      passed:
        verdict === null
          ? []
          : (session.checklist?.items ?? []).filter((item) => !missed.has(item.id)).map((item) => item.text),
      feedback: pending.map((feedback) => feedback.text),
      history: iterations.slice(-HISTORY_LENGTH).map((iteration) => ({
        iteration: iteration.index,
        diff: iteration.promptDiff,
        score: iteration.verdict?.score ?? null,
        accepted: iteration.accepted === true,
      })),
      mode: input.mode,
      aspect: session.options.aspect,
    },
  };
}

function followAnswer(basis: Basis, answer: ReviseAnswer): Change {
  const changes = answer.changes.map((change) => ({ ...change, text: change.text.slice(0, 4000) }));
  const { prompt, applied } = applyChanges(basis.prompt, changes, bindingLiterals(basis));
  if (losesMusts(basis, prompt)) return nothing(basis);
  const diff = answer.diff.replace(/\s+/g, " ").trim().slice(0, MAX_DIFF_LENGTH);
  return { prompt, applied, diff: diff || applied.map((change) => change.block).join(", ") };
}

/** Only the person's words may take a must out of the prompt; notes of the judge, whatever they say, never do. */
function losesMusts(basis: Basis, prompt: Prompt): boolean {
  if (basis.feedback.length > 0 || basis.checklist === null) return false;
  const words = (one: Prompt) => `${plainText(one)}\n${negativeText(one)}`;
  return lostMusts(basis.checklist, words(basis.prompt), words(prompt)).length > 0;
}

/** The person's words are followed even when the reviser does nothing with them: as they are, in an open block. */
function followByRule(basis: Basis): Change {
  const words = basis.feedback.map((feedback) => feedback.text.trim()).filter(Boolean);
  const block = (["constraints", "subject", "composition", "style"] as const).find(
    (name) => !basis.prompt.locked.includes(name),
  );
  if (words.length === 0 || block === undefined) return nothing(basis);
  const before = basis.prompt.blocks[block].replace(/[.\s]+$/, "");
  const text = [before, ...words].filter(Boolean).join(". ").slice(0, 4000);
  const change: BlockChange = { block, text };
  const { prompt, applied } = applyChanges(basis.prompt, [change], basis.literals);
  return { prompt, applied, diff: applied.length === 0 ? "" : words.join("; ").slice(0, MAX_DIFF_LENGTH) };
}

function bindingLiterals(basis: Basis): Literal[] {
  return literalsAfter(
    basis.literals,
    basis.feedback.map((feedback) => feedback.text),
  );
}

/** Literals that the person's words replaced no longer bind; what they name instead does. */
async function save(context: ToolContext, basis: Basis, prompt: Prompt, answered: boolean): Promise<true> {
  if (!answered) await context.emit({ type: "warning", message: NO_ANSWER });
  if (basis.feedback.length === 0) return true;
  const binding = new Set(bindingLiterals(basis).map((literal) => `${literal.kind}:${literal.text}`));
  const isHeld = (literal: Literal) => missingLiterals(prompt, [literal]).length === 0;
  const kept = basis.literals.filter((literal) => binding.has(`${literal.kind}:${literal.text}`) || isHeld(literal));
  const named = basis.feedback
    .flatMap((feedback) => literalsOf(feedback.text))
    .filter((literal) => isHeld(literal) && !kept.some((k) => k.kind === literal.kind && k.text === literal.text));
  await context.session.update({ literals: [...kept, ...named] });
  return true;
}
