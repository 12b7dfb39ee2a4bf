import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { scriptPerGoal } from "../fakes/fake-openrouter-server.ts";
import { dataFolder, startBot } from "./bot.ts";
import { type Deployment, deploy } from "./deployment.ts";
import { labelsOf } from "./talk.ts";

const OPERATOR = 42;

describe("trouble on Telegram", { timeout: 30_000 }, () => {
  let world: Deployment;
  beforeAll(async () => {
    const usual = scriptPerGoal();
    const asked = new Map<string, number>();
    world = await deploy({
      env: { ADMIN_IDS: `telegram:${OPERATOR}`, PROVIDER_TIMEOUT_S: "2" },
      refuses: /forbidden/,
      text: {
        script(call, body) {
          const text = JSON.stringify(body);
          const broken = /(mumbles (once|twice)) about \w+/.exec(text)?.[0] ?? "";
          const count = (asked.get(`${call} ${broken}`) ?? 0) + 1;
          asked.set(`${call} ${broken}`, count);
          const times = broken.includes("once") ? 1 : broken.includes("twice") ? 2 : 0;
          return call === "refine" && count <= times ? "I would rather not use JSON." : usual(call, body);
        },
      },
    });
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.openai.setFault(null);
    world.text.setFault(null);
    world.telegram.clearFaults();
  });

  const withCard = async (goal: string) => {
    const ann = world.talk();
    ann.say(goal);
    return { ann, card: await ann.offered(/^Accept/) };
  };

  it.concurrent("an empty or over-long goal is answered plainly", async () => {
    const ann = world.talk();
    ann.say("/imagine   ");
    await ann.see(/Write what you would like to see after the command/);
    ann.say("fox ".repeat(1020));
    await ann.see(/too long: 4,?079 characters, 4,?000 at most/);
    ann.say("\u202e\u200b");
    await ann.see(/^Write what you would like to see\.$/);
  });

  it.concurrent("Markdown, HTML and @everyone in a goal are shown as they are", async () => {
    const goal = "*bold* _it_ <b>x</b> [a](http://b.c) @everyone `code` \\";
    const { ann, card } = await withCard(goal);
    expect(card.text).toContain(goal);
    const quotes = card.entities.filter((entity) => entity.type.includes("blockquote"));
    expect(card.text.slice(quotes[0]?.offset, (quotes[0]?.offset ?? 0) + (quotes[0]?.length ?? 0))).toBe(goal);
    expect(card.entities.map((entity) => entity.type)).not.toContain("text_link");
    expect(ann.shown()).toHaveLength(1);
  });

  it.concurrent("a goal of 4,000 characters keeps every message within Telegram's limits, and nothing is cut in silence", async () => {
    const goal = `${"a very long wish about owls, ".repeat(137)}`.slice(0, 3_990).trim();
    const { ann, card } = await withCard(goal);
    expect(card.text.length).toBeLessThanOrEqual(4096);
    expect(card.text).toMatch(/^openai · 1:1 · ~512 px · draft \(low\)\nLeft: /);
    const whole = await ann.until(() => ann.shown().find((message) => message.file?.name.endsWith(".txt")));
    expect(whole.file?.bytes.toString()).toContain(goal);
    await ann.press(/^Accept/, card);
    const picture = await ann.offered(/^Re-roll/);
    expect(picture.text.length).toBeLessThanOrEqual(1024);
  });

  it.concurrent("an answer that breaks its schema is repaired once; twice, the person's own words are the prompt", async () => {
    const { card } = await withCard("who mumbles once about ducks");
    expect(card.text).toContain("plain style");
    const { card: second } = await withCard("who mumbles twice about geese");
    expect(second.text).not.toContain("plain style");
    expect(second.text).toContain("The prompt writer gave no usable answer, so your own words are the prompt.");
  });

  it.concurrent("a refusal by policy is said plainly, and nothing is charged", async () => {
    const { ann, card } = await withCard("a forbidden thing");
    await ann.press(/^Accept/, card);
    const end = await ann.see(/declined this wish by its content policy/);
    expect(end.text).toMatch(/^Failed · no picture\n.* Nothing was charged\.$/);
    expect(labelsOf(end)).toEqual([]);
    await ann.until(() => labelsOf(card).some((label) => label.startsWith("Edit")));
  });

  it("an error of the provider says what happened and what it cost, and Retry helps", async () => {
    world.openai.setFault("server_error");
    const { ann, card } = await withCard("a humble bee");
    await ann.press(/^Accept/, card);
    const end = await ann.offered(/^Retry/);
    expect(end.text).toMatch(/charged/);
    world.openai.setFault(null);
    await ann.press(/^Retry/, end);
    await ann.offered(/^Re-roll/);
  });

  it("a provider that never answers is given up, counted to be safe, and not called again by itself", async () => {
    world.openai.setFault("hang");
    const before = world.openai.requests.length;
    const { ann, card } = await withCard("a slow snail");
    await ann.press(/^Accept/, card);
    const end = await ann.offered(/^Retry/);
    expect(end.text).toMatch(/did not answer in time\. It may have been charged; \$0\.\d+ is counted to be safe\./);
    expect(world.openai.requests.length - before).toBe(1);
  });

  it("a refused key is told to the operator once, and people get “not available”", async () => {
    const operator = world.talk({ person: world.telegram.user({ id: OPERATOR, first_name: "Olga" }) });
    world.openai.setFault("wrong_key");
    for (const goal of ["a tulip", "a daisy"]) {
      const { ann, card } = await withCard(goal);
      await ann.press(/^Accept/, card);
      const end = await ann.see(/is not available now/);
      expect(end.text).not.toMatch(/key/i);
    }
    await operator.see(/Operators: openai refuses our key or account/);
    expect(operator.shown()).toHaveLength(1);
    expect(world.bot().log()).not.toContain("sk-wrong-key");
  });

  it("the same update twice is one session", async () => {
    const ann = world.talk();
    const update = world.telegram.tell({
      message: {
        message_id: 999_001,
        date: 1,
        chat: { id: ann.chat.id, type: "private", first_name: "Ann" },
        from: ann.person,
        text: "a twin",
      } as never,
    });
    world.telegram.repeat(update);
    await ann.offered(/^Accept/);
    world.telegram.repeat(update);
    ann.say("/queue");
    await ann.see(/You have nothing running/);
    expect(ann.shown()).toHaveLength(2);
  });

  it("buttons work after a restart; one of a deleted session or an unknown one is answered", async () => {
    const { ann, card } = await withCard("a lasting oak");
    const other = await withCard("a fleeting mist");
    await world.restart("stop");
    await ann.press(/^Accept/, card);
    await ann.offered(/^Re-roll/);
    const keyboard = structuredClone(other.card.markup);
    other.ann.say("/history");
    await other.ann.press(/^Delete/);
    await other.ann.see(/Nothing here yet/);
    other.card.markup = keyboard;
    expect(await other.ann.press(/^Accept/, other.card)).toBe("It is not there any more.");
  });

  it("a chat that blocked the bot costs nothing more and holds nobody up", async () => {
    const { ann, card } = await withCard("a door that shuts");
    ann.chat.blocked = true;
    await ann.press(/^Accept/, card);
    const { ann: bob, card: hers } = await withCard("a door that opens");
    await bob.press(/^Accept/, hers);
    await bob.offered(/^Re-roll/);
    const tried = world.telegram.calls.filter(
      (call) => Number(call.params.chat_id) === ann.chat.id && call.error?.includes("blocked"),
    );
    expect(tried.length).toBeGreaterThan(0);
    expect(tried.length).toBeLessThan(8);
  });

  it("a database that drops every connection in the middle is waited for, and the loop ends well", async () => {
    const admin = postgres(world.databaseUrl, { max: 1, onnotice: () => {} });
    const ann = world.talk();
    ann.say("/optimize a patient heron");
    await ann.until(() => ann.pictures().length > 0);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    await ann.see(/Final prompt/);
    await ann.see(/^Done · 4 pictures/);
    expect(ann.pictures()).toHaveLength(4);
    await admin.end();
  });

  it("a storage folder that cannot be written stops the start with a clear fault", async () => {
    const data = await dataFolder();
    await writeFile(join(data.path, "file"), "a file where a folder should be");
    const env = { DATA_DIR: join(data.path, "file"), DATABASE_URL: world.databaseUrl };
    await expect(startBot(env)).rejects.toThrow(/E_STORAGE_IO|DATA_DIR/);
    await data.remove();
  });
});
