import { describe, expect, it } from "vitest";
import { read } from "../../../src/chat/telegram/read.ts";
import { createHarness, outgoing } from "./harness.ts";

describe("moderators of a Telegram group", () => {
  it("are asked for at the moment, and nobody moderates a private chat", async () => {
    const { server, telegram } = await createHarness();
    const [ann, chat] = [server.user(), server.group({ type: "supergroup" })];
    const place = { platform: "telegram", chatId: String(chat.id), threadId: null, kind: "group" as const };
    expect(await telegram.isModerator(place, String(ann.id))).toBe(false);
    chat.admins.add(ann.id);
    expect(await telegram.isModerator(place, String(ann.id))).toBe(true);
    chat.admins.delete(ann.id);
    expect(await telegram.isModerator(place, String(ann.id))).toBe(false);
    server.privateChat(ann);
    const own = { ...place, chatId: String(ann.id), kind: "private" as const };
    expect(await telegram.isModerator(own, String(ann.id))).toBe(false);
    expect(server.callsOf("getChatMember")).toHaveLength(3);
    server.setFault({ method: "getChatMember", kind: "500" });
    await expect(telegram.isModerator(place, String(ann.id))).rejects.toThrow();
  });

  it("may write in the group's own name, which nobody else can", async () => {
    const { telegram } = await createHarness();
    const chat = { id: -100123, type: "supergroup" as const, title: "Painters" };
    const anonymous = { id: 1_087_968_824, is_bot: true, first_name: "Group" };
    const said = (sender: object) =>
      read(
        {
          update_id: 1,
          message: {
            ...{ message_id: 2, date: 1, chat, from: anonymous, sender_chat: sender, author_signature: "chief" },
            text: "/pause",
            entities: [{ type: "bot_command", offset: 0, length: 6 }],
          },
        } as never,
        { id: 5, username: "sfumato_bot" },
      );
    const intent = said(chat);
    expect(intent?.person).toEqual({ id: "-100123", name: "chief", language: null });
    expect(await telegram.isModerator(intent?.place as never, "-100123")).toBe(true);
    // A channel that posts into the group is not the group.
    expect(said({ id: -100999, type: "channel", title: "News" })).toBe(null);
  });
});

it("calls nobody in a group by what people wrote, and leaves their words alone in private", async () => {
  const { server, post } = await createHarness();
  const [chat, own] = [server.group(), server.privateChat(server.user())];
  const text = [
    ["@bobby and @everyone, mail@a.example"],
    { quote: "@bobby", fold: false },
    [{ text: "@bobby", style: "code" as const }],
  ];
  await post(outgoing(chat.id, { text }));
  await post(outgoing(own.id, { text }));
  const [shown, alone] = [chat.messages.at(-1), own.messages.at(-1)];
  const code = shown?.entities.find((entity) => entity.type === "code");
  const outside = shown?.text.slice(0, code?.offset) ?? "";
  expect(outside).not.toMatch(/@\w/);
  expect(outside.replaceAll("\u2060", "")).toBe("@bobby and @everyone, mail@a.example\n@bobby\n");
  expect(shown?.text.endsWith("\n@bobby")).toBe(true);
  expect(alone?.text).toBe("@bobby and @everyone, mail@a.example\n@bobby\n@bobby");
});
