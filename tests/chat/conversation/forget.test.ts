import { expect, it } from "vitest";
import { ann, conversationWorld, group, olga, privateOf } from "./world.ts";

const alone = privateOf(ann);

it("/forgetme takes along lists, settings and what operators were told, and says so where it was asked", async () => {
  const { says, presses, sql } = await conversationWorld({ access: "approval" });
  await says({ ...ann, name: "Annabel" }, "hello", alone);
  await presses(olga, /^Approve$/, privateOf(olga));
  for (const words of ["a secret garden", "/history", "/settings", "/spend"]) await says(ann, words, alone);
  const about = async () => {
    const rows = await sql`select key, view::text as view, place->>'chatId' as chat from outbox`;
    return rows.filter(({ view, chat }) => /secret garden|Annabel/.test(view) || chat === ann.id);
  };
  expect((await about()).length).toBeGreaterThan(4);
  await says(ann, "/forgetme", alone);
  const pressed = await presses(ann, /^Delete everything/, alone);
  expect(pressed.text).toMatch(/^Done\. Nothing of yours is left/);
  expect((await about()).map(({ view }) => view)).toEqual([expect.stringContaining("Nothing of yours is left")]);
});

it("/forgetme leaves what others were told in a group", async () => {
  const { says, presses, sql } = await conversationWorld();
  await says(olga, "/privacy", group);
  await says(ann, "/privacy", group);
  await says(ann, "/forgetme", alone);
  await presses(ann, /^Delete everything/, alone);
  const left = await sql`select person_id from outbox where place->>'chatId' = ${group.chatId}`;
  expect(left.map(({ person_id }) => person_id)).toEqual([olga.id]);
});

it("/forgetme leaves no private chat among the updates: handled ones name none, nor do those of earlier versions", async () => {
  const { says, presses, stores, sql } = await conversationWorld();
  const chatKey = `telegram:${ann.id}`;
  const row = (updateId: string) => ({ platform: "telegram", updateId, chatKey, intent: {} });
  await stores.updates.save([row("handled"), row("of old"), row("waiting")]);
  await stores.updates.take("telegram", "handled");
  await sql`update updates set handled_at = now() where update_id = 'of old'`;
  const named = async () =>
    (await sql`select update_id from updates where chat_key = ${chatKey} order by 1`).map((one) => one.update_id);
  expect(await named()).toEqual(["of old", "waiting"]);
  await says(ann, "/forgetme", alone);
  await presses(ann, /^Delete everything/, alone);
  // What waits was said after it, and is about to be handled.
  expect(await named()).toEqual(["waiting"]);
});
