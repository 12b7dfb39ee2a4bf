import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { bigint, timestamp } from "drizzle-orm/pg-core";

export const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
/** Whole micro-dollars; exact to 2^53, which is nine billion dollars. */
export const micros = (name: string) => bigint(name, { mode: "number" });

/** Reads a row of a table that came from a function of the database, as drizzle reads those of its own statements. */
export function rowOf<Table extends PgTable>(table: Table, raw: Record<string, unknown>): Table["$inferSelect"] {
  const read = Object.entries(getTableColumns(table)).map(([name, column]) => {
    const value = raw[column.name] ?? null;
    return [name, value === null ? null : column.mapFromDriverValue(value)];
  });
  return Object.fromEntries(read);
}

/** A statement about one id that is built at its first use: drizzle builds others anew each time. */
export function byId<T>(
  build: () => {
    prepare(name: string): { execute(values: { id: string }): Promise<T> };
  },
): (id: string) => Promise<T> {
  let statement: { execute(values: { id: string }): Promise<T> } | undefined;
  return (id) => {
    statement ??= build().prepare("by_id");
    return statement.execute({ id });
  };
}
