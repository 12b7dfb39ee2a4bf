import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { createDecoder } from "../../src/images/decoder.ts";
import { fitText, wrapText } from "../../src/images/lettering.ts";
import { createPictures } from "../../src/images/pictures.ts";
import { UNRULY } from "../contracts/every-screen.ts";

async function sheetOf(title: string, colours: readonly string[], size: { width: number; height: number }) {
  const dataDir = await mkdtemp(join(tmpdir(), "sfumato-sheet-"));
  const decoder = createDecoder();
  onTestFinished(() => Promise.all([decoder.close(), rm(dataDir, { recursive: true })]).then(() => {}));
  const pictures = createPictures({ dataDir, intake: decoder, decoder });
  const entries = colours.map(async (background, at) => ({
    image: {
      bytes: await sharp({ create: { ...size, channels: 3, background } })
        .png()
        .toBuffer(),
      mediaType: "image/png" as const,
    },
    ...{ label: `${at} · 80`, note: UNRULY, best: at === 1 },
  }));
  const { bytes, mediaType } = await pictures.contactSheet(title, UNRULY, await Promise.all(entries));
  expect(mediaType).toBe("image/jpeg");
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  /** Whether a colour covers at least this share of the sheet. */
  const shareOf = (red: number, green: number, blue: number) => {
    let found = 0;
    for (let at = 0; at < data.length; at += 3) {
      const apart = [red, green, blue].map((wanted, channel) => Math.abs((data[at + channel] as number) - wanted));
      if (Math.max(...apart) < 12) found++;
    }
    return found / (data.length / 3);
  };
  return { width: info.width, height: info.height, shareOf };
}

test("a contact sheet shows every picture at its own shape, whatever the goal says", async () => {
  const colours = ["#d02020", "#20a020", "#2020d0", "#d0d020"];
  const { width, height, shareOf } = await sheetOf(`${UNRULY}\u0000\ud800 ]]>`, colours, { width: 320, height: 160 });
  expect(width).toBeGreaterThan(height);
  const shares = [shareOf(208, 32, 32), shareOf(32, 160, 32), shareOf(32, 32, 208), shareOf(208, 208, 32)];
  expect(Math.min(...shares)).toBeGreaterThan(0.08);
});

test("words end where their room does, Chinese ones at half as many letters", () => {
  expect(wrapText("a red fox reads a book", 10, 2)).toEqual(["a red fox", "reads a bo…"]);
  expect(wrapText("一只红色的狐狸在读书", 10, 2)).toEqual(["一只红色的", "狐狸在读书"]);
  expect(wrapText("unbreakable", 4, 3)).toEqual(["unbr", "eaka", "ble"]);
  expect([fitText("fox 🦊\n\u0007den", 20), fitText("", 5)]).toEqual(["fox den", ""]);
});
