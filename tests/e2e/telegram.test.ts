import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { solidPng } from "../fakes/tiny-png.ts";
import { type Deployment, deploy } from "./deployment.ts";
import { goWholeWay } from "./flow.ts";

describe("a wish on Telegram", { timeout: 30_000 }, () => {
  let world: Deployment;
  beforeAll(async () => {
    world = await deploy();
  });
  afterAll(() => world.close());

  it.concurrent("becomes a card with a price, a loop of pictures with scores, an album and a summary", async () => {
    const { openai } = world;
    const ann = world.talk();
    await goWholeWay(ann, "a red fox under a lantern", "a red fox under a lantern");
    const bought = openai.requests.filter((request) => JSON.stringify(request.body).includes("red fox"));
    expect(bought).toHaveLength(4);
  });

  it.concurrent("goes the same way in a group when the bot is mentioned, and keeps silent about everything else", async () => {
    const { telegram } = world;
    const chat = telegram.group();
    const ann = world.talk({ chat });
    ann.say("who wants lunch?");
    ann.say("/imagine@some_other_bot a horse");
    await telegram.sendPhoto(chat.id, ann.person, solidPng(64, 64, [200, 80, 40]), { caption: "my lunch" });
    const { card } = await goWholeWay(ann, `@${telegram.bot.username} a green boat`, "a green boat");
    expect(card.replyTo).toBe(
      ann.chat.messages.findLast((message) => message.text.endsWith("a green boat") && !message.from.is_bot)?.messageId,
    );
    const answered = ann.shown().flatMap((message) => message.replyTo ?? []);
    expect(new Set(answered)).toEqual(new Set([card.replyTo]));
  });

  it.concurrent("answers /imagine@bot in a group, and another person's reply to a picture politely", async () => {
    const { telegram } = world;
    const chat = telegram.group();
    const ann = world.talk({ chat });
    const bob = world.talk({ chat, person: telegram.user({ first_name: "Bob" }) });
    ann.say(`/imagine@${telegram.bot.username} a yellow kite`);
    await ann.press(/^Accept/);
    await ann.offered(/^Re-roll/);
    bob.say("make it bigger", { replyTo: ann.pictures()[0] });
    await bob.see(/This belongs to Ann/);
  });

  it.concurrent("stays in its forum topic with every message", async () => {
    const { telegram } = world;
    const chat = telegram.group({ topics: [77, 78] });
    const ann = world.talk({ chat, thread: 77 });
    await goWholeWay(ann, "/imagine a purple tower", "a purple tower");
    await ann.press(/^Original/, ann.pictures()[0]);
    await ann.until(() => ann.shown().find((message) => message.file?.kind === "document"));
    await ann.press(/^Feedback/, ann.pictures()[3]);
    ann.say("more stars", { replyTo: await ann.see(/what should change/) });
    await ann.see(/Noted/);
    expect(new Set(ann.shown().map((message) => message.threadId))).toEqual(new Set([77]));
  });
});
