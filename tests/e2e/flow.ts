import { expect } from "vitest";
import type { FakeMessage } from "../fakes/fake-telegram-server.ts";
import { labelsOf, type Talk } from "./talk.ts";

/** What the whole way from a wish to the summary left in the chat. */
export interface Flow {
  card: FakeMessage;
  summary: FakeMessage;
}

/** Goes the whole way of CHAT.md with Optimize ×3, beginning with the words given, and checks each thing shown. */
export async function goWholeWay(ann: Talk, words: string, goal: string): Promise<Flow> {
  ann.say(words);
  const card = await ann.offered(/^Optimize/);
  expect(labelsOf(card)).toEqual([
    expect.stringMatching(/^Accept · \$0\.\d\d$/),
    expect.stringMatching(/^Optimize ×3 · \$0\.\d\d$/),
    "Edit",
    "Settings",
    "Style",
    "Cancel",
  ]);
  expect(card.text).toContain(goal);
  expect(await ann.press(/^Optimize/, card)).toBe("Started.");
  const summary = await ann.see(/Final prompt/);
  await ann.see(/^Done · 4 pictures · \$0\.\d+/);
  const captions = () => ann.pictures().map((picture) => picture.text.split("\n")[0] ?? "");
  await ann.until(() => captions().every((caption) => /^[0-3]\/3 · score \d+( \([+−]\d+\))?$/.test(caption)));
  expect(captions().map((caption) => caption.slice(0, 3))).toEqual(["0/3", "1/3", "2/3", "3/3"]);
  expect(ann.shown().filter((message) => message.albumId)).toHaveLength(4);
  expect(summary.text).toMatch(/What worked\n(• .+\n){3,7}/);
  return { card, summary };
}
