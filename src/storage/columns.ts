import { bigint, timestamp } from "drizzle-orm/pg-core";

export const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
/** Whole micro-dollars; exact to 2^53, which is nine billion dollars. */
export const micros = (name: string) => bigint(name, { mode: "number" });
