import type { Place } from "../domain/session.ts";
import type { Intent } from "./intents.ts";

/** One field of a modal. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  /** `line` and `lines`: words. `picture`: a file that is sent along. */
  readonly kind: "line" | "lines" | "picture";
  readonly required: boolean;
  /** What it holds at first. */
  readonly value?: string;
  readonly hint?: string;
  /** Characters. */
  readonly maxLength?: number;
}

/** A modal as plain data. */
export interface Form {
  readonly title: string;
  readonly fields: readonly FormField[];
}

/** Who asks for a form, and about what: a button by its token, or an entry of the menu on a picture by its command. */
export interface FormRequest {
  readonly place: Place;
  readonly person: Intent["person"];
  readonly about: { readonly token: string } | { readonly command: string };
}

/** An option of a command that is being typed. */
export interface SuggestRequest {
  readonly place: Place;
  readonly person: Intent["person"];
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  /** What the other options hold. */
  readonly others: Readonly<Record<string, string>>;
}

export interface Suggestion {
  readonly value: string;
  readonly label: string;
}
