import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { toSfumatoError } from "../domain/errors.ts";
import { checks } from "./doctor-checks.ts";

/** Longest time of one check (ms). */
const CHECK_LIMIT_MS = 10_000;

/** Checks everything that the bot needs without spending, one line each. True when all is well. */
export async function runDoctor(config: Config, log: Logger, print: (line: string) => void): Promise<boolean> {
  print("ok    configuration");
  let healthy = true;
  for (const { name, check, advice } of checks(config, log)) {
    try {
      const found = await check(AbortSignal.timeout(CHECK_LIMIT_MS));
      print(`ok    ${name}${found ? `: ${found}` : ""}`);
    } catch (thrown) {
      healthy = false;
      const error = toSfumatoError(thrown);
      const what = error.code === "E_INTERNAL" && thrown instanceof Error ? thrown.message : error.message;
      print(`wrong ${name}: ${what} ${advice}`);
    }
  }
  return healthy;
}
