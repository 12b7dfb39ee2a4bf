import { describe, expect, it } from "vitest";
import type { TokenButton } from "../../../src/chat/platform.ts";
import { controlsOf } from "../../fakes/fake-discord-server.ts";
import { createHarness, createPicture, outgoing } from "./harness.ts";

const setUp = async () => {
  const harness = await createHarness();
  const { server } = harness;
  const dm = server.privateChat(server.user());
  const channel = server.channel(server.guild());
  const posted = async (...message: Parameters<typeof outgoing>) => {
    const outcome = await harness.post(outgoing(...message));
    if (outcome.kind !== "posted") throw new Error(`not posted: ${JSON.stringify(outcome)}`);
    return { ...outcome, message: server.world.message(outcome.messageId) };
  };
  return { ...harness, dm, channel, posted };
};
const button = (label: string, more: Partial<TokenButton> = {}): TokenButton => ({
  ...{ label, token: `token-${label}`, style: "plain" },
  ...more,
});

describe("rendering for Discord", () => {
  it("shows styles, and people's text as it was typed: no style, no mention, no link that unfolds", async () => {
    const { dm, posted } = await setUp();
    const wild = "# *big* @everyone <@123> ||x|| https://evil.example `a` [b](http://c)\n> not a quote";
    const { message } = await posted(dm, {
      text: [
        [{ text: "Title", style: "bold" }, " and ", { text: "code", style: "code" }],
        { quote: wild, fold: true },
        ["~512 px"],
      ],
    });
    expect(message.content).toBe(
      [
        "**Title** and `code`",
        "> \\# \\*big\\* @\u200beveryone \\<@123> \\|\\|x\\|\\| https\\://evil.example \\`a\\` [b]\\(http\\://c)",
        "> \\> not a quote",
        "~512 px",
      ].join("\n"),
    );
  });

  it("continues a long text in boxes below, and beyond them in a file, never cut in silence", async () => {
    const { dm, posted } = await setUp();
    const long = await posted(dm, {
      text: [["The wish"], { quote: "word ".repeat(700).trim(), fold: true }, ["The end"]],
    });
    expect(long.message.content.length).toBeLessThanOrEqual(2000);
    expect(long.message.embeds).toHaveLength(1);
    expect(long.message.embeds[0]?.description).toMatch(/^> word[\s\S]*\nThe end$/);
    expect(long.message.files).toEqual([]);
    const longest = await posted(dm, { text: [["x ".repeat(6000)]] }, { id: "outbox-2" });
    const [file] = longest.message.files;
    expect(file?.filename).toBe("full-text.txt");
    expect(file?.bytes.toString()).toBe("x ".repeat(6000));
  });

  it("keeps rows of buttons while they fit, and joins the shortest when they are too many", async () => {
    const { dm, posted } = await setUp();
    const rows = Array.from({ length: 5 }, (_, row) =>
      ["open", "again", "delete"].map((label) => button(`${label} ${row}`)),
    );
    const { message } = await posted(dm, { text: [["list"]], buttons: [...rows, [button("older"), button("newer")]] });
    expect(message.components.map(({ components }) => components?.length)).toEqual([3, 3, 3, 3, 5]);
    const long = await posted(
      dm,
      { text: [["x"]], buttons: [[button("x".repeat(200), { token: "t", form: true })]] },
      { id: "b" },
    );
    expect(controlsOf(long.message)).toEqual([
      expect.objectContaining({ custom_id: "t.form", label: `${"x".repeat(79)}…` }),
    ]);
  });

  it("shows many choices as a menu, with what is chosen among them, and two as a button", async () => {
    const { dm, posted } = await setUp();
    const choices = (count: number, chosen: number) =>
      Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `l${at}`, chosen: at === chosen }));
    const { message } = await posted(dm, {
      text: [["settings"]],
      buttons: [
        [button("Aspect: l29", { choices: choices(30, 29) }), button("Preset: l0", { choices: choices(2, 0) })],
      ],
    });
    const [menu, plain] = controlsOf(message);
    expect(menu).toMatchObject({ type: 3, placeholder: "Aspect: l29", custom_id: "token-Aspect: l29" });
    expect(menu?.options).toHaveLength(25);
    expect(menu?.options?.at(-1)).toEqual({ value: "v29", label: "Aspect: l29", default: true });
    expect(plain).toMatchObject({ type: 2, label: "Preset: l0" });
  });

  it("edits the caption without sending the picture again, scales what is too large, covers spoilers", async () => {
    const { dm, server, fitted, pictures, posted } = await setUp();
    pictures.set("p1", await createPicture(64, 32));
    const image = { id: "p1", as: "photo" as const };
    const first = await posted(dm, { text: [["judging"]], image });
    expect(first.message.files.map(({ width }) => width)).toEqual([64]);
    const { messageId, posted: kept } = first;
    await posted(dm, { text: [["score 84"]], image }, { messageId, posted: kept });
    expect(first.message).toMatchObject({ content: "score 84", edits: 1 });
    expect(first.message.files).toHaveLength(1);
    expect(server.callsOf(/^PATCH/)[0]?.body).not.toHaveProperty("attachments");
    server.world.attachmentLimit = 200;
    pictures.set("p2", await createPicture(900, 900));
    server.setFault({ route: /^POST .*messages/, kind: 413, code: 40005 });
    await posted(dm, { image: { id: "p2", as: "file", spoiler: true } }, { id: "b" }).catch(() => {});
    expect(fitted).toEqual([]);
    expect(server.callsOf(/^POST .*messages/).map(({ status }) => status)).toEqual([200, 413, 413]);
    server.world.attachmentLimit = 10_000_000;
    const covered = await posted(dm, { image: { id: "p2", as: "file", spoiler: true } }, { id: "c" });
    expect(covered.message.files[0]?.filename).toBe("SPOILER_sfumato-p2.png");
  });

  it("shows an album as galleries of at most ten, and goes on after a crash where it was", async () => {
    const { dm, pictures, posted, post } = await setUp();
    const album = Array.from({ length: 11 }, (_, at) => ({ id: `p${at}`, caption: `${at} · 80` }));
    for (const { id } of album) pictures.set(id, await createPicture(8, 8));
    await post(outgoing(dm, { album }));
    expect(dm.messages.map(({ files }) => files.length)).toEqual([6, 5]);
    expect(dm.messages[0]?.components[0]?.items?.[0]).toMatchObject({ description: "0 · 80" });
    expect(dm.messages[0]?.components[1]?.content).toBe(
      "-# 0 · 80  |  1 · 80  |  2 · 80  |  3 · 80  |  4 · 80  |  5 · 80",
    );
    const half = { messageId: dm.messages[0]?.id as string, posted: { kind: "album", albumSent: 1 } };
    await posted(dm, { album }, { id: "b", ...half });
    expect(dm.messages.map(({ files }) => files.length)).toEqual([6, 5, 5]);
  });

  it("begins the session's thread with its first message; where it may not, all stays in the channel", async () => {
    const { server, discord, channel, posted } = await setUp();
    const wish = (where: typeof channel) =>
      server.world.add({
        ...{
          channelId: where.id,
          author: server.world.bot,
          content: "🎨",
          embeds: [],
          components: [],
          files: [],
          flags: 0,
        },
        ...{ onlyFor: null, replyTo: null, nonce: null },
      });
    const origin = wish(channel).id;
    const view = { text: [{ quote: "a red\nfox", fold: false }] };
    const first = await posted(channel, view, { threadId: origin, replyToMessageId: origin });
    const next = await posted(channel, { text: [["picture"]] }, { id: "b", threadId: origin });
    expect([first.message.channelId, next.message.channelId]).toEqual([origin, origin]);
    expect(server.world.channel(origin).name).toBe("a red fox");
    const wide = wish(channel).id;
    const flags = { text: [{ quote: "🎌".repeat(80), fold: false }] };
    await posted(channel, flags, { id: "wide", threadId: wide, replyToMessageId: wide });
    expect(server.world.channel(wide).name).toBe(`${"🎌".repeat(44)}…`);
    server.world.channel(origin).archived = true;
    await posted(channel, { text: [["edited"]] }, { threadId: origin, messageId: next.messageId, posted: next.posted });
    server.world.channel(origin).deleted = true;
    expect((await posted(channel, { text: [["x"]] }, { id: "c", threadId: origin })).message.channelId).toBe(
      channel.id,
    );
    const plain = server.channel(server.guild(), { denied: ["threads"] });
    const there = wish(plain).id;
    const stayed = await posted(plain, view, { id: "d", threadId: there, replyToMessageId: there });
    expect(stayed.message).toMatchObject({ channelId: plain.id, replyTo: there });
    await discord.showActivity({ ...outgoing(plain, view).place, threadId: there }, "upload_photo");
    expect(server.calls.at(-1)?.call).toBe(`POST /channels/${plain.id}/typing`);
    const later = await posted(plain, { text: [["x"]] }, { id: "e", threadId: there });
    expect(later.message.channelId).toBe(plain.id);
  });
});
