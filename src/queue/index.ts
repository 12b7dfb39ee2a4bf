import type { Queue } from "../ports/queue.ts";
import { createBullQueue } from "./bullmq.ts";
import { createOwnFirst } from "./own-first.ts";

/** The queue of a deployment: wakes go to the own process first, and else through BullMQ to the others. */
export async function openQueue(options: Parameters<typeof createBullQueue>[0]): Promise<Queue> {
  return createOwnFirst(await createBullQueue(options));
}
