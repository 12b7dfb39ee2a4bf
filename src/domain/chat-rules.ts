import { z } from "zod";
import { ChatCaps, isTimeZone } from "./budget.ts";
import { Aspect, Preset } from "./picture.ts";

/** What a chat's moderators, and operators above them, decided for it; as its settings keep it. */
export const ChatRules = z.object({
  /** No new work here until a moderator resumes. */
  paused: z.boolean().catch(false),
  /** Why spending is stopped until an operator looked: `overrun` or `operator`. */
  frozen: z.string().nullable().catch(null),
  caps: ChatCaps.catch({}),
  /** An operator's limit for the caps. */
  ceiling: ChatCaps.catch({}),
  /** Options of sessions whose person chose nothing. */
  defaults: z.object({ provider: z.string(), aspect: Aspect, preset: Preset }).partial().catch({}),
  /** Providers that may be used; null for all. */
  allowedProviders: z.array(z.string()).min(1).nullable().catch(null),
  /** Language of people who chose none; null: their client's. */
  language: z.string().nullable().catch(null),
  /** Whether photos of people who never made a picture here are taken. */
  photosFromStrangers: z.boolean().catch(true),
  /** IANA name: when the chat's days begin. */
  timeZone: z.string().refine(isTimeZone).catch("UTC"),
});
export type ChatRules = z.infer<typeof ChatRules>;

/** Reads a chat's settings; what cannot be read counts as not set. */
export function readChatRules(saved: Record<string, unknown>): ChatRules {
  return ChatRules.parse(saved);
}

/** What operators decided for the whole deployment. */
export const DeploymentRules = z.object({ disabledProviders: z.array(z.string()).catch([]) });
export type DeploymentRules = z.infer<typeof DeploymentRules>;

/** Ids of providers that a chat may use, in their order. */
export function usableProviders(all: readonly string[], rules: ChatRules, deployment: DeploymentRules): string[] {
  return all.filter(
    (id) =>
      !deployment.disabledProviders.includes(id) &&
      (rules.allowedProviders === null || rules.allowedProviders.includes(id)),
  );
}
