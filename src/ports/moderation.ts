import type { JobState } from "../domain/job.ts";
import type { MicroUsd } from "../domain/money.ts";

/** What may be changed of a chat's rules; each kind has its wording. */
export type ChangeKind =
  | "cap"
  | "pause"
  | "resume"
  | "block"
  | "unblock"
  | "default"
  | "ceiling"
  | "freeze"
  | "unfreeze"
  | "approve"
  | "refuse";

/** Facts of a change for its wording: which cap, from what to what, whom. Amounts in micro-USD. */
export type ChangeDetails = Readonly<Record<string, string | number | null>>;

/** A change of a chat's rules: who, what, when. */
export interface Change {
  /** Null when its person asked to be forgotten. */
  personName: string | null;
  kind: ChangeKind;
  details: ChangeDetails;
  at: Date;
}

export interface KnownPerson {
  id: string;
  name: string;
}

/** Who asks to be let in: a group, or a person in private. */
export interface Applicant {
  platform: string;
  kind: "group" | "private";
  /** Chat of a group, person of a private chat. */
  id: string;
}

export interface Admission extends Applicant {
  state: "asked" | "approved" | "refused";
  /** Where the answer goes. */
  chatId: string;
  name: string;
  language: string;
  at: Date;
}

/** What somebody spent in a chat. */
export interface Spender {
  /** Null: people who asked to be forgotten. */
  personId: string | null;
  dayMicros: MicroUsd;
  monthMicros: MicroUsd;
  pictures: number;
}

/** A job as operators see it: without anybody's words. */
export interface JobLine {
  id: string;
  tool: string;
  state: JobState;
  errorCode: string | null;
  /** `platform:chatId` */
  chatKey: string;
}

/** A chat's rules, their history, and who is let in. */
export interface ModerationStore {
  /** Remembers a name; writes only when it is new. */
  see(platform: string, person: { id: string; name: string; username?: string | undefined }): Promise<void>;
  /** Somebody who spoke to the bot, by id or username (with or without `@`). */
  findPerson(platform: string, who: string): Promise<KnownPerson | undefined>;
  names(platform: string, personIds: readonly string[]): Promise<Map<string, string>>;
  /** False when it was so already. */
  block(platform: string, chatId: string, personId: string): Promise<boolean>;
  /** False when nobody was blocked. */
  unblock(platform: string, chatId: string, personId: string): Promise<boolean>;
  blocked(platform: string, chatId: string): Promise<string[]>;
  record(change: {
    platform: string;
    chatId: string;
    person: KnownPerson;
    kind: ChangeKind;
    details: ChangeDetails;
  }): Promise<void>;
  /** Newest first. */
  changes(platform: string, chatId: string, limit: number): Promise<Change[]>;
  admission(applicant: Applicant): Promise<Admission | undefined>;
  /** False when it was asked or decided before. */
  ask(admission: Omit<Admission, "state" | "at">): Promise<boolean>;
  /** Decides, also against an earlier decision; undefined when it is so already or nobody asked. */
  decide(applicant: Applicant, state: "approved" | "refused"): Promise<Admission | undefined>;
  /** Those that wait, oldest first. */
  waiting(limit: number): Promise<Admission[]>;
  /** Who spent what in a chat since the starts of its day and month, most first. */
  spenders(chatKey: string, since: { day: Date; month: Date }): Promise<Spender[]>;
  /** Booked since then, most first; `name` is a provider's id or a `platform:chatId`. */
  spentBy(what: "provider" | "chat", since: Date, limit: number): Promise<{ name: string; micros: MicroUsd }[]>;
  /** Jobs of the whole deployment, the newest first. */
  newestJobs(limit: number): Promise<JobLine[]>;
  /** Takes a chat's rules, history and counters along to its new id. */
  moveChat(platform: string, from: string, to: string): Promise<void>;
}
