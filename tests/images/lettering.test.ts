import { afterAll, expect, test } from "vitest";
import { createDecoder } from "../../src/images/decoder.ts";
import { FONT } from "../../src/images/lettering.ts";

const decoder = createDecoder();
afterAll(() => decoder.close());

async function drawn(letter: string, weight = 400): Promise<string> {
  const text = `<text x="4" y="40" font-family="${FONT}" font-weight="${weight}" font-size="40">${letter}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">${text}</svg>`;
  const { bytes } = await decoder.ask({ do: "drawSvg", svg, width: 60 });
  return Buffer.from(bytes as Uint8Array).toString("base64");
}

test("letters of every language are drawn, whatever fonts the machine has", async () => {
  // A letter that no font holds is a box; here none may look like another, nor like the box of a private one.
  const letters = ["a", "Ж", "狐", "狸", "费", "\uf8ff"];
  const pictures = await Promise.all(letters.map((letter) => drawn(letter)));
  expect(new Set(pictures).size).toBe(letters.length);
  expect(await drawn("狐", 700)).not.toBe(pictures[2]);
});
