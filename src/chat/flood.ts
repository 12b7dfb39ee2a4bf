/** What one person may send at once, and what comes back each second: far above what hands can do for long. */
const BURST = 60;
const PER_SECOND = 1;
/** Somebody who sends more is not read until they paused for this long (ms). */
const QUIET_MS = 10_000;
const MOST_PEOPLE = 50_000;

interface Bucket {
  left: number;
  /** When it was last looked at (ms). */
  at: number;
  muted: boolean;
}

/** Bounds what one person can make the bot do. */
export interface Flood {
  /** `tell`: the first one too many, to be answered; `drop`: not read at all. */
  judge(personKey: string): "pass" | "tell" | "drop";
}

/** Counts in memory: a flood must not reach the database. Each process that reads updates has its own count. */
export function createFlood(now: () => number): Flood {
  const buckets = new Map<string, Bucket>();
  const makeRoom = () => {
    // Many at once, so that it is seldom: those who have been silent the longest begin anew.
    let many = MOST_PEOPLE / 10;
    for (const key of buckets.keys()) {
      if (many-- <= 0) return;
      buckets.delete(key);
    }
  };
  return {
    judge(personKey) {
      const known = buckets.get(personKey);
      if (!known && buckets.size >= MOST_PEOPLE) makeRoom();
      const bucket = known ?? { left: BURST, at: now(), muted: false };
      const passedMs = now() - bucket.at;
      bucket.at = now();
      bucket.left = Math.min(BURST, bucket.left + (passedMs / 1000) * PER_SECOND);
      // The newest last, for makeRoom.
      buckets.delete(personKey);
      buckets.set(personKey, bucket);
      if (bucket.muted && passedMs < QUIET_MS) return "drop";
      bucket.muted = bucket.left < 1;
      if (bucket.muted) return "tell";
      bucket.left -= 1;
      return "pass";
    },
  };
}
