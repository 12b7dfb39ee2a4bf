import { readdirSync, readFileSync } from "node:fs";

/** Ticks of the system's clock a second, as Linux reports process times. */
const TICKS = 100;

/** Processor time that a process has used (ms); undefined where the system does not tell. */
export function cpuTimeOf(pid: number): number | undefined {
  try {
    // Behind the name, which may hold spaces and brackets: state is field 3, user time 14, system time 15.
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? (ticks * 1000) / TICKS : undefined;
  } catch {
    return undefined;
  }
}

/** How often it is seen whether a process gets anything (ms). */
const HUNGER_MS = 1_000;

/** Calls back, each time that it is seen, when a process got next to nothing of the processor though it waited for it. */
export function watchHunger(pid: number, onHunger: () => void): NodeJS.Timeout {
  const look = () => ({ used: cpuTimeOf(pid) ?? Number.NaN, waited: waitedTimeOf(pid) ?? Number.NaN });
  let before = look();
  return setInterval(() => {
    const now = look();
    // A comparison with what is not known is false.
    const isHungry = now.used - before.used < HUNGER_MS * 0.2 && now.waited - before.waited > HUNGER_MS * 0.5;
    before = now;
    if (isHungry) onHunger();
  }, HUNGER_MS);
}

/** How long a process's threads were ready to run and others had the processor (ms, of all together); undefined as above. */
function waitedTimeOf(pid: number): number | undefined {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    // Nanoseconds on the processor, waiting for it, and times it was given (kernel's sched-stats.rst).
    const waited = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, "latin1").split(" ")[1]);
    return waited.reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1e6, 0);
  } catch {
    return undefined;
  }
}
