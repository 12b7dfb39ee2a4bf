import { CARD_TOOLS, FREE_TOOLS } from "../domain/job-kinds.ts";
import type { ChatDeps } from "./chat-deps.ts";

/** Platforms show an activity for some 5 s and forget it then. */
const AGAIN_MS = 4_000;

/** Shows people that the bot is at work on their picture, for as long as it is. */
export interface Activity {
  start(): void;
  stop(): Promise<void>;
}

/** Follows the jobs that are told of; after a restart a job is followed from its next event on. */
export function createActivity(deps: ChatDeps): Activity {
  const followed = new Map<string, { again: boolean; done: Promise<void> }>();
  const rest = new AbortController();
  let unsubscribe = () => {};

  const follow = (jobId: string) => {
    const known = followed.get(jobId);
    if (known) {
      // What is being looked at may be its state before this signal.
      known.again = true;
      return;
    }
    const entry = { again: false, done: Promise.resolve() };
    followed.set(jobId, entry);
    entry.done = (async () => {
      do {
        entry.again = false;
        await showUntilDone(deps, jobId, rest.signal).catch((error) =>
          deps.log.debug({ err: error, jobId }, "activity was not shown"),
        );
      } while (entry.again && !rest.signal.aborted);
      followed.delete(jobId);
    })();
  };
  return {
    start() {
      unsubscribe = deps.signals.subscribe("job", follow);
    },
    async stop() {
      unsubscribe();
      rest.abort();
      await Promise.all([...followed.values()].map((entry) => entry.done));
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
