import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { COMMANDS } from "../../src/chat/commands.ts";
import { ERROR_REASONS } from "../../src/chat/screens/error.ts";
import { BudgetPeriod, BudgetScope, ChatCaps } from "../../src/domain/budget.ts";
import { ErrorCode, Spent } from "../../src/domain/errors.ts";
import { JobStage } from "../../src/domain/job.ts";
import { LackKind } from "../../src/domain/lack.ts";
import { COST_LEVELS } from "../../src/domain/money.ts";
import { EditTask, MaskSource } from "../../src/domain/photo-work.ts";
import { Preset } from "../../src/domain/picture.ts";
import type { ProviderState } from "../../src/domain/provider-state.ts";
import { PointCode, SessionStatus } from "../../src/domain/session.ts";
import { UploadFault } from "../../src/domain/upload.ts";
import { WARNING_CODES } from "../../src/domain/warning.ts";
import type { ChangeKind } from "../../src/ports/moderation.ts";
import { tools } from "../../src/tools/index.ts";
import { ROOT, withoutComments } from "./sources.ts";

const FOLDER = join(ROOT, "src/chat/locales");

const keysFor = (pattern: string, values: readonly (string | number)[]) =>
  [pattern, values.map((value) => pattern.replace("*", String(value)))] as const;

/** Keys that code puts together from a template, `*` standing for the value; no other template may be used. */
export const TEMPLATES = new Map<string, string[]>([
  keysFor(
    "command-*",
    COMMANDS.map(({ name }) => name),
  ),
  keysFor("option-*", [
    "goal",
    "words",
    "id",
    "sizes",
    "provider",
    "aspect",
    "preset",
    "iterations",
    "negative",
    "spoiler",
    "image",
    "mask",
  ]),
  keysFor("choice-*", ["yes", "no"]),
  keysFor("menu-*", ["describe", "optimize", "why"]),
  keysFor("example-*", [1, 2, 3]),
  keysFor("example-chip-*", [1, 2, 3]),
  keysFor("settings-*", ["provider", "aspect", "preset", "iterations", "language"]),
  keysFor("preset-*", Preset.options),
  keysFor("level-*", COST_LEVELS),
  keysFor("notice-same-*", ["shown", "joined"]),
  keysFor("size-*", Preset.options),
  keysFor("status-*", SessionStatus.options),
  keysFor("scope-*", BudgetScope.options),
  keysFor("period-*", BudgetPeriod.options),
  keysFor("budget-who-*", BudgetScope.options),
  keysFor("error-*", ErrorCode.options),
  [
    "error-*-*",
    Object.entries(ERROR_REASONS).flatMap(([code, reasons]) => reasons.map((reason) => `error-${code}-${reason}`)),
  ],
  keysFor("warning-*", WARNING_CODES),
  keysFor("lack-*", LackKind.options),
  keysFor("point-*", PointCode.options),
  keysFor("capname-*", Object.keys(ChatCaps.shape)),
  keysFor("change-*", [
    ...(["cap", "ceiling", "pause", "resume", "block", "unblock", "default"] satisfies ChangeKind[]),
    ...(["freeze", "unfreeze", "approve", "refuse"] satisfies ChangeKind[]),
  ]),
  keysFor("defaultname-*", ["provider", "aspect", "preset", "language", "photos", "allow", "zone"]),
  keysFor("providerstate-*", ["up", "down", "disabled"] satisfies ProviderState["state"][]),
  keysFor("access-*-by", ["approved", "refused"]),
  keysFor("error-spent-*", Spent.options),
  keysFor("progress-*", JobStage.shape.stage.options),
  keysFor("upload-*", UploadFault.options),
  keysFor("mask-from-*", MaskSource.options),
  keysFor("edit-need-*", EditTask.options),
  keysFor("part-unfound-*", ["nobody", "unseen", "failed", "budget"]),
  keysFor(
    "tool-*",
    tools.flatMap(({ id, edit }) => (edit ? [id] : [])),
  ),
  keysFor("progress-*-single", ["generating", "judging"]),
]);

/** Keys of every language. */
export function readWording(): Map<string, string[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ftl"));
  return new Map(
    files.map((name) => {
      const { body } = new FluentResource(readFileSync(join(FOLDER, name), "utf8"));
      return [name.slice(0, -".ftl".length), body.map(({ id }) => id).sort()];
    }),
  );
}

/** What one source file asks wording for: whole keys, and templates with `*` for each `${…}`. */
export function wordingUsedIn(source: string): { keys: string[]; templates: string[] } {
  const code = withoutComments(source);
  const keys: string[] = [];
  const templates: string[] = [];
  let byVariable = false;
  for (const call of code.matchAll(/\b(?:say\(|sayIn\([^)]*\)\(|wording\.text\([^,]+,)/g)) {
    const argument = firstArgument(code.slice(call.index + call[0].length));
    for (const [, template] of argument.matchAll(/`((?:[^`$]|\$\{[^}]*\})*)`/g))
      templates.push((template as string).replace(/\$\{[^}]*\}/g, "*"));
    const plain = argument.replace(/`[^`]*`/g, "").replace(/[!=]==? "[^"]*"/g, "");
    const literals = [...plain.matchAll(/"([^"]+)"/g)].map(([, key]) => key as string);
    keys.push(...literals);
    if (literals.length === 0 && !argument.includes("`")) byVariable = true;
  }
  // A key in a variable is chosen in the same file: by `key = …`, or from a table called `keys`.
  if (byVariable)
    for (const [, choice] of code.matchAll(/\bconst keys?\b[^=;]*=([^;]*);/g))
      for (const [, key] of (choice as string).matchAll(/"([a-z]+(?:-[A-Za-z_]+)+)"/g)) keys.push(key as string);
  return { keys, templates: templates.filter((template) => template.includes("*")) };
}

/** The text up to the comma or bracket that ends the argument. */
function firstArgument(rest: string): string {
  let depth = 0;
  for (let at = 0; at < rest.length; at++) {
    const letter = rest[at] as string;
    if ("([{".includes(letter)) depth++;
    if (depth === 0 && (letter === "," || letter === ")")) return rest.slice(0, at);
    if (")]}".includes(letter)) depth--;
  }
  return rest;
}
