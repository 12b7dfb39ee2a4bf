import type { Template } from "../domain/template.ts";

/** What pictures are for and how they look, from files that may change while the bot runs. */
export interface Templates {
  /** Types, then platforms, then hints. A broken file counts as it was when it was last good; never throws. */
  list(): Promise<readonly Template[]>;
}
