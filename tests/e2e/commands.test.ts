import { readdir } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployment, deploy } from "./deployment.ts";
import { labelsOf } from "./talk.ts";

describe.concurrent("commands on Telegram", { timeout: 30_000 }, () => {
  let world: Deployment;
  beforeAll(async () => {
    world = await deploy({ imageDelayMs: 100 });
  });
  afterAll(() => world.close());

  const withPicture = async (goal: string) => {
    const ann = world.talk();
    ann.say(goal);
    await ann.press(/^Accept/);
    await ann.offered(/^Re-roll/);
    await ann.see(/^Done/);
    return ann;
  };

  it("/start offers examples that begin a session when tapped, and a deep link begins one at once", async () => {
    const ann = world.talk();
    ann.say("/start");
    await ann.press(/^Lighthouse in fog/);
    const card = await ann.offered(/^Accept/);
    expect(card.text).toContain("A lighthouse in fog at dawn, watercolour");
    ann.say(`/start g_${Buffer.from("a paper crane").toString("base64url")}`);
    expect((await ann.offered(/^Accept/, { after: card })).text).toContain("a paper crane");
    ann.say("/help");
    const help = await ann.see(/^Commands\n/);
    for (const name of ["/imagine", "/optimize", "/rerun", "/forgetme"]) expect(help.text).toContain(`${name} –`);
    ann.say("/privacy");
    await ann.see(/^What is kept/);
    ann.say("/dance");
    await ann.see(/I do not know \/dance\. \/help lists the commands\./);
  });

  it("/imagine takes options and says what is wrong with them", async () => {
    const ann = world.talk();
    ann.say('/imagine a pear aspect=16:9 iterations=5 negative="text, people"');
    const card = await ann.offered(/^Optimize ×5/);
    expect(card.text).toMatch(/openai · 16:9/);
    ann.say("/imagine a blackboard with E=mc2");
    const blackboard = await ann.offered(/^Accept/, { after: card });
    expect(blackboard.text).toContain("a blackboard with E=mc2");
    ann.say("/imagine a pear aspect=wide");
    await ann.see(/aspect=wide: write it as W:H, for example 16:9\./);
    ann.say("/imagine a pear provider=nobody");
    await ann.see(/provider=nobody: choose one of openai, sketch\./);
    ann.say("/imagine a pear iterations=99");
    await ann.see(/iterations=99: a whole number from 1 to 10\./);
    ann.say("/imagine");
    await ann.see(/Write what you would like to see after the command, for example: \/imagine/);
    ann.say("/imagine a tall pear aspect=9:32");
    const odd = await ann.offered(/^Accept/, { after: blackboard });
    expect(odd.text).toMatch(/openai does not make 9:32; the nearest, \d+:\d+, is taken\./);
  });

  it("/settings changes a person's own defaults in place, for the next session", async () => {
    const ann = world.talk();
    ann.say("/settings");
    const settings = await ann.see(/^Your defaults in this chat/);
    await ann.press(/^Rounds: 3/, settings);
    await ann.until(() => labelsOf(settings).includes("Rounds: 4"));
    await ann.press(/^Not in the picture/, settings);
    ann.say("dogs", { replyTo: await ann.see(/what must not be/) });
    await ann.see(/Not in the picture: dogs/);
    ann.say("a plum");
    await ann.offered(/^Optimize ×4/);
    ann.say("/settings");
    await ann.until(() => ann.shown().at(-1)?.text.includes("Not in the picture: dogs"));
  });

  it("/history pages, opens, re-runs and deletes; /rerun shows what exists, free", async () => {
    const ann = await withPicture("a quince");
    for (let at = 1; at <= 6; at++) ann.say(`a cherry, take ${at}`);
    await ann.until(
      () => ann.shown().filter((one) => labelsOf(one).some((label) => /^Accept/.test(label))).length === 6,
    );
    ann.say("/history");
    const list = await ann.see(/^Your sessions/);
    expect(list.text.split("\n")).toHaveLength(6);
    await ann.press(/^Older/, list);
    await ann.until(() => list.text.includes("a quince"));
    const id = /^(\w+) · done · a quince$/m.exec(list.text)?.[1] ?? "";
    await ann.press(/^Open: a quince/, list);
    await ann.see(/^The best: picture 0, score 58/);
    ann.say(`/rerun ${id}`);
    const again = await ann.see(/This was made already\. Here it is, free:/);
    await ann.until(() => again.file?.kind === "photo");
    await ann.press(/^Generate anyway · \$0\.\d\d/, again);
    await ann.until(() => ann.pictures().filter((one) => one.text.startsWith("picture 0 · score")).length === 2);
    ann.say("/rerun");
    await ann.see(/Write the session's id after the command/);
    ann.say("/rerun nothing0");
    await ann.see(/It is not there any more\./);
    const row = list.markup?.inline_keyboard.find((buttons) => buttons[0]?.text === "Open: a quince");
    expect(row?.map((button) => button.text)).toEqual(["Open: a quince", "Re-run", "Delete"]);
    await ann.press(/Newer/, list);
    await ann.until(() => list.text.includes("take 6"));
    await ann.press(/^Delete/, list);
    await ann.until(() => list.text.includes("a quince") || !list.text.includes(`${id} `));
  });

  it("/gallery pages through the pictures", async () => {
    const ann = await withPicture("a walnut");
    await ann.press(/^Re-roll/);
    await ann.until(() => ann.pictures()[1]?.text.includes("score"));
    ann.say("/gallery");
    const first = await ann.see(/^1 of your pictures · a walnut/);
    const shown = await ann.until(() => first.file?.id);
    await ann.press(/^Older/, first);
    await ann.until(() => first.text.startsWith("2 of your pictures"));
    expect(first.file?.kind).toBe("photo");
    expect(labelsOf(first)).toEqual(["◀ Newer", "Open", "Re-run", "Copy prompt"]);
    await ann.until(() => first.file?.id !== shown);
  });

  it("/queue, /cancel, /models and /spend tell how things stand", async () => {
    const ann = world.talk();
    ann.say("/queue");
    await ann.see(/You have nothing running\./);
    ann.say("/optimize a fig iterations=10");
    await ann.until(() => ann.pictures().length > 0);
    ann.say("/queue");
    await ann.see(/Your jobs\nrunning: a fig/);
    ann.say("/cancel");
    await ann.see(/One job is being stopped\./);
    await ann.see(/^Cancelled · \d/);
    ann.say("/cancel");
    await ann.until(() => ann.shown().at(-1)?.text === "You have nothing running.");
    ann.say("/models");
    const models = await ann.see(/^Who can paint here/);
    expect(models.text).toMatch(/openai · gpt-image-2 · \$0\.\d+ draft · \$0\.\d+ final/);
    ann.say("/spend");
    const spend = await ann.see(/^Caps and what is used/);
    expect(spend.text).toMatch(/▓?░+ chat cap, today: \$0\.\d+ of \$100/);
  });

  it("/forgetme asks, then leaves nothing of the person in database, chat buttons and disk but amounts", async ({
    expect: here,
  }) => {
    const sql = postgres(world.databaseUrl, { max: 1, onnotice: () => {} });
    const ann = await withPicture("a secret garden");
    const files = async () =>
      (await readdir(join(world.dataDir, "images"), { recursive: true })).filter((name) => /\./.test(name));
    const mine =
      await sql`select j.id, i.id as image from jobs j join iterations t on t.job_id = j.id join images i on i.id = t.image_id where j.person_id = ${String(ann.person.id)}`;
    const image = mine[0]?.image as string;
    expect((await files()).some((name) => name.includes(image))).toBe(true);
    ann.say("/forgetme");
    await ann.press(/^Delete everything of mine/);
    await ann.see(/^Done\. Nothing of yours is left/);
    await here.poll(async () => (await files()).some((name) => name.includes(image))).toBe(false);
    const tables = [
      "sessions",
      "outbox",
      "buttons",
      "settings",
      "jobs",
      "job_events",
      "job_steps",
      "feedback",
      "iterations",
    ];
    for (const table of tables) {
      const rows = await sql.unsafe(
        `select t::text as row from ${table} t where t::text ~ 'secret garden|${ann.person.id}'`,
      );
      // What says that it is done is still there to be seen, in the person's own chat.
      const left = rows.filter(({ row }) => !row.includes("Nothing of yours is left"));
      here([table, left]).toEqual([table, []]);
    }
    const [paid] =
      await sql`select count(*)::int as calls, sum(actual_micros)::int as micros from paid_calls where job_id = ${mine[0]?.id}`;
    expect(paid?.micros).toBeGreaterThan(0);
    ann.say("/history");
    await ann.see(/Nothing here yet/);
    await sql.end();
  });
});
