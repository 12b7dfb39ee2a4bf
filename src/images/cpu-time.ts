import { readFileSync } from "node:fs";

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
