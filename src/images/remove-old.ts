import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Removes what lies in a folder, files or folders, for longer than `keptMs`; how many. */
export async function removeOld(folder: string, now: Date, keptMs: number): Promise<number> {
  let gone = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const about = await stat(path).catch(() => undefined);
    if (!about || now.getTime() - about.mtimeMs < keptMs) continue;
    await rm(path, { recursive: true, force: true });
    gone++;
  }
  return gone;
}
