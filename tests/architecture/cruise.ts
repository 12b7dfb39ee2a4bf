import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./sources.ts";

export interface Cruised {
  modules: { source: string; dependencies: { module: string; resolved: string }[] }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** The rules as the tool reads them. */
export async function readRules(): Promise<{ name: string; severity: string; comment: string }[]> {
  const { default: config } = await import(join(ROOT, ".dependency-cruiser.js"));
  return config.forbidden;
}

const BIN = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

/** Runs the tool of `npm run check:imports` on the src/ of a folder. */
export async function cruise(folder: string): Promise<Cruised> {
  const args = [BIN, "--config", ".dependency-cruiser.js", "--output-type", "json", "src"];
  const limits = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, limits);
  return JSON.parse(stdout) as Cruised;
}

/** Cruises a copy of src/ into which these files were written; paths are below src/. */
export async function cruiseWith(files: Iterable<{ file: string; code: string }>): Promise<Cruised> {
  const folder = await mkdtemp(join(tmpdir(), "sfumato-imports-"));
  try {
    for (const name of ["src", "package.json", ".dependency-cruiser.js"])
      await cp(join(ROOT, name), join(folder, name), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    for (const { file, code } of [...files, { file: "../tests/fakes/fake-stores.ts", code: "export {};" }]) {
      await mkdir(dirname(join(folder, "src", file)), { recursive: true });
      await writeFile(join(folder, "src", file), `${code}\n`);
    }
    return await cruise(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
