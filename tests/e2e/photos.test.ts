import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployment, deploy } from "./deployment.ts";
import { labelsOf, type Talk } from "./talk.ts";

/** A house under a sky: enough to see what moved. */
const HOUSE = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="450"><rect width="600" height="450" fill="#7fb0e6"/>
<rect y="300" width="600" height="150" fill="#6b8f4e"/><rect x="225" y="190" width="160" height="150" fill="#b06a3a"/></svg>`;
const house = () => sharp(Buffer.from(HOUSE)).png().toBuffer();

describe("a photo on Telegram", { timeout: 40_000 }, () => {
  let world: Deployment;
  beforeAll(async () => {
    world = await deploy({ env: { OPENAI_IMAGE_API_KEY: "", IMAGE_PROVIDER: "sketch" } });
  });
  afterAll(() => world.close());

  const send = async (ann: Talk, bytes: Uint8Array, options: Parameters<typeof world.telegram.sendPhoto>[3] = {}) =>
    world.telegram.sendPhoto(ann.chat.id, ann.person, bytes, options);
  const raw = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();

  it.concurrent("with words becomes a card, then judged edits that begin from the photo", async () => {
    const ann = world.talk();
    const photo = await send(ann, await house(), { caption: "make it snow over the roof iterations=1" });
    const card = await ann.offered(/^Accept/);
    expect(card.replyTo).toBe(photo.messageId);
    expect(card.text).toMatch(/Edit by words · photo 600×450/);
    expect(card.text).toContain("Keep everything else exactly as it is in the photo");
    expect(labelsOf(card)).toEqual([
      "Accept · free",
      "Optimize ×1 · free",
      ...["Edit", "Settings", "Style", "Tools", "Cancel"],
    ]);
    await ann.press(/^Optimize/, card);
    await ann.see(/Final prompt/);
    await ann.until(
      () => ann.pictures().every((picture) => /score \d+/.test(picture.text)) && ann.pictures().length > 0,
    );
    expect(ann.pictures()[0]).toMatchObject({ file: { width: 600, height: 450 } });
    expect(ann.pictures()[0]?.text).toContain("simulation");
  });

  it.concurrent("changes nothing outside of the part that the words name, which is shown first", async () => {
    const ann = world.talk();
    await send(ann, await house(), { caption: "left half: three red balloons", asFile: "house.png" });
    const shown = await ann.see(/Only the red part may change \(50 % of the photo\)/);
    expect(shown.file?.kind).toBe("photo");
    const card = await ann.offered(/^Accept/);
    expect(card.text).toMatch(/Edit a part · 50 % of photo 600×450 may change/);
    await ann.press(/^Accept/, card);
    const made = await ann.offered(/^Re-roll/);
    const [before, after] = await Promise.all([raw(await house()), raw(made.file?.bytes as Buffer)]);
    const differs = (x: number, y: number) =>
      [0, 1, 2].some((c) => before[(y * 600 + x) * 3 + c] !== after[(y * 600 + x) * 3 + c]);
    const moved = { left: 0, right: 0 };
    for (let y = 0; y < 450; y++) for (let x = 0; x < 600; x++) if (differs(x, y)) moved[x < 300 ? "left" : "right"]++;
    expect(moved.right).toBe(0);
    expect(moved.left).toBeGreaterThan(20_000);
  });

  it.concurrent("is extended on the sides that were named, and stays to the pixel within", async () => {
    const ann = world.talk();
    await send(ann, await house(), { caption: "/outpaint 150 px left", asFile: "house.png" });
    const first = await ann.see(/It is what will be added around your photo/);
    await ann.see(/Extend · 20 % of photo 750×450/);
    ann.say("left 50 %, 90 px on top", { replyTo: first });
    const card = await ann.see(/Extend · \d+ % of photo 900×540/);
    await ann.press(/^Accept/, card);
    const made = await ann.offered(/^Re-roll/);
    expect(made.file).toMatchObject({ width: 900, height: 540 });
    const inner = sharp(made.file?.bytes as Buffer).extract({ left: 300, top: 90, width: 600, height: 450 });
    expect(Buffer.compare(await inner.removeAlpha().raw().toBuffer(), await raw(await house()))).toBe(0);
    await send(ann, await house(), { caption: "/outpaint left 300 %" });
    const refused = await ann.see(/A side can grow by 100 % \(600 px\) at most/);
    ann.say("left 50 %", { replyTo: refused });
    await ann.see(/Extend · 33 % of photo 900×450/);
  });

  it.concurrent("outlines a part that is named, shows it, and says when it cannot", async () => {
    const ann = world.talk();
    ann.say("a red fox in a field at noon");
    await ann.press(/^Accept/, await ann.offered(/^Accept/));
    await ann.press(/^Tools/, await ann.offered(/^Re-roll/));
    await ann.press(/^Edit a part/, await ann.see(/What shall I do with picture 0/));
    ann.say("only the sky: pink clouds", { replyTo: await ann.see(/Edit a part: what should it be/) });
    const shown = await ann.see(/You named “the sky”, and a model outlined it/);
    expect(shown.file?.kind).toBe("photo");
    await ann.see(/Edit a part · \d+ % of photo/);
    const bob = world.talk();
    await send(bob, await house(), { caption: "только небо: закат" });
    const card = await bob.offered(/^Accept/);
    expect(card.text).toContain("“небо” was not found in the photo");
    await send(ann, await house(), { caption: "/inpaint make the cup blue" });
    const whole = await ann.see(/“make the cup blue” was not found in the photo/);
    expect(whole.text).toContain("Edit by words · photo 600×450");
    bob.say("right half", { replyTo: card });
    await bob.see(/Only the red part may change \(50 %/);
    await bob.until(() => /right half: закат/.test(card.text) && /Edit a part/.test(card.text));
  });

  it.concurrent("takes a copy marked in red as the mask, in the album or as a reply to the card", async () => {
    const ann = world.talk();
    const mark = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="450"><rect x="60" y="40" width="120" height="100" fill="none" stroke="#f00" stroke-width="9"/></svg>`;
    const marked = await sharp(await house())
      .composite([{ input: Buffer.from(mark) }])
      .jpeg({ quality: 75 })
      .toBuffer();
    await send(ann, await house(), { caption: "a red balloon", album: "two" });
    await send(ann, marked, { album: "two" });
    await ann.see(/You marked it in red/);
    await ann.offered(/^Accept/);
    const bob = world.talk();
    await send(bob, await house(), { caption: "a red balloon" });
    const card = await bob.offered(/^Accept/);
    await send(bob, marked, { replyTo: card.messageId });
    await bob.see(/You marked it in red/);
    await bob.until(() => /Edit a part · [4-9] % of photo/.test(card.text));
  });

  it.concurrent("without words is looked at and asked about; a tool or a reply goes on", async () => {
    const ann = world.talk();
    await send(ann, await house());
    const card = await ann.see(/What shall I do with it/);
    expect(labelsOf(card)).toEqual(
      expect.arrayContaining(["Edit by words", "Upscale", "Remove background", "Product photo"]),
    );
    await ann.press(/^Upscale/, card);
    await ann.press(/^Accept/, await ann.offered(/^Accept/));
    const made = await ann.offered(/^Re-roll/);
    expect(made.file).toMatchObject({ width: 1200, height: 900 });
    await ann.press(/^Tools/, made);
    await ann.press(/^New background/, await ann.see(/What shall I do with picture 0/));
    ann.say("a blue wall", { replyTo: await ann.see(/New background: what should it be/) });
    const next = await ann.see(/New background · photo 1200×900/);
    expect(next.text).toContain("a blue wall");
  });

  it.concurrent("with /optimize as its caption goes through the loop at once; with a mask that is looked at first", async () => {
    const ann = world.talk();
    await send(ann, await house(), { caption: "/optimize make it snow iterations=1" });
    await ann.see(/Final prompt/);
    expect(ann.pictures()[0]).toMatchObject({ file: { width: 600, height: 450 } });
    const bob = world.talk();
    await send(bob, await house(), { caption: "/optimize left half: a red balloon iterations=1" });
    await bob.see(/Only the red part may change/);
    await bob.offered(/^Optimize ×1/);
    await send(bob, await house(), { caption: "/imagine a red balloon" });
    await bob.see(/Edit by words · photo 600×450/);
    expect(bob.pictures().length).toBe(1);
  });

  it.concurrent("of anybody is described or worked on by replying to it with a command, within its chat", async () => {
    const chat = world.telegram.group();
    const [ann, bob] = [world.talk({ chat }), world.talk({ chat })];
    const photo = await send(ann, await house());
    bob.say("/describe", { replyTo: photo });
    const read = await bob.see(/The simulation cannot see/);
    expect(read.replyTo).not.toBe(null);
    bob.say("/optimize make it snow iterations=1", { replyTo: photo });
    await bob.see(/Final prompt/);
    expect(bob.pictures()[0]).toMatchObject({ file: { width: 600, height: 450 } });
    bob.say("/upscale", { replyTo: photo });
    await bob.see(/Upscale · photo 600×450/);
    bob.say("/outpaint left 50 %", { replyTo: bob.pictures()[0] });
    await bob.see(/Extend · \d+ % of photo 900×450/);
    bob.say("/describe");
    await bob.see(/reply to any picture with \/describe/);
  });

  it.concurrent("is refused with a reason, and with what would be taken", async () => {
    const ann = world.talk();
    const refusals = [
      ["drawing.svg", HOUSE, /SVG is a drawing that can hold programs/],
      ["house.jpg", await house(), /another kind than its name or type says/],
      [
        "moving.gif",
        await sharp(await house())
          .gif()
          .toBuffer(),
        /GIF is not taken/,
      ],
      [
        "scan.tiff",
        await sharp(await house())
          .tiff()
          .toBuffer(),
        /TIFF is not taken/,
      ],
      ["holiday.jpg", "MZ\x90\0 a program", /This is a program, not a picture/],
      [
        "cut.jpg",
        (
          await sharp(await house())
            .jpeg()
            .toBuffer()
        ).subarray(0, 900),
        /damaged and cannot be read/,
      ],
    ] as const;
    for (const [name, bytes, words] of refusals) {
      await send(ann, Buffer.from(bytes as string), { caption: "make it red", asFile: name });
      const said = await ann.see(words);
      expect(said.text).toContain("I take JPEG, PNG, WebP and AVIF up to 20 MB.");
      expect(labelsOf(said)).toEqual([]);
    }
  });

  it.concurrent("in an album keeps nothing of where it was taken: neither on disk nor in what is sent", async () => {
    const ann = world.talk();
    const secret = "SECRET-PLACE-48.8584N";
    const fromPhone = await sharp(await house())
      .withExif({ IFD0: { ImageDescription: secret }, IFD3: { GPSLatitude: "48/1 51/1 30/1" } })
      .withXmp(`<x>${secret}</x>`)
      .jpeg()
      .toBuffer();
    expect(fromPhone.includes(secret)).toBe(true);
    await send(ann, fromPhone, { caption: "a red balloon like there", album: "trip", asFile: "one.jpg" });
    await send(ann, fromPhone, { album: "trip", asFile: "two.jpg" });
    await ann.press(/^Accept/, await ann.offered(/^Accept/));
    await ann.press(/^Original/, await ann.offered(/^Original/));
    await ann.until(() => ann.shown().some(({ file }) => file?.kind === "document"));
    const kept = (await readdir(world.dataDir, { recursive: true })).filter((name) => /\.(png|jpe?g|webp)$/.test(name));
    const sent = ann.shown().flatMap(({ file }) => (file ? [file.bytes] : []));
    for (const bytes of [...sent, ...(await Promise.all(kept.map((name) => readFile(join(world.dataDir, name)))))])
      expect(Buffer.from(bytes).includes(secret)).toBe(false);
  });

  it.concurrent("is exported at exactly the sizes asked for, several as a ZIP", async () => {
    const ann = world.talk();
    await send(ann, await house(), { caption: "a red balloon" });
    await ann.press(/^Accept/);
    await ann.press(/^Export/, await ann.offered(/^Re-roll/));
    const menu = await ann.see(/Export picture 0/);
    await ann.press(/^Story/, menu);
    await ann.press(/^Export \(1\)/, menu);
    const one = await ann.see(/-story\.jpg · 1080×1920/);
    expect(await sharp(one.file?.bytes as Buffer).metadata()).toMatchObject({
      width: 1080,
      height: 1920,
      format: "jpeg",
    });
    await ann.press(/^Amazon/, menu);
    await ann.press(/^Export \(2\)/, menu);
    const both = await ann.see(/-amazon\.jpg · 2000×2000/);
    expect(both.file?.name).toMatch(/^sfumato-\w+-0\.zip$/);
    expect(both.file?.bytes.subarray(0, 2).toString()).toBe("PK");
    ann.say("/export taobao");
    await ann.see(/-taobao\.jpg · \d+×\d+/);
  });
});

describe("a part that is named, with real providers", { timeout: 60_000 }, () => {
  it("is outlined by the model that the operator names, for its price; without one that is said", async () => {
    const world = await deploy({ env: { MASK_MODEL: "x-ai/grok-4.3" } });
    try {
      const ann = world.talk();
      const send = async () =>
        world.telegram.sendPhoto(ann.chat.id, ann.person, await house(), { caption: "only the sky: pink clouds" });
      await send();
      await ann.see(/Only the red part may change \(5[0-2] % of the photo\)/);
      const card = await ann.offered(/^Accept · \$/);
      const calls = () => world.text.requests.filter(({ body }) => JSON.stringify(body).includes('"name":"locate"'));
      expect(calls()).toHaveLength(1);
      ann.say("/spend");
      expect((await ann.see(/Today|today/)).text).toMatch(/\$0\.0\d/);
      await ann.press(/^Accept/, card);
      const made = await ann.offered(/^Re-roll/);
      const [before, after] = await Promise.all(
        [await house(), made.file?.bytes as Buffer].map((bytes) =>
          sharp(bytes).extract({ left: 0, top: 240, width: 600, height: 210 }).removeAlpha().raw().toBuffer(),
        ),
      );
      expect(made.file).toMatchObject({ width: 600, height: 450 });
      expect(before?.equals(after as Buffer)).toBe(true);
      await world.restart("stop", { MASK_MODEL: "" });
      await send();
      const next = await ann.offered(/^Accept/, { after: made });
      expect(next.text).toContain("no model here can find a named part");
      expect(calls()).toHaveLength(1);
    } finally {
      await world.close();
    }
  });
});
