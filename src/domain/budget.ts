import { DateTime, IANAZone } from "luxon";
import { z } from "zod";
import type { MicroUsd } from "./money.ts";

/** Whose money a cap guards. */
export const BudgetScope = z.enum(["deployment", "chat", "person", "session"]);
export type BudgetScope = z.infer<typeof BudgetScope>;

export const BudgetPeriod = z.enum(["day", "month", "total"]);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** A counter: one per scope, id, period and start. */
export interface WindowKey {
  scope: BudgetScope;
  scopeId: string;
  period: BudgetPeriod;
  /** Start of the period; the epoch for `total`. */
  startsAt: Date;
  /** End of the period, when the counter resets; null for `total`. */
  endsAt: Date | null;
}

/** A window with its cap; `capMicros` null: counted, never refused. */
export interface CappedWindow extends WindowKey {
  capMicros: MicroUsd | null;
  /** The moment that it was chosen for; its start when left out. A counter that still runs then counts on, whatever the zone is now. */
  at?: Date;
  /** End of the period after it: until then runs a window that a change of zone would cut short. */
  followingEndsAt?: Date;
}

/** A window as it stands. */
export interface WindowState extends CappedWindow {
  spentMicros: MicroUsd;
  reservedMicros: MicroUsd;
}

/** Caps of one paid call, micro-USD; null is no cap. */
export interface Caps {
  deploymentDay: MicroUsd | null;
  deploymentMonth: MicroUsd | null;
  chatDay: MicroUsd | null;
  chatMonth: MicroUsd | null;
  personDay: MicroUsd | null;
  session: MicroUsd | null;
}

/** What a chat decided for itself, as its settings keep it; amounts in micro-USD, `null` for "off". */
export const ChatCaps = z.object({
  day: z.number().int().min(0).nullable().optional(),
  month: z.number().int().min(0).nullable().optional(),
  session: z.number().int().min(0).nullable().optional(),
  person: z.number().int().min(0).nullable().optional(),
});
export type ChatCaps = z.infer<typeof ChatCaps>;

/**
 * The caps in force in a chat: its own where it set them, else the deployment's defaults. An operator's ceiling stands
 * above both: a cap beyond it, or "off", becomes the ceiling.
 */
export function capsOfChat(defaults: Caps, own: ChatCaps, ceiling: ChatCaps): Caps {
  const under = (chosen: MicroUsd | null | undefined, usual: MicroUsd | null, most: MicroUsd | null | undefined) => {
    const wanted = chosen === undefined ? usual : chosen;
    if (most === undefined || most === null) return wanted;
    return wanted === null ? most : Math.min(wanted, most);
  };
  return {
    ...defaults,
    chatDay: under(own.day, defaults.chatDay, ceiling.day),
    chatMonth: under(own.month, defaults.chatMonth, ceiling.month),
    session: under(own.session, defaults.session, ceiling.session),
    personDay: under(own.person, defaults.personDay, ceiling.person),
  };
}

export function isTimeZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

/** Start and end of the day or month that holds `now` in a time zone; days have 23 to 25 hours at clock changes. */
export function periodBounds(period: "day" | "month", now: Date, zone: string): { startsAt: Date; endsAt: Date } {
  const start = DateTime.fromJSDate(now, { zone }).startOf(period);
  const end = start.plus({ [period]: 1 }).startOf(period);
  return { startsAt: firstOf(start), endsAt: firstOf(end) };
}

/** Where clocks go back at midnight, a day's first hour comes twice; the day begins with the first of them. */
function firstOf(midnight: DateTime): Date {
  return new Date(Math.min(...midnight.getPossibleOffsets().map((moment) => moment.toMillis())));
}

/** Whose a paid call is. */
export interface Payer {
  /** `platform:chatId` */
  chat: string;
  /** `platform:personId` */
  person: string;
  sessionId: string | null;
  /** IANA name of the chat's time zone. */
  zone: string;
}

/**
 * Every window that a call of this payer counts in. A chat's days are in its zone; the deployment's and a
 * person's in UTC, since a person in chats of two zones would else have two days, and twice the cap.
 */
export function windowsFor(payer: Payer, caps: Caps, now: Date): CappedWindow[] {
  const dated = (
    scope: BudgetScope,
    scopeId: string,
    period: "day" | "month",
    zone: string,
    capMicros: MicroUsd | null,
  ) => {
    const { startsAt, endsAt } = periodBounds(period, now, zone);
    const followingEndsAt = periodBounds(period, endsAt, zone).endsAt;
    return { scope, scopeId, period, startsAt, endsAt, capMicros, at: now, followingEndsAt };
  };
  const windows: CappedWindow[] = [
    dated("deployment", "all", "day", "UTC", caps.deploymentDay),
    dated("deployment", "all", "month", "UTC", caps.deploymentMonth),
    dated("chat", payer.chat, "day", payer.zone, caps.chatDay),
    dated("chat", payer.chat, "month", payer.zone, caps.chatMonth),
    dated("person", payer.person, "day", "UTC", caps.personDay),
  ];
  if (payer.sessionId !== null)
    windows.push({
      scope: "session",
      scopeId: payer.sessionId,
      period: "total",
      startsAt: new Date(0),
      endsAt: null,
      capMicros: caps.session,
    });
  return windows;
}

/** What a refused reservation says: which cap, how much is left, when it resets. */
export interface BudgetRefusal {
  scope: BudgetScope;
  period: BudgetPeriod;
  capMicros: MicroUsd;
  leftMicros: MicroUsd;
  neededMicros: MicroUsd;
  resetsAt: Date | null;
}

/** States of a paid call; see docs/job-states.md. */
export const PaidCallState = z.enum(["reserved", "dispatched", "settled", "released", "unknown"]);
export type PaidCallState = z.infer<typeof PaidCallState>;
