import { platformContract } from "../../contracts/platform-contract.ts";
import { controlsOf } from "../../fakes/fake-discord-server.ts";
import { createHarness, createPicture, placeIn } from "./harness.ts";

platformContract("Discord", async () => {
  const { server, discord, help, pictures } = await createHarness();
  const chats = { private: server.privateChat(server.user()), group: server.channel(server.guild()) };
  const picture = await createPicture(64, 48);
  for (let at = 0; at < 13; at++) pictures.set(`picture-${at}`, picture);
  const messages = () => [...chats.private.messages, ...chats.group.messages];
  return {
    platform: discord,
    help,
    place: (kind) => placeIn(chats[kind]),
    read: () =>
      messages()
        .flatMap(({ content, embeds, components, files }) => [
          content,
          ...embeds.map(({ description = "" }) => description),
          ...components.map(({ content: caption = "" }) => caption),
          ...files.filter(({ filename }) => filename.endsWith(".txt")).map(({ bytes }) => bytes.toString("utf8")),
        ])
        .join("\n"),
    pressable: () => messages().flatMap((message) => controlsOf(message).map(({ custom_id }) => custom_id)),
  };
});
