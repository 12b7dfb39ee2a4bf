import { describe, expect, it } from "vitest";
import type { OutgoingMessage, Platform, PostableView, PostHelp } from "../../src/chat/platform.ts";
import type { View } from "../../src/chat/views.ts";
import { sayIn } from "../../src/chat/wording.ts";
import type { Place } from "../../src/domain/session.ts";
import { wording } from "../chat/chat-world.ts";
import { storedScreens } from "./every-screen.ts";

/** A platform before a peer that checks each request as the real service would. */
export interface PlatformUnderTest {
  platform: Platform;
  help: PostHelp;
  place(kind: Place["kind"]): Place;
  /** Everything that a person can read there by now: texts, captions, texts in files. */
  read(): string;
  /** Ids behind everything that can be pressed there by now, where buttons carry them. */
  pressable?(): readonly string[];
}

/** What every platform must hold: every screen in every language, once and after a change, within its limits and whole. */
export function platformContract(name: string, open: () => Promise<PlatformUnderTest>): void {
  describe(`${name} as a platform`, () => {
    // A group differs in what calls people, not in words: one language is enough there.
    const cases = [...wording.languages.map((language) => [language, "private"] as const), ["ru", "group"] as const];
    it.each(cases)(
      "shows every screen in %s, in a %s chat, within its limits and whole",
      { timeout: 30_000 },
      async (language, kind) => {
        const { platform, help, place, read, pressable } = await open();
        for (const [at, { name: screen, view }] of storedScreens(sayIn(wording, language)).entries()) {
          const message = { ...outgoing(`${language}-${kind}-${at}`, place(kind)), view: postable(view, at) };
          expect(labelsOver(view, platform), screen).toEqual([]);
          const first = await platform.post(message, help);
          expect(first, screen).toMatchObject({ kind: "posted" });
          if (first.kind !== "posted") return;
          const { messageId, posted } = first;
          const again = await platform.post({ ...message, messageId, posted }, help);
          expect(again, `${screen}, changed`).toMatchObject({ kind: "posted", messageId });
          const shown = squeezed(read());
          for (const words of wordsOf(view)) expect(shown, screen).toContain(squeezed(words));
          if (!pressable) continue;
          const pressed = pressable().join(" ");
          for (const { label, token } of message.view.buttons.flat())
            if (token) expect(pressed, `${screen}: ${label}`).toContain(token);
        }
      },
    );

    it("answers presses and shows activity without complaint, also late and with over-long notices", async () => {
      const { platform, place } = await open();
      await platform.answerPress("a press that nobody knows", { notice: "x".repeat(500), alert: true });
      await platform.showActivity(place("private"), "typing");
      expect(platform.status()).toMatch(/^(up|down|starting)$/);
    });
  });
}

function outgoing(id: string, place: Place): Omit<OutgoingMessage, "view"> {
  return { id, place, replyToMessageId: null, messageId: null, posted: null };
}

/** Buttons with tokens, as the post office gives them. */
function postable(view: View, at: number): PostableView {
  let count = 0;
  const token = () => `token${String(at).padStart(5, "0")}-${String(count++).padStart(5, "0")}`;
  const buttons = view.buttons.map((row) =>
    row.map(({ intent, for: _whom, ...button }) => ({ ...button, ...(intent ? { token: token() } : {}) })),
  );
  return { ...view, buttons };
}

/** Labels that the platform could not show whole, and rows that are too wide for it. */
function labelsOver(view: View, { limits }: Platform): string[] {
  const wide = view.buttons.filter((row) => row.length > limits.buttonsPerRow).map((row) => `${row.length} in a row`);
  const labels = view.buttons.flat().map(({ label }) => label);
  return [...wide, ...labels.filter((label) => label.length > limits.buttonLabel || label.trim() === "")];
}

/** A view's text in pieces that no renderer breaks up. */
function wordsOf(view: View): string[] {
  return view.text.flatMap((paragraph) =>
    Array.isArray(paragraph)
      ? paragraph.map((span) => (typeof span === "string" ? span : span.text))
      : [paragraph.quote],
  );
}

/** Without what renderers add: space, marks of quotes, escapes, and joiners that keep a name from being called. */
function squeezed(text: string): string {
  return text.replace(/[\s\\│>\u2060\u200b]+/g, "");
}
