import { platformContract } from "../../contracts/platform-contract.ts";
import { createHarness, createPicture } from "./harness.ts";

platformContract("Telegram", async () => {
  const { server, telegram, help, pictures } = await createHarness();
  const chats = { private: server.privateChat(server.user()), group: server.group() };
  const picture = await createPicture(64, 48);
  for (let at = 0; at < 13; at++) pictures.set(`picture-${at}`, picture);
  return {
    platform: telegram,
    help,
    place: (kind) => ({ platform: "telegram", chatId: String(chats[kind].id), threadId: null, kind }),
    read: () =>
      [...chats.private.messages, ...chats.group.messages]
        .flatMap(({ text, file }) => [text, file?.name.endsWith(".txt") ? file.bytes.toString("utf8") : ""])
        .join("\n"),
    pressable: () =>
      [...chats.private.messages, ...chats.group.messages].flatMap(({ markup }) =>
        (markup?.inline_keyboard ?? []).flat().map((button) => ("callback_data" in button ? button.callback_data : "")),
      ),
  };
});
