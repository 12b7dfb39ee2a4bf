import { z } from "zod";
import type { EditRefineAnswer, LocateAnswer, LocateData } from "../../domain/calls.ts";
import { readText } from "./png-text.ts";
import { nounOf } from "./read-prompt.ts";

const Box = z.object({ noun: z.string(), left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });
const Note = z.object({ boxes: z.array(Box).max(200), texts: z.array(z.string()).default([]) });

/** The sky in the languages that people are answered in: it is no thing that can be drawn, so no noun. */
const SKY = /\bsky\b|неб[оеау]|天空/iu;

/** Where the simulation put the named thing: boxes, of pictures that it painted itself. Any other it cannot see. */
export function locate({ part }: LocateData, picture: Uint8Array): LocateAnswer {
  const { boxes } = noteIn(picture);
  const words = part.split(/[:：]/)[0] as string;
  const nouns = new Set((words.match(/\p{L}+/gu) ?? []).flatMap((word) => nounOf(word) ?? []));
  if (SKY.test(words)) nouns.add("sky");
  return {
    parts: boxes
      .filter(({ noun }) => nouns.has(noun))
      .slice(0, 20)
      .map(({ noun, left, top, right, bottom }) => ({
        label: noun,
        box: inThousandths({ left, top, right, bottom }),
        outline: [],
      })),
  };
}

/** The lettering that the simulation painted on its sign; null without one, and in pictures that it cannot see. */
export function logoIn(picture: Uint8Array): EditRefineAnswer["logo"] {
  const { boxes, texts } = noteIn(picture);
  const sign = boxes.find(({ noun }) => noun === "sign");
  return sign && texts[0] ? { text: `“${texts[0]}” on a sign`, box: inThousandths(sign) } : null;
}

function inThousandths({ left, top, right, bottom }: Omit<z.infer<typeof Box>, "noun">) {
  const mark = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 1000);
  return { left: mark(left), top: mark(top), right: mark(right), bottom: mark(bottom) };
}

function noteIn(picture: Uint8Array): z.infer<typeof Note> {
  try {
    return Note.parse(JSON.parse(readText(picture) ?? "{}"));
  } catch {
    return { boxes: [], texts: [] };
  }
}
