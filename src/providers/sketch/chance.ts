import { createHash } from "node:crypto";

/** Draws numbers from 0 up to, but not including, 1. */
export type Random = () => number;

/** A whole number (0 … 2³² − 1) made from a text; equal texts give equal numbers. */
export function hashOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32LE(0);
}

/** A repeatable stream of numbers for a text (mulberry32: short, fast, good enough for a simulation). */
export function seeded(text: string): Random {
  let state = hashOf(text);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}
