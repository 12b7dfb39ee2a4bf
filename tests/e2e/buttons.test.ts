import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployment, deploy } from "./deployment.ts";
import { labelsOf } from "./talk.ts";

describe.concurrent("buttons on Telegram", { timeout: 30_000 }, () => {
  let world: Deployment;
  beforeAll(async () => {
    world = await deploy({ imageDelayMs: 150 });
  });
  afterAll(() => world.close());

  const withCard = async (goal: string) => {
    const ann = world.talk();
    ann.say(goal);
    return { ann, card: await ann.offered(/^Accept/) };
  };
  const bought = (words: string) =>
    world.openai.requests.filter((request) => JSON.stringify(request.body).includes(words)).length;

  it("Accept makes one picture and the judge looks at it; pressed twice, it is still one", async () => {
    const { ann, card } = await withCard("an amber comet");
    const [first, second] = await Promise.all([ann.press(/^Accept/, card), ann.press(/^Accept/, card)]);
    expect([first, second].sort()).toEqual(["Started.", "That is done already."]);
    const picture = await ann.offered(/^Re-roll/);
    expect(picture.text).toMatch(/^picture 0 · score \d+\n/);
    expect(bought("amber comet")).toBe(1);
    await ann.press(/^Re-roll/, picture);
    await ann.until(() => ann.pictures()[1]?.text.includes("picture 1 · score"));
    expect(ann.pictures()[1]?.text).toContain("same prompt, another draw");
    await ann.press(/^Original/, ann.pictures()[1]);
    const file = await ann.until(() => ann.shown().find((message) => message.file?.kind === "document"));
    expect(file.file?.width).toBe(816);
  });

  it("Why and /why show what the judge saw, two pictures side by side, and a contact sheet shows all", async () => {
    const { ann, card } = await withCard("a copper kettle");
    await ann.press(/^Style/, card);
    await ann.press(/^Cartoon/, await ann.see(/What kind of picture/));
    await ann.until(() => card.text.includes("A cartoon: clean outlines"));
    await ann.press(/^Accept/, card);
    const picture = await ann.offered(/^Why/);
    await ann.press(/^Why/, picture);
    expect((await ann.see(/^Picture 0 · score \d+ · /)).text).toMatch(/\n[✓✗?] .* – /u);
    await ann.press(/^Re-roll/, picture);
    await ann.until(() => ann.pictures()[1]?.text.includes("picture 1 · score"));
    ann.say("/why", { replyTo: ann.pictures()[1] });
    expect((await ann.see(/^Picture 1 · score/)).text).toMatch(/Beside it (the best, )?picture 0/);
    await ann.until(() => ann.shown().filter(({ albumId }) => albumId).length === 2);
    await ann.press(/^Keep/, ann.pictures()[1]);
    await ann.press(/^Contact sheet/);
    const sheet = await ann.see(/^All 2 pictures of this session/);
    expect(sheet.file?.kind).toBe("photo");
    expect(sheet.file?.width).toBeGreaterThan(900);
    const asked = world.openai.requests.filter((request) => JSON.stringify(request.body).includes("copper kettle"));
    expect(asked.every((request) => JSON.stringify(request.body).includes("A cartoon: clean outlines"))).toBe(true);
  });

  it("Edit takes a plain prompt to the letter, keeps the wish, and Reset brings the first prompt back", async () => {
    const { ann, card } = await withCard("a red fox in the snow");
    await ann.press(/^Edit/, card);
    const ask = await ann.see(/FLEX_BEGIN:subject/);
    expect(ask.forceReply).toBe(true);
    ann.say("a blue whale at night", { replyTo: ask });
    await ann.offered(/^Reset/);
    expect(card.text).toContain("a red fox in the snow");
    expect(card.text).toMatch(/Prompt \(edited by you\)\na blue whale at night\.\n/);
    await ann.press(/^Reset/, card);
    await ann.until(() => !labelsOf(card).includes("Reset"));
    expect(card.text).not.toContain("blue whale");
  });

  it("Edit takes a marked prompt, says what is wrong with a broken one, and offers Accept again after a picture", async () => {
    const { ann, card } = await withCard("a pink mill");
    await ann.press(/^Accept/, card);
    await ann.offered(/^Re-roll/);
    await ann.until(() => labelsOf(card)[0]?.startsWith("Optimize"));
    await ann.press(/^Edit/, card);
    const ask = await ann.see(/FLEX_BEGIN:subject/);
    ann.say("## FLEX_BEGIN:mood\nmerry\n## FLEX_END:mood", { replyTo: ask });
    await ann.see(/There is no block “mood”/);
    ann.say(ask.text.slice(ask.text.indexOf("##")).replace("a pink mill", "a pink mill by the sea"), { replyTo: ask });
    await ann.offered(/^Accept/);
    await ann.press(/^Accept/, card);
    await ann.until(() => ann.pictures()[1]?.text.includes("score"));
    expect(bought("pink mill by the sea")).toBe(1);
  });

  it("Settings shows each choice, a press moves it, and Done brings the card back with it", async () => {
    const { ann, card } = await withCard("a grey castle");
    await ann.press(/^Settings/, card);
    await ann.offered(/^Done/);
    const before = labelsOf(card);
    for (const name of ["Provider", "Aspect", "Preset", "Rounds"]) {
      const label = labelsOf(card).find((text) => text.startsWith(name));
      await ann.press(new RegExp(`^${name}`), card);
      await ann.until(() => labelsOf(card).find((text) => text.startsWith(name)) !== label);
    }
    expect(labelsOf(card)).not.toEqual(before);
    await ann.press(/^Provider/, card);
    await ann.until(() => labelsOf(card).includes("Provider: openai"));
    await ann.press(/^Not in the picture/, card);
    ann.say("people", { replyTo: await ann.see(/what must not be/) });
    await ann.until(() => card.text.includes("Not in the picture: people"));
    await ann.press(/^Done/, card);
    await ann.offered(/^Optimize ×4/);
    expect(card.text).toMatch(/openai · (?!1:1)\d+:\d+ · ~1024 px · final/);
    await ann.press(/^Accept/, card);
    await ann.press(/^Confirm · \$0\.\d+/);
    await ann.offered(/^Re-roll/);
    const request = world.openai.requests.find((one) => JSON.stringify(one.body).includes("grey castle"));
    expect(request?.body).toMatchObject({ quality: "high", prompt: expect.stringContaining("people") });
  });

  it("an expensive choice asks once: Cancel does nothing, Confirm does it", async () => {
    const ann = world.talk();
    ann.say("/imagine a white stag preset=final");
    const card = await ann.offered(/^Accept/);
    await ann.press(/^Accept/, card);
    const asked = await ann.see(/This may cost up to \$0\.\d+/);
    await ann.press(/^Cancel/, asked);
    await ann.until(() => asked.text === "Cancelled." && labelsOf(asked).length === 0);
    expect(bought("white stag")).toBe(0);
    await ann.press(/^Accept/, card);
    await ann.press(/^Confirm/, await ann.see(/This may cost/, { after: asked }));
    await ann.offered(/^Re-roll/);
    expect(bought("white stag")).toBe(1);
  });

  it("Cancel on the card ends it, and Cancel on the progress stops a loop with what was made", async () => {
    const { ann, card } = await withCard("a lime tram");
    await ann.press(/^Cancel/, card);
    await ann.until(
      () => card.text.includes("Cancelled. Nothing was spent on pictures.") && labelsOf(card).length === 0,
    );
    const bob = world.talk();
    bob.say("/optimize a teal tram iterations=10");
    await bob.until(() => bob.pictures().length === 1);
    const progress = bob.shown().find((message) => labelsOf(message).includes("Cancel"));
    expect(await bob.press(/^Cancel/, progress)).toBe("Stopping…");
    await bob.see(/^Cancelled · [1-3] pictures? · \$0\.\d+/);
    await bob.see(/Final prompt/);
    expect(bought("teal tram")).toBeLessThan(4);
  });

  it("Keep in the middle ends the loop after its round, with a summary of the kept one", async () => {
    const ann = world.talk();
    ann.say("/optimize a coral reef iterations=10");
    const picture = await ann.offered(/^Keep/);
    expect(await ann.press(/^Keep/, picture)).toBe("Kept as the best.");
    const summary = await ann.see(/The best: picture 0/);
    await ann.see(/Ended by you\./);
    expect(summary.text).toContain("★ 0 ·");
    await ann.until(() => picture.text.includes("★ kept by you"));
    expect(bought("coral reef")).toBeLessThan(5);
    const other = ann.pictures()[1];
    if (other) await ann.press(/^Keep/, other);
    if (other) await ann.see(/The best: picture 1/);
  });

  it("Feedback in the middle of a loop steers the next round", async () => {
    const ann = world.talk();
    ann.say("/optimize an ivory piano iterations=2");
    const picture = await ann.offered(/^Feedback/);
    ann.say("put a cat on it", { replyTo: picture });
    await ann.see(/The next round follows it: “put a cat on it”/);
    await ann.see(/You said: “put a cat on it”/);
  });

  it("Feedback on a finished picture is noted and offered with its price", async () => {
    const { ann, card } = await withCard("a navy pier");
    await ann.press(/^Accept/, card);
    const picture = await ann.offered(/^Re-roll/);
    await ann.press(/^Feedback/, picture);
    ann.say("add gulls", { replyTo: await ann.see(/what should change in picture 0/) });
    const offer = await ann.see(/Noted for the next picture: “add gulls”/);
    expect(labelsOf(offer)).toEqual([
      expect.stringMatching(/^Optimize ×1 · \$0/),
      expect.stringMatching(/^Optimize ×3 · \$0/),
    ]);
    await ann.press(/^Optimize ×1/, offer);
    await ann.see(/You said: “add gulls”/);
  });

  it("belong to one person, and say so to others", async () => {
    const { ann, card } = await withCard("a mint train");
    const stranger = world.telegram.user({ first_name: "Eve" });
    expect(await ann.press(/^Accept/, card, stranger)).toBe("This belongs to Ann. Start your own with /imagine.");
    expect(bought("mint train")).toBe(0);
  });
});
