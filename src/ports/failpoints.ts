/**
 * Moments at which a crash test ends the process: between every two steps of the protocol of money, jobs and posting
 * (docs/job-states.md). tests/e2e/failpoints.ts says how each is reached.
 */
export const FAILPOINTS = [
  "update.saved",
  "update.handled",
  "update.committed",
  "job.claimed",
  "job.finishing",
  "job.finished",
  "job.forgotten",
  "step.made",
  "step.saved",
  "call.reserving",
  "call.reserved",
  "call.dispatched",
  "call.answered",
  "call.proved",
  "call.settled",
  "call.failed",
  "call.failure_booked",
  "file.beside",
  "picture.kept",
  "picture.saved",
  "sweep.taken",
  "sweep.closed",
  "show.begun",
  "show.wanted",
  "post.claimed",
  "post.sending",
  "post.placed",
  "post.sent",
  "post.booked",
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

let armed: { name: string; left: number; die(): void } | undefined;

/** Ends the process here when a crash test asked for it; otherwise does nothing. */
export function failpoint(name: Failpoint): void {
  if (armed?.name === name && --armed.left === 0) armed.die();
}

/**
 * Arms one failpoint, as `name` or `name:n` for the nth time that it is reached.
 * @throws RangeError when there is none of that name
 */
export function armFailpoint(wanted: string, die: () => void): void {
  const [name = "", nth = "1"] = wanted.split(":");
  if (!FAILPOINTS.some((known) => known === name)) throw new RangeError(`there is no failpoint "${name}"`);
  armed = { name, left: Number(nth), die };
}
