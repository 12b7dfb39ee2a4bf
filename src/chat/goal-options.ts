import { SfumatoError } from "../domain/errors.ts";
import { Aspect, Preset } from "../domain/picture.ts";
import { MAX_GOAL_LENGTH, type SessionOptions } from "../domain/session.ts";

/** Options that may be written as `key=value` beside a goal. */
export const GOAL_OPTIONS = ["provider", "aspect", "preset", "iterations", "negative", "seed", "spoiler"] as const;

/** Limits that options are held against. */
export interface OptionLimits {
  providers: readonly string[];
  maxIterations: number;
}

/** Other words before a `=` belong to the wish: `E=mc2`. */
const OPTION = new RegExp(`(?:^|\\s)(${GOAL_OPTIONS.join("|")})=("([^"]*)"|\\S+)`, "gi");

/**
 * Reads `a boat aspect=16:9 preset=final` into goal and options.
 * @throws SfumatoError `E_PROMPT_INVALID` on a value that does not fit, naming what would.
 */
export function readGoal(text: string, limits: OptionLimits): { goal: string; options: Partial<SessionOptions> } {
  const { words, options } = readWords(text, limits);
  return { goal: checkGoal(words), options };
}

/** The same for words that may be missing, as those beside a photo may; then `words` is empty. */
export function readWords(text: string, limits: OptionLimits): { words: string; options: Partial<SessionOptions> } {
  const options: Partial<SessionOptions> = {};
  const rest = text.replace(OPTION, (_all, key: string, raw: string, quoted: string | undefined) => {
    Object.assign(options, readOption(key.toLowerCase(), quoted ?? raw, limits));
    return "";
  });
  return { words: rest.trim() === "" ? "" : checkGoal(rest), options };
}

/** @throws SfumatoError on an empty or over-long goal. */
export function checkGoal(text: string): string {
  return checkText(text, MAX_GOAL_LENGTH);
}

/** Longest prompt of a person's own, with its markers (characters). */
const MAX_PROMPT_LENGTH = 8000;

/** @throws SfumatoError on an empty or over-long prompt. */
export function checkPrompt(text: string): string {
  return checkText(text, MAX_PROMPT_LENGTH);
}

function checkText(text: string, limit: number): string {
  // Control and direction marks go; joiners stay, which emoji and some scripts need.
  const clean = text.replace(/[^\P{C}\n\t\u200c\u200d]/gu, "").trim();
  if (clean === "")
    throw new SfumatoError("E_PROMPT_INVALID", "Write what you would like to see.", {
      details: { reason: "empty_goal" },
    });
  if (clean.length > limit)
    throw new SfumatoError("E_INPUT_TOO_LARGE", `There are ${clean.length} characters; ${limit} fit.`, {
      details: { length: clean.length, limit },
    });
  return clean;
}

/**
 * One option by its name.
 * @throws SfumatoError `E_PROMPT_INVALID`
 */
export function readOption(key: string, value: string, limits: OptionLimits): Partial<SessionOptions> {
  const shown = value.slice(0, 40);
  const wrong = (expected: string, facts: Record<string, string | number> = {}) =>
    new SfumatoError("E_PROMPT_INVALID", `${key}=${shown}: ${expected}.`, {
      details: { option: key, reason: `option_${key}`, value: shown, ...facts },
    });
  switch (key) {
    case "provider":
      if (!limits.providers.includes(value))
        throw wrong(`choose one of ${limits.providers.join(", ")}`, { list: limits.providers.join(", ") });
      return { provider: value };
    case "aspect": {
      const aspect = Aspect.safeParse(value);
      if (!aspect.success) throw wrong("write it as W:H, for example 16:9");
      return { aspect: aspect.data };
    }
    case "preset": {
      const preset = Preset.safeParse(value);
      if (!preset.success) throw wrong(`choose ${Preset.options.join(" or ")}`, { list: Preset.options.join(", ") });
      return { preset: preset.data };
    }
    case "iterations": {
      const iterations = Number(value);
      if (!Number.isInteger(iterations) || iterations < 1 || iterations > limits.maxIterations)
        throw wrong(`a whole number from 1 to ${limits.maxIterations}`, { limit: limits.maxIterations });
      return { iterations };
    }
    case "negative":
      if (value.length > 1000) throw wrong("at most 1,000 characters");
      return { negative: value };
    case "seed": {
      const seed = Number(value);
      if (!Number.isInteger(seed) || seed < 0 || seed > 2_147_483_647)
        throw wrong("a whole number from 0 to 2147483647");
      return { seed };
    }
    case "spoiler":
      if (!/^(yes|no|true|false)$/i.test(value)) throw wrong("yes or no");
      return { spoiler: /^(yes|true)$/i.test(value) };
    default:
      throw new SfumatoError("E_PROMPT_INVALID", `There is no option "${key}". Known: ${GOAL_OPTIONS.join(", ")}.`, {
        details: { reason: "option_unknown", value: key.slice(0, 40), list: GOAL_OPTIONS.join(", ") },
      });
  }
}
