import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployment, deploy } from "./deployment.ts";
import { labelsOf, type Talk } from "./talk.ts";

describe.concurrent("the same wish twice", { timeout: 30_000 }, () => {
  let world: Deployment;
  beforeAll(async () => {
    world = await deploy({ imageDelayMs: 400, refuses: /forbidden/ });
  });
  afterAll(() => world.close());

  const bought = (words: string) =>
    world.openai.requests.filter((request) => JSON.stringify(request.body).includes(words)).length;
  const wish = async (who: Talk, words: string, more = "") => {
    const said = who.say(`/imagine ${words}${more}`);
    return who.offered(/^Accept/, { after: said });
  };
  const twoInAGroup = () => {
    const chat = world.telegram.group();
    const [ann, bob] = [world.telegram.user({ first_name: "Ann" }), world.telegram.user({ first_name: "Bob" })];
    return [world.talk({ chat, person: ann }), world.talk({ chat, person: bob })] as const;
  };

  it("shows what exists, free, also to others of the chat; Generate anyway pays for another", async () => {
    const [ann, bob] = twoInAGroup();
    await ann.press(/^Accept/, await wish(ann, "a copper kettle"));
    await ann.see(/^Done/);
    const card = await wish(bob, "a copper kettle");
    expect(await bob.press(/^Accept/, card)).toBe("It exists already, so it costs nothing.");
    const same = await bob.see(/^This was made already\. Here it is, free:\na copper kettle/);
    await bob.until(() => same.file?.sha256 === ann.pictures()[0]?.file?.sha256);
    expect(labelsOf(same)).toEqual([expect.stringMatching(/^Generate anyway · \$0\.\d\d$/)]);
    expect(bought("copper kettle")).toBe(1);
    // The card was not used up, and asking again shows no second one.
    expect(await bob.press(/^Accept/, card)).toBe("It exists already, so it costs nothing.");
    await bob.press(/^Generate anyway/, same);
    await bob.until(() => bob.pictures().filter((picture) => picture.text.startsWith("picture 0")).length === 2);
    expect(bought("copper kettle")).toBe(2);
  });

  it("joins what is being made: both get it, and it is paid once", async () => {
    const [ann, bob] = twoInAGroup();
    const cards = [await wish(ann, "a tin whistle"), await wish(bob, "a tin whistle")];
    const answers = [await ann.press(/^Accept/, cards[0]), await bob.press(/^Accept/, cards[1])];
    expect(answers).toEqual(["Started.", "It is being made already; you will get it too."]);
    const joined = await bob.see(/^The same picture is being made right now/);
    await bob.until(() => joined.text.startsWith("This was made already") && joined.file?.kind === "photo");
    await ann.see(/^Done · 1 picture · \$0\.\d+/);
    expect(ann.pictures().filter((picture) => picture.text.startsWith("picture 0"))).toHaveLength(1);
    expect(bought("tin whistle")).toBe(1);
  });

  it("that failed is told to who joined, and Retry makes it under a price of one's own", async () => {
    const [ann, bob] = twoInAGroup();
    const cards = [await wish(ann, "a forbidden drum"), await wish(bob, "a forbidden drum")];
    await ann.press(/^Accept/, cards[0]);
    await bob.press(/^Accept/, cards[1]);
    const failed = await bob.see(/^The picture that was being made did not come\. .*content policy/);
    await bob.press(/^Retry/, failed);
    await bob.until(() => bought("forbidden drum") === 2);
  });

  it("is another when a choice, the prompt or the chat is another", async () => {
    const ann = world.talk();
    await ann.press(/^Accept/, await wish(ann, "a silver spoon"));
    await ann.see(/^Done/);
    expect(await ann.press(/^Accept/, await wish(ann, "a silver spoon", " seed=7"))).toBe("Started.");
    expect(await ann.press(/^Accept/, await wish(ann, "a silver spoon", " aspect=16:9"))).toBe("Started.");
    const bob = world.talk();
    expect(await bob.press(/^Accept/, await wish(bob, "a silver spoon"))).toBe("Started.");
    await bob.until(() => bought("silver spoon") === 4);
  });
});
