import type { PromptStyle } from "../domain/prompt-style.ts";
import type { TextCall } from "./models.ts";

/** What language models are told, from files in prompts/. */
export interface Prompts {
  /** Text of prompts/<call>.md without its front matter. */
  instructions(call: TextCall): string;
  /** Text of prompts/guides/<name>.md. */
  guide(name: string): string;
  /** How code puts a prompt into words for models of that guide. */
  style(name: string): PromptStyle;
  /**
   * Text of prompts/edits/<tool>.md: the frame of an edit's prompt, with `{{ keeps }}` for what stays over all rounds,
   * or `{{ logo }}` for the logo alone where light and place may change.
   */
  frame(tool: string): string;
}
