import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeDiscordServer, type FakeDiscord } from "../fakes/fake-discord-server.ts";
import { type Deployment, deploy } from "./deployment.ts";
import { type DiscordTalk, discordTalk, labelsOf, textOf } from "./discord-talk.ts";

let discord: FakeDiscord;
let world: Deployment;
const talks: DiscordTalk[] = [];
const talk = (place: Parameters<typeof discordTalk>[1] = {}) => {
  const begun = discordTalk(discord, place);
  talks.push(begun);
  return begun;
};

beforeAll(async () => {
  discord = await createFakeDiscordServer();
  const env = { DISCORD_BOT_TOKEN: discord.token, DISCORD_API_ROOT: discord.apiRoot };
  world = await deploy({ env, imageDelayMs: 100 });
});
afterAll(async () => {
  if (process.env.SHOW_LOG) process.stdout.write(world.bot().log());
  if (process.env.SHOW_TALKS) process.stdout.write(talks.map((one) => one.transcript()).join("\n\n"));
  await world.close();
  await discord.stop();
});

describe.concurrent("a wish on Discord", { timeout: 60_000 }, () => {
  const inChannel = (denied: Parameters<FakeDiscord["channel"]>[1] = {}) =>
    talk({ channel: discord.channel(discord.guild(), denied) });
  const captions = (one: DiscordTalk) => one.pictures().map((picture) => textOf(picture).split("\n")[0] ?? "");

  /** From the pressed Optimize to the summary, with each thing shown. */
  const seeWholeWay = async (ann: DiscordTalk, width: number) => {
    await ann.see(/^Done · 4 pictures · \$0\.\d+/);
    const summary = await ann.see(/Final prompt/);
    await ann.until(() => captions(ann).every((line) => /^\*\*[0-3]\/3 · score \d+( \([+−]\d+\))?\*\*$/.test(line)));
    expect(captions(ann).map((line) => line.slice(2, 5))).toEqual(["0/3", "1/3", "2/3", "3/3"]);
    expect(textOf(summary)).toMatch(/What worked\*\*\n(• .+\n){3,7}/);
    const album = ann.shown().find((message) => message.components.some(({ items }) => items?.length === 4));
    expect(album?.files.map((file) => file.width)).toEqual([width, width, width, width]);
    return { summary };
  };

  it("becomes in private a card with a price, a loop of pictures with scores, an album and a summary", async () => {
    const ann = talk();
    const used = ann.command("imagine", { goal: "a red fox under a lantern" });
    const card = await ann.offered(/^Optimize/);
    // The command itself became the card, and nothing thinks on.
    expect(used.originalId).toBe(card.id);
    expect(labelsOf(card)).toEqual([
      expect.stringMatching(/^Accept · \$0\.\d\d$/),
      expect.stringMatching(/^Optimize ×3 · \$0\.\d\d$/),
      ...["Edit", "Settings", "Style", "Cancel"],
    ]);
    expect(textOf(card)).toContain("> a red fox under a lantern");
    const press = await ann.press(/^Optimize/, card);
    expect(await ann.told(press)).toBe("Started.");
    await seeWholeWay(ann, 816);
    expect(ann.shown().filter(({ thinking }) => thinking)).toEqual([]);
    const bought = world.openai.requests.filter((request) => JSON.stringify(request.body).includes("red fox"));
    expect(bought).toHaveLength(4);
  });

  it("has a thread of its own in a channel, which begins with the wish", async () => {
    const ann = inChannel();
    const used = ann.command("imagine", { goal: "a green boat", aspect: "16:9", negative: "no people" });
    await ann.press(/^Optimize/);
    await seeWholeWay(ann, 1088);
    const [thread] = ann.threads();
    expect(thread).toMatchObject({ id: used.originalId, name: "a green boat" });
    expect(ann.channel.messages.map(({ content }) => content)).toEqual(["🎨\n> a green boat"]);
    expect(textOf(thread?.messages[0] as never)).toContain("openai · 16:9");
  });

  it("stays in the channel where threads are not allowed, and where it is mentioned", async () => {
    const ann = inChannel({ denied: ["threads"] });
    ann.say("who wants lunch?");
    const asked = ann.say(`<@${discord.world.bot.id}> a yellow kite`);
    const card = await ann.offered(/^Accept/);
    expect(card.replyTo).toBe(asked.id);
    await ann.press(/^Accept/, card);
    const picture = await ann.offered(/^Re-roll/);
    ann.say("more wind", { replyTo: picture });
    expect(textOf(await ann.see(/Noted/))).toContain("more wind");
    expect(ann.threads()).toEqual([]);
    expect(ann.shown().every(({ channelId }) => channelId === ann.channel.id)).toBe(true);
    const bob = talk({ channel: ann.channel, person: discord.user({ name: "Bob" }) });
    const press = await bob.press(/^Re-roll/, picture);
    expect(await bob.told(press)).toMatch(/This belongs to Ann/);
  });

  it("tells why a picture has its score by the menu on its message, two pictures beside each other", async () => {
    const ann = inChannel({ denied: ["threads"] });
    ann.command("optimize", { goal: "a tin drum", iterations: 1 });
    await ann.see(/Final prompt/);
    const galleries = () =>
      ann.shown().filter((message) => message.components.some(({ items }) => items?.length === 2)).length;
    expect(galleries()).toBe(1);
    const bob = talk({ channel: ann.channel, person: discord.user({ name: "Bob" }) });
    discord.menu(ann.channel, bob.person, "Why this score", ann.pictures()[0] as never);
    expect(textOf(await ann.see(/^\*\*Picture 0 · score \d+/))).toContain("Beside it");
    expect(galleries()).toBe(2);
    expect(ann.shown().filter(({ thinking }) => thinking)).toEqual([]);
  });

  it("is edited in a modal that holds the prompt, steered by another, and cancelled", async () => {
    const ann = inChannel();
    ann.command("imagine", { goal: "a blue mill" });
    const card = await ann.offered(/^Accept/);
    const opened = await ann.press(/^Edit/, card);
    expect(opened.callback).toMatchObject({ type: 9, data: { title: "Edit the prompt" } });
    expect(JSON.stringify(opened.callback)).toContain("FLEX_BEGIN:subject");
    const sent = discord.submit(opened, { text: "a violet mill by the sea" });
    expect(await ann.told(sent)).toContain("Reset");
    await ann.offered(/^Reset/);
    expect(textOf(card)).toContain("> a violet mill by the sea");
    await ann.press(/^Accept/, card);
    const picture = await ann.offered(/^Re-roll/);
    discord.submit(await ann.press(/^Feedback/, picture), { text: "a taller mill" });
    expect(textOf(await ann.see(/Noted/))).toContain("a taller mill");
    await ann.press(/^Cancel/, card);
    await ann.see(/Closed\. The pictures stay/);
  });

  it("has settings in menus, for the person alone; those of a session, too", async () => {
    const ann = inChannel();
    ann.command("settings");
    const own = await ann.offered(/^Aspect/);
    expect(own.onlyFor).toBe(ann.person.id);
    await ann.choose(/^Aspect/, "3:2", own);
    await ann.until(() => labelsOf(own).includes("Aspect: 3:2"));
    discord.submit(await ann.press(/^Not in/, own), { text: "hats" });
    await ann.until(() => labelsOf(own).includes("Not in the picture: hats"));
    ann.command("imagine", { goal: "a grey castle" });
    const card = await ann.see(/openai · 3:2/);
    await ann.press(/^Settings/, card);
    await ann.offered(/^Done/);
    await ann.choose(/^Rounds/, "5", card);
    await ann.until(() => labelsOf(card).includes("Rounds: 5"));
    await ann.press(/^Done/, card);
    await ann.offered(/^Optimize ×5/);
  });

  it("answers every command: lists and errors for the person alone", async () => {
    const ann = inChannel();
    for (const name of ["help", "models", "spend", "history", "gallery", "queue", "privacy", "start", "cancel"])
      ann.command(name);
    await ann.until(() => ann.shown().filter(({ thinking }) => !thinking).length === 9);
    expect(ann.shown().map(({ onlyFor }) => onlyFor)).toEqual(Array(9).fill(ann.person.id));
    const wrong = ann.command("imagine", { goal: "a boat", aspect: "wide" });
    expect(await ann.told(wrong)).toMatch(/aspect=wide: write it as W:H/);
    expect(ann.threads()).toEqual([]);
    const typed = discord.type(ann.channel, ann.person, "imagine", { goal: "a boat", provider: "open" }, "provider");
    await ann.until(() => typed.callback);
    expect(typed.callback?.data).toEqual({ choices: [{ name: "openai · gpt-image-2", value: "openai" }] });
  });

  it("leaves no command thinking: not one given twice, nor a moderator's, nor that of somebody who is blocked", async () => {
    const ann = inChannel({ denied: ["threads"] });
    const mona = talk({ channel: ann.channel, person: discord.user({ name: "Mona", moderator: true }) });
    ann.command("imagine", { goal: "a brass bell" });
    await ann.press(/^Accept/);
    await ann.offered(/^Re-roll/);
    ann.command("history");
    const ID = /`(\w{8})` · /;
    const id = ID.exec(textOf(await ann.see(ID)))?.[1] ?? "";
    const answered = async (who: DiscordTalk, used: ReturnType<DiscordTalk["command"]>) => {
      const original = () => discord.world.messages.get(used.originalId ?? "");
      await who.until(() => original() && (original()?.deleted || !original()?.thinking));
      return textOf(original() as never);
    };
    expect(await answered(mona, mona.command("defaults"))).toContain("Defaults of this chat");
    expect(await answered(ann, ann.command("rerun", { id }))).toContain("a brass bell");
    for (let time = 0; time < 2; time++)
      expect(await answered(ann, ann.command("export"))).toContain("Export picture 0");
    mona.command("block", { words: `<@${ann.person.id}>` });
    await mona.see(/is blocked in this chat/);
    expect(await answered(ann, ann.command("spend"))).toContain("blocked you");
    const again = ann.command("spend");
    await answered(ann, again);
    expect(await ann.told(again)).toContain("blocked you");
  });

  it("is not reachable from another chat: not by its buttons, its list, or its id", async () => {
    const ann = inChannel();
    ann.command("imagine", { goal: "a hidden cave" });
    const card = await ann.offered(/^Accept/);
    ann.command("history");
    const ID = /`(\w{8})` · draft/;
    const id = ID.exec(textOf(await ann.see(ID)))?.[1] ?? "";
    const { person } = ann;
    for (const elsewhere of [talk({ channel: discord.channel(discord.guild()), person }), talk({ person })]) {
      const forged = discord.world.add({ ...card, channelId: elsewhere.channel.id, nonce: null });
      expect(await elsewhere.told(await elsewhere.press(/^Accept/, forged))).toMatch(/^This button is too old/);
      elsewhere.command("rerun", { id });
      await elsewhere.see(/It is not there any more/);
      elsewhere.command("history");
      await elsewhere.see(/Nothing here yet/);
    }
    expect(ann.pictures()).toEqual([]);
  });

  it("names the permissions that it lacks", async () => {
    const ann = inChannel({ denied: ["attach"] });
    const used = ann.command("imagine", { goal: "a hidden door" });
    await ann.until(() => used.callback);
    expect(JSON.stringify(used.callback)).toMatch(/can give me: Attach Files"/);
    const mute = inChannel({ denied: ["send"] });
    const dm = discord.privateChat(mute.person);
    mute.say(`<@${discord.world.bot.id}> a hidden gate`);
    await mute.until(() => dm.messages.some(({ content }) => /Send Messages/.test(content)));
  });
});

describe("a restart on Discord", { timeout: 60_000 }, () => {
  it("loses nothing: old buttons work, a running job goes on, and unchanged commands are not registered again", async () => {
    const ann = talk();
    ann.command("imagine", { goal: "an old clock" });
    const card = await ann.offered(/^Accept/);
    await ann.press(/^Optimize/, card);
    // In the middle of a text call: a picture that was being paid for would not be bought again.
    await ann.until(() => ann.pictures().length > 0);
    await world.restart("stop");
    await ann.see(/^Done · 4 pictures/);
    await ann.see(/Final prompt/);
    expect(ann.pictures()).toHaveLength(4);
    await ann.press(/^Keep/, ann.pictures()[1]);
    await ann.see(/kept by you/);
    expect(discord.gateway.identified).toHaveLength(2);
    expect(discord.callsOf(/^PUT .*commands/)).toHaveLength(1);
    const health = await (await fetch(`${world.bot().http}/health`)).json();
    expect(health).toMatchObject({ platforms: { telegram: "up", discord: "up" } });
  });

  it("acknowledged everything in time and sent nothing that Discord refuses", async () => {
    const late = [...discord.world.interactions.values()].filter(({ answeredAfter }) => (answeredAfter ?? 9e9) > 3000);
    expect(late).toEqual([]);
    const refused = discord.calls.filter(({ status }) => status === 400 || status === 404);
    expect(refused).toEqual([]);
  });
});
