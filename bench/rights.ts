import { randomBytes } from "node:crypto";
import { anyTry, randomFrom, rightfulTries } from "../tests/chat/rights/tries.ts";
import { rightsWorld } from "../tests/chat/rights/world.ts";
import { freshStores } from "./kit/database.ts";
import { type Figure, plain } from "./kit/figures.ts";

const TRIES = 10_000;
const SEED = Date.now() % 2 ** 31;

/**
 * Generated presses and commands of people without the right, read from the updates that the platforms would send and
 * handled on a real database; then the same by those who have it, or nothing would be shown.
 */
export async function rights(): Promise<Figure[]> {
  const { stores, sql, close } = await freshStores(8);
  try {
    const { scenes, tries } = await rightsWorld(stores, sql, () => randomBytes(8).toString("hex"));
    const random = randomFrom(SEED);
    const both = Object.values(scenes);
    const accepted: string[] = [];
    const kinds = new Set<string>();
    let [answered, ignored] = [0, 0];
    for (let at = 0; at < TRIES; at++) {
      const one = anyTry(random, both);
      const outcome = await tries(await one.send());
      if (outcome.accepted) accepted.push(one.told);
      if (outcome.answered) answered++;
      if (outcome.ignored) ignored++;
      kinds.add(one.kind);
    }
    const rightful = both.flatMap(rightfulTries);
    let taken = 0;
    for (const one of rightful) if ((await tries(await one.send())).accepted) taken++;
    return [
      {
        figure: `${TRIES.toLocaleString("en")} presses and commands without the right: accepted`,
        measured: String(accepted.length),
        limit: "0",
        met: accepted.length === 0,
        note: `seed ${SEED}, ${kinds.size} kinds on both platforms${accepted[0] ? `; first: ${accepted[0]}` : ""}`,
      },
      {
        figure: "… answered politely",
        measured: String(answered),
        limit: "all",
        met: answered + ignored === TRIES,
        note: `${ignored} that are none of the bot's business`,
      },
      plain(
        "… the same with the right: accepted",
        `${taken} of ${rightful.length}`,
        "right after them, on the same database",
      ),
    ];
  } finally {
    await close();
  }
}
