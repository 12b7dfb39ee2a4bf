import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeDiscordServer, type FakeDiscord, type FakeMessage } from "../fakes/fake-discord-server.ts";
import { type Deployment, deploy } from "./deployment.ts";
import { type DiscordTalk, discordTalk, textOf } from "./discord-talk.ts";

/** A house under a sky: enough to see what moved. */
const HOUSE = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="450"><rect width="600" height="450" fill="#7fb0e6"/>
<rect y="300" width="600" height="150" fill="#6b8f4e"/><rect x="225" y="190" width="160" height="150" fill="#b06a3a"/></svg>`;
const house = () => sharp(Buffer.from(HOUSE)).png().toBuffer();
const SECRET = "SECRET-PLACE-48.8584N";
/** As a telephone sends it: with the place where it was taken. */
const fromPhone = async () =>
  sharp(await house())
    .withExif({ IFD0: { ImageDescription: SECRET }, IFD3: { GPSLatitude: "48/1 51/1 30/1" } })
    .withXmp(`<x>${SECRET}</x>`)
    .jpeg({ quality: 92 })
    .toBuffer();
/** White where it may change: the right third. */
const whiteRight = () =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="450"><rect width="600" height="450"/><rect x="400" width="200" height="450" fill="#fff"/></svg>',
    ),
  )
    .png()
    .toBuffer();

let discord: FakeDiscord;
let world: Deployment;
beforeAll(async () => {
  discord = await createFakeDiscordServer();
  const env = { DISCORD_BOT_TOKEN: discord.token, DISCORD_API_ROOT: discord.apiRoot };
  world = await deploy({ env: { ...env, OPENAI_IMAGE_API_KEY: "", IMAGE_PROVIDER: "sketch" } });
});
afterAll(async () => {
  await world.close();
  await discord.stop();
});

const inChannel = () => discordTalk(discord, { channel: discord.channel(discord.guild(), { denied: ["threads"] }) });
const raw = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
/** Pixels that differ, left and right of a column. */
const moved = async (before: Uint8Array, after: Uint8Array, column: number) => {
  const [one, other] = await Promise.all([raw(before), raw(after)]);
  const count = { left: 0, right: 0 };
  for (let at = 0; at < 600 * 450; at++)
    if ([0, 1, 2].some((c) => one[at * 3 + c] !== other[at * 3 + c])) count[at % 600 < column ? "left" : "right"]++;
  return count;
};
const pictureOf = (message: FakeMessage) => message.files[0]?.bytes as Buffer;
const mention = (text: string) => `<@${discord.world.bot.id}> ${text}`;
/** Accepts the card and waits for its picture. */
const accept = async (ann: DiscordTalk) => {
  await ann.press(/^Accept/, await ann.offered(/^Accept/));
  return ann.offered(/^Re-roll/);
};

describe.concurrent("a photo on Discord", { timeout: 60_000 }, () => {
  it("attached to a mention becomes a card and an edit of it, and keeps nothing of where it was taken", async () => {
    const ann = inChannel();
    const file = await discord.file("house.jpg", await fromPhone());
    ann.say(mention("make it snow"), { files: [file] });
    expect(textOf(await ann.see(/Edit by words/))).toContain("photo 600×450");
    const made = await accept(ann);
    expect(made.files[0]).toMatchObject({ width: 600, height: 450 });
    await ann.press(/^Export/, made);
    await ann.press(/^Story/, await ann.see(/Export picture 0/));
    await ann.press(/^Export \(1\)/);
    await ann.see(/-story\.jpg · 1080×1920/);
    const sent = ann.shown().flatMap(({ files }) => files.map(({ bytes }) => bytes));
    const kept = (await readdir(world.dataDir, { recursive: true })).filter((name) =>
      /\.(png|jpe?g|webp|zip)$/.test(name),
    );
    expect(kept.length).toBeGreaterThan(2);
    for (const bytes of [...sent, ...(await Promise.all(kept.map((name) => readFile(join(world.dataDir, name)))))])
      expect(Buffer.from(bytes).includes(SECRET)).toBe(false);
  });

  it("with a black-and-white mask in the command's own field changes where that is white", async () => {
    const ann = inChannel();
    const image = await discord.file("house.png", await house());
    const mask = await discord.file("mask.png", await whiteRight());
    ann.command("imagine", { goal: "a red balloon", image, mask });
    expect(textOf(await ann.see(/Only the red part may change \(33 % of the photo\)/))).toContain("white in your mask");
    const count = await moved(await house(), pictureOf(await accept(ann)), 400);
    expect(count.left).toBe(0);
    expect(count.right).toBeGreaterThan(10_000);
  });

  it("of anybody's message is optimized by its menu, with a mask uploaded into the modal", async () => {
    const ann = inChannel();
    const bob = discordTalk(discord, { channel: ann.channel, person: discord.user({ name: "Bob" }) });
    const message = ann.say("look, our house", { files: [await discord.file("house.png", await house())] });
    const opened = discord.menu(bob.channel, bob.person, "Optimize this image", message);
    await bob.until(() => opened.callback);
    expect(opened.callback).toMatchObject({ type: 9 });
    discord.submit(opened, { text: "a red balloon", mask: await discord.file("mask.png", await whiteRight()) });
    await bob.see(/Only the red part may change \(33 %/);
    const count = await moved(await house(), pictureOf(await accept(bob)), 400);
    expect(count.left).toBe(0);
    const again = discord.menu(bob.channel, bob.person, "Optimize this image", message);
    await bob.until(() => again.callback);
    discord.submit(again, { text: "make it snow iterations=1" });
    await bob.see(/Final prompt/);
    discord.menu(bob.channel, bob.person, "Describe", message);
    await bob.see(/The simulation cannot see/);
    const carol = inChannel();
    carol.command("describe", { image: await discord.file("house.png", await house()) });
    await carol.see(/The simulation cannot see/);
  });

  it("of a kind that is not taken is refused with its reason, however it came", async () => {
    const ann = inChannel();
    const program = Buffer.concat([Buffer.from("MZ\x90\0"), Buffer.alloc(300)]);
    const gif = await sharp(await house())
      .gif()
      .toBuffer();
    const tiff = await sharp(await house())
      .tiff()
      .toBuffer();
    const png = await house();
    const kinds = [
      ["holiday.exe", program, /This is a program, not a picture/],
      ["drawing.svg", Buffer.from(HOUSE), /SVG is a drawing that can hold programs/],
      ["moving.gif", gif, /GIF is not taken/],
      ["scan.tiff", tiff, /TIFF is not taken/],
      ["house.jpg", png, /another kind than its name or type says/],
      ["notes.pdf", Buffer.from("%PDF-1.7 words"), /This is a document, not a picture/],
    ] as const;
    for (const [name, bytes, words] of kinds) {
      const said = ann.shown().length;
      ann.say(mention("make it red"), { files: [await discord.file(name, bytes)] });
      const refusal = await ann.until(() =>
        ann
          .shown()
          .slice(said)
          .find((message) => words.test(textOf(message))),
      );
      expect(textOf(refusal)).toContain("I take JPEG, PNG, WebP and AVIF up to 20 MB.");
    }
    const carol = inChannel();
    carol.command("imagine", { goal: "make it red", image: await discord.file("holiday.exe", program) });
    await carol.see(/This is a program, not a picture/);
    const dave = inChannel();
    const image = await discord.file("house.png", png);
    dave.command("imagine", { goal: "make it red", image, mask: await discord.file("mask.exe", program) });
    await dave.see(/This is a program, not a picture/);
    const eve = inChannel();
    eve.command("imagine", { goal: "make it red", mask: await discord.file("mask.png", await whiteRight()) });
    await eve.see(/A mask needs its picture/);
    expect([ann, carol, dave].flatMap((one) => one.pictures())).toEqual([]);
  });
});
