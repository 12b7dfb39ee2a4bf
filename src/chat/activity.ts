import { CARD_TOOLS, FREE_TOOLS } from "../domain/job-kinds.ts";
import type { ChatDeps } from "./chat-deps.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** Platforms show an activity for some 5 s and forget it then. */
const AGAIN_MS = 4_000;

/** Shows people that the bot is at work on their picture, for as long as it is. */
export interface Activity {
  start(): void;
  stop(): Promise<void>;
}

/** Follows the jobs that are told of; after a restart a job is followed from its next event on. */
export function createActivity(deps: ChatDeps): Activity {
  const rest = new AbortController();
  const followed = oneAtATime((jobId) =>
    showUntilDone(deps, jobId, rest.signal).catch((error) =>
      deps.log.debug({ err: error, jobId }, "activity was not shown"),
    ),
  );
  let unsubscribe = () => {};
  return {
    start() {
      unsubscribe = deps.signals.subscribe("job", followed.begin);
    },
    async stop() {
      unsubscribe();
      rest.abort();
      await followed.stop();
    },
  };
}

/** Shows the activity again and again while the job runs; nothing for one that makes no picture or does not run. */
async function showUntilDone(deps: ChatDeps, jobId: string, rest: AbortSignal): Promise<void> {
  while (!rest.aborted) {
    const job = await deps.stores.jobs.get(jobId);
    const platform = job && deps.platforms.get(job.platform);
    if (!platform || job.state !== "running" || job.sessionId === null) return;
    if (CARD_TOOLS.has(job.tool) || FREE_TOOLS.has(job.tool)) return;
    const session = await deps.stores.sessions.get(job.sessionId);
    if (!session) return;
    await platform.showActivity(session.place, "upload_photo");
    await deps.clock.sleep(AGAIN_MS, rest).catch(() => {});
  }
}
