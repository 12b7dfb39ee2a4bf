import { expect, test } from "vitest";
import type { PostableView } from "../../../src/chat/platform.ts";
import { createHarness, createPicture, outgoing, postedOf } from "./harness.ts";

async function inPrivate() {
  const harness = await createHarness();
  const ann = harness.server.user();
  const chat = harness.server.privateChat(ann);
  return { ...harness, ann, chat };
}

test("a text with styles, buttons and a reply, then its edit", async () => {
  const { server, post, chat, ann } = await inPrivate();
  const asked = server.sendText(ann.id, ann, "a *fox* & @bob <b>");
  const view: Partial<PostableView> = {
    text: [["Goal 🦊 ", { text: "a *fox* & @bob <b>", style: "bold" }], { quote: "the prompt", fold: true }],
    buttons: [
      [
        { label: "Accept · $0.04", token: "t1", style: "primary" },
        { label: "Cancel", token: "t2", style: "danger" },
      ],
      [
        { label: "Copy", copy: "the prompt", style: "plain" },
        { label: "Too long", copy: "x".repeat(257), style: "plain" },
      ],
      [{ label: "Also too long", copy: "x".repeat(257), style: "plain" }],
      [
        { label: "Sent by a press", copy: "x".repeat(257), token: "t3", style: "plain" },
        { label: "Short", copy: "short", token: "t4", style: "plain" },
      ],
    ],
  };
  const first = postedOf(await post(outgoing(chat.id, view, { replyToMessageId: String(asked.messageId) })));
  const message = server.message(Number(first.messageId));
  expect(message).toMatchObject({
    text: "Goal 🦊 a *fox* & @bob <b>\nthe prompt",
    replyTo: asked.messageId,
    markup: {
      inline_keyboard: [
        [
          { text: "Accept · $0.04", style: "primary", callback_data: "t1" },
          { text: "Cancel", style: "danger", callback_data: "t2" },
        ],
        [{ text: "Copy", copy_text: { text: "the prompt" } }],
        [
          { text: "Sent by a press", callback_data: "t3" },
          { text: "Short", copy_text: { text: "short" } },
        ],
      ],
    },
  });
  expect(message.entities.map((entity) => message.text.slice(entity.offset, entity.offset + entity.length))).toEqual([
    "a *fox* & @bob <b>",
    "the prompt",
  ]);
  expect(server.callsOf("sendMessage")[0]?.params).toMatchObject({ link_preview_options: { is_disabled: true } });

  const edit = outgoing(chat.id, { text: [["Done"]] }, { messageId: first.messageId, posted: first.posted });
  expect(await post(edit)).toEqual(first);
  expect(message).toMatchObject({ text: "Done", markup: null });
  // Editing again is "message is not modified", which is as good as done.
  expect(await post(edit)).toEqual(first);
  expect(chat.messages.filter((one) => one.from.id === server.bot.id)).toHaveLength(1);
});

test("a reply to a message that is gone is sent all the same", async () => {
  const { post, chat } = await inPrivate();
  postedOf(await post(outgoing(chat.id, { text: [["hi"]] }, { replyToMessageId: "99999" })));
  expect(chat.messages).toMatchObject([{ text: "hi", replyTo: null }]);
});

test("a question asks for a reply, unless it has buttons", async () => {
  const { server, post, chat } = await inPrivate();
  await post(outgoing(chat.id, { text: [["Name it"]], asksReply: true }));
  await post(
    outgoing(chat.id, {
      text: [["Name it"]],
      asksReply: true,
      buttons: [[{ label: "No", token: "t", style: "plain" }]],
    }),
  );
  const [plain, withButtons] = server.callsOf("sendMessage").map((call) => call.params.reply_markup);
  expect(plain).toEqual({ force_reply: true, selective: true });
  expect(withButtons).toHaveProperty("inline_keyboard");
});

test("a picture begins as a placeholder and is delivered by an edit", async () => {
  const { server, post, chat, pictures, saved } = await inPrivate();
  pictures.set("img1", await createPicture(64, 48));
  const view: Partial<PostableView> = {
    text: [[{ text: "2/3 · score 84", style: "bold" }], ["fog"]],
    image: { id: "img1", as: "photo" },
    buttons: [[{ label: "Keep", token: "k", style: "plain" }]],
  };
  const first = postedOf(await post(outgoing(chat.id, view)));
  const [message] = chat.messages;
  expect(saved).toEqual([{ messageId: first.messageId, posted: { kind: "text" } }]);
  expect(message?.edits).toMatchObject([{ text: "🎨", markup: null }]);
  expect(message).toMatchObject({
    text: "2/3 · score 84\nfog",
    file: { kind: "photo", width: 64 },
    entities: [{ type: "bold" }],
  });
  expect(message?.markup?.inline_keyboard).toHaveLength(1);
  expect(first.posted).toEqual({
    kind: "photo",
    imageId: "img1",
    fileId: message?.file?.id,
    fileUniqueId: message?.file?.uniqueId,
  });

  // The score follows: only the caption changes.
  const scored = outgoing(chat.id, { ...view, text: [["score 90"]] }, first);
  expect(postedOf(await post(scored)).posted).toEqual(first.posted);
  expect(server.callsOf("editMessageCaption")).toHaveLength(1);
  expect(server.callsOf("editMessageMedia")).toHaveLength(1);

  // Another picture in the same message.
  pictures.set("img2", await createPicture(32, 32));
  const other = postedOf(await post(outgoing(chat.id, { ...view, image: { id: "img2", as: "photo" } }, first)));
  expect(other.posted).toMatchObject({ kind: "photo", imageId: "img2" });
  expect(message?.file?.width).toBe(32);

  // A text alone leaves the picture and changes the words under it.
  await post(outgoing(chat.id, { text: [["gone"]] }, other));
  expect(message).toMatchObject({ text: "gone", file: { width: 32 } });
  expect(chat.messages).toHaveLength(1);
});

test("after a crash behind the placeholder, the picture is delivered by editing it", async () => {
  const { server, post, chat, pictures, saved } = await inPrivate();
  pictures.set("img1", await createPicture(64, 48));
  const view: Partial<PostableView> = { text: [["one"]], image: { id: "img1", as: "photo" } };
  server.setFault({ method: "editMessageMedia", kind: "reset" });
  expect(await post(outgoing(chat.id, view))).toMatchObject({ kind: "retry" });
  const [kept] = saved;
  const outcome = postedOf(await post(outgoing(chat.id, view, kept)));
  expect(outcome.posted).toMatchObject({ kind: "photo", imageId: "img1" });
  expect(server.callsOf("sendMessage")).toHaveLength(1);
  expect(chat.messages).toMatchObject([{ text: "one", file: { kind: "photo" } }]);

  // A text edit of what became a picture without anyone knowing.
  postedOf(await post(outgoing(chat.id, { text: [["two"]] }, kept)));
  expect(chat.messages).toMatchObject([{ text: "two", file: { kind: "photo" } }]);
});

test("a picture that Telegram has is sent by its file id; one that it lost is uploaded again", async () => {
  const { server, post, chat, pictures, shown } = await inPrivate();
  pictures.set("img1", await createPicture(64, 48));
  const view: Partial<PostableView> = { image: { id: "img1", as: "photo" } };
  await post(outgoing(chat.id, view));
  await post(outgoing(chat.id, view));
  const [uploaded, reused] = server.callsOf("editMessageMedia");
  expect(uploaded?.files.size).toBe(1);
  expect(reused?.files.size).toBe(0);
  expect(chat.messages[1]?.file?.id).toBe(chat.messages[0]?.file?.id);
  expect(chat.messages[0]?.edits).toMatchObject([{ text: "🎨" }]);

  shown.set("img1", { kind: "photo", imageId: "img1", fileId: "lost" });
  postedOf(await post(outgoing(chat.id, view)));
  expect(chat.messages[2]?.file?.kind).toBe("photo");
});

test("a picture as a file, uncompressed", async () => {
  const { post, chat, pictures } = await inPrivate();
  const picture = await createPicture(64, 48);
  pictures.set("img1", picture);
  const outcome = postedOf(await post(outgoing(chat.id, { text: [["Original"]], image: { id: "img1", as: "file" } })));
  expect(outcome.posted).toMatchObject({ kind: "file", imageId: "img1" });
  expect(chat.messages).toMatchObject([{ text: "Original", file: { kind: "document", name: "sfumato-img1.png" } }]);
  expect(chat.messages[0]?.file?.bytes.equals(Buffer.from(picture.bytes))).toBe(true);
});

test("a picture too large for a photo is scaled, one too long is a document", async () => {
  const { post, chat, pictures, fitted } = await inPrivate();
  pictures.set("large", await createPicture(8000, 4000));
  pictures.set("long", await createPicture(2100, 100));
  postedOf(await post(outgoing(chat.id, { image: { id: "large", as: "photo" } })));
  const long = postedOf(await post(outgoing(chat.id, { image: { id: "long", as: "photo" } })));
  expect(fitted).toEqual([{ maxSide: 6666, maxBytes: 10_000_000 }]);
  expect(chat.messages).toMatchObject([{ file: { kind: "photo", width: 6666 } }, { file: { kind: "document" } }]);
  expect(long.posted.kind).toBe("file");
  postedOf(await post(outgoing(chat.id, { text: [["scored"]], image: { id: "long", as: "photo" } }, long)));
  expect(chat.messages[1]).toMatchObject({ text: "scored", file: { kind: "document" } });
});

test("a photo that Telegram cannot make is sent as a document", async () => {
  const { server, post, chat, pictures } = await inPrivate();
  pictures.set("img1", await createPicture(64, 48));
  server.setFault({ method: "editMessageMedia", kind: "400", description: "Bad Request: IMAGE_PROCESS_FAILED" });
  postedOf(await post(outgoing(chat.id, { image: { id: "img1", as: "photo" } })));
  expect(chat.messages).toMatchObject([{ file: { kind: "document" } }]);
});

test("a long text is shortened and follows as a file, once", async () => {
  const { server, post, chat } = await inPrivate();
  const long = Array.from({ length: 900 }, (_, i) => `word${i}`).join(" ");
  const first = postedOf(await post(outgoing(chat.id, { text: [[long]] })));
  const [message, file] = chat.messages;
  expect(message?.text.length).toBeLessThanOrEqual(4096);
  expect(message?.text).toMatch(/word\d+…$/);
  expect(file).toMatchObject({ replyTo: message?.messageId, file: { kind: "document", name: "full-text.txt" } });
  expect(file?.file?.bytes.toString()).toBe(long);

  const again = postedOf(await post(outgoing(chat.id, { text: [[long]] }, first)));
  expect(again).toEqual(first);
  const longer = postedOf(await post(outgoing(chat.id, { text: [[`New ${long}`]] }, first)));
  expect(chat.messages).toHaveLength(2);
  expect(file?.file?.bytes.toString()).toBe(`New ${long}`);
  expect(longer.posted).not.toEqual(first.posted);
  expect(server.callsOf("sendDocument")).toHaveLength(1);
});

test("a long caption is shortened and follows as a file", async () => {
  const { post, chat, pictures } = await inPrivate();
  pictures.set("img1", await createPicture(64, 48));
  const text = "fog ".repeat(300);
  const view: Partial<PostableView> = { text: [[text]], image: { id: "img1", as: "photo" } };
  postedOf(await post(outgoing(chat.id, view)));
  expect(chat.messages[0]?.text.length).toBeLessThanOrEqual(1024);
  expect(chat.messages[1]?.file?.bytes.toString()).toBe(text.trimEnd());
});

test("when the file behind a long text has to wait, the text is not sent again", async () => {
  const { server, post, chat, saved } = await inPrivate();
  const view: Partial<PostableView> = { text: [["word ".repeat(1000)]] };
  server.setFault({ method: "sendDocument", kind: "429", retryAfter: 3 });
  expect(await post(outgoing(chat.id, view))).toMatchObject({ kind: "retry", delayMs: 3000 });
  postedOf(await post(outgoing(chat.id, view, saved.at(-1))));
  expect(chat.messages).toHaveLength(2);
});

test("a text file, and its new edition", async () => {
  const { post, chat } = await inPrivate();
  const view = (text: string): Partial<PostableView> => ({ text: [["Prompt"]], file: { name: "my prompt.txt", text } });
  const first = postedOf(await post(outgoing(chat.id, view("a fox"))));
  expect(chat.messages).toMatchObject([{ text: "Prompt", file: { kind: "document", name: "my-prompt.txt" } }]);
  expect(chat.messages[0]?.file?.bytes.toString()).toBe("a fox");
  postedOf(await post(outgoing(chat.id, view("two foxes"), first)));
  expect(chat.messages).toHaveLength(1);
  expect(chat.messages[0]?.file?.bytes.toString()).toBe("two foxes");
});
