import { statfs } from "node:fs/promises";
import type { Machine } from "./chat/chat-deps.ts";
import type { Platform } from "./chat/platform.ts";

interface Pingable {
  ping(): Promise<unknown>;
}

/** What health and operators are told of the parts and of the disk. */
export function createMachine(parts: {
  database: Pingable;
  queue: Pingable;
  platforms: ReadonlyMap<string, Platform>;
  dataDir: string;
}): Machine {
  return {
    health: async () => ({
      database: await upOrDown(parts.database),
      queue: await upOrDown(parts.queue),
      platforms: Object.fromEntries([...parts.platforms].map(([id, platform]) => [id, platform.status()])),
    }),
    async disk() {
      const { bavail, blocks, bsize } = await statfs(parts.dataDir);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
  };
}

function upOrDown(part: Pingable): Promise<"up" | "down"> {
  return part.ping().then(
    () => "up",
    () => "down",
  );
}
