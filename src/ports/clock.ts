/** Time and randomness, passed in so that tests can hold them. Money's time is the database's, never this. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A fresh id: 16 lower-case letters and digits without look-alikes. */
export type NewId = () => string;
