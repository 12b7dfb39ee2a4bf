import type { App } from "../app.ts";
import { FINAL_STATES, type Job } from "../domain/job.ts";

/** Waits for a job's end, by signals and by looking now and then. */
export async function jobEnd(app: App, jobId: string): Promise<Job> {
  const { stores, signals } = app.chat;
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const timer = setTimeout(done, 1_000);
      const unsubscribe = signals.subscribe("job", (id) => id === jobId && done());
      function done() {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      }
    });
    const job = await stores.jobs.get(jobId);
    if (job && FINAL_STATES.has(job.state)) return job;
    await changed;
  }
}
