import { DateTime } from "luxon";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployment, deploy } from "./deployment.ts";
import { labelsOf } from "./talk.ts";

/** A draft costs about a cent, its judging and refining together two. */
const ENOUGH_FOR_A_FEW = "0.04";

describe.concurrent("limits on Telegram", { timeout: 30_000 }, () => {
  let world: Deployment;
  beforeAll(async () => {
    world = await deploy({
      env: {
        BUDGET_CHAT_DAILY_USD: ENOUGH_FOR_A_FEW,
        EXPENSIVE_INTERVAL_S: "60",
        USER_CONCURRENCY: "1",
        USER_PER_MINUTE: "4",
      },
      imageDelayMs: 300,
    });
  });
  afterAll(() => world.close());

  const begin = async (goal: string) => {
    const ann = world.talk();
    ann.say(goal);
    return { ann, card: await ann.offered(/^Accept/) };
  };
  const zoneOf = async (chatId: number, timeZone: string) => {
    const sql = postgres(world.databaseUrl, { max: 1, onnotice: () => {} });
    await sql`insert into settings (platform, chat_id, person_id, data) values ('telegram', ${String(chatId)}, '', ${sql.json({ timeZone })})`;
    await sql.end();
  };

  it("a choice of more than a tenth of what the day has left asks once", async () => {
    const { ann, card } = await begin("a small clock");
    expect(card.text).toMatch(/^openai · 1:1 · ~512 px · draft \(low\)$/m);
    await ann.press(/^Accept/, card);
    const asked = await ann.see(/^This may cost up to \$0\.\d\d\.\n\$0\.\d+ is left of \$0\.04 \(chat cap, today\)\./);
    await ann.press(/^Confirm/, asked);
    await ann.offered(/^Re-roll/);
  });

  it("a cap that refuses says which, how much is left, when it resets by the chat's clock, and who can raise it", async () => {
    const zone = "Asia/Tokyo";
    const { ann, card } = await begin("a large clock");
    await zoneOf(ann.chat.id, zone);
    await ann.press(/^Optimize/, card);
    await ann.press(/^Confirm/);
    const end = await ann.see(/^Done · [1-3] pictures?.*\nStopped by a cap, with what was made\./);
    const reset = DateTime.utc().startOf("day").plus({ days: 1 }).setZone(zone).toFormat("yyyy-MM-dd HH:mm");
    expect(end.text).toMatch(
      /The chat cap \(today\) of \$0\.04 has \$0\.(\d+) left; this needs up to \$0\.(?!\1\.)\d+\. It resets /,
    );
    // The zone came after the day's window had begun, so this window still ends at midnight UTC.
    expect(end.text).toContain(`It resets ${reset} (${zone}).`);
    expect(end.text).toContain("The chat's moderators can raise it.");
    expect(labelsOf(end)).toEqual(["Retry"]);
    expect(ann.pictures().length).toBeGreaterThan(0);
  });

  it("a second paid operation of a session soon after the first is refused with the moment when to try again", async () => {
    const { ann, card } = await begin("a hasty clock");
    await ann.press(/^Accept/, card);
    await ann.press(/^Confirm/);
    const picture = await ann.offered(/^Re-roll/);
    await ann.see(/^Done/);
    await ann.press(/^Re-roll/, picture);
    expect(await ann.press(/^Confirm/)).toMatch(/^Too fast\. Try again in [1-6]\d? s\.$/);
  });

  it("one person's jobs at once, and a minute, are limited, with the moment when to try again", async () => {
    const { ann, card } = await begin("a first clock");
    ann.say("a second clock");
    const second = await ann.offered(/^Accept/, { after: card });
    await ann.press(/^Accept/, card);
    const asked = await ann.see(/This may cost/);
    await ann.press(/^Confirm/, asked);
    await ann.press(/^Accept/, second);
    expect(await ann.press(/^Confirm/, await ann.see(/This may cost/, { after: asked }))).toMatch(
      /^Too fast\. Try again in \d+ s\.$/,
    );
    ann.say("a third clock");
    ann.say("a fourth clock");
    await ann.see(/^Too fast\. Try again in \d+ s\.$/);
  });
});
