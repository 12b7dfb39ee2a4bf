import sharp from "sharp";
import { SfumatoError } from "../domain/errors.ts";
import { UploadFault } from "../domain/upload.ts";
import {
  type DecoderCall,
  type DecoderFault,
  type DecoderReply,
  type DecoderValue,
  TOO_HEAVY,
  YIELDS,
} from "./decoder-calls.ts";
import { limitMemory } from "./limit-memory.ts";
import { compose, pad } from "./work/compose.ts";
import { exportPicture } from "./work/export.ts";
import { load, MAX_PIXELS } from "./work/load.ts";
import { maskFromAlpha, maskFromBoxes, maskFromScribble, showMask } from "./work/masks.ts";
import { measure } from "./work/measure.ts";
import { take } from "./work/take.ts";
import { yieldProcessor } from "./yield-processor.ts";

/**
 * The child process in which pictures are decoded. It gets bytes or the name of a file, and sends bytes or writes the file that
 * it is told: no network, no secrets. Whatever a malformed picture does to it, the bot's own process lives on.
 */

/** Resident memory that the process may have (bytes), as its parent says: what needs more is refused. */
const MAX_MEMORY = Number(process.argv[2] ?? 600) * 1024 * 1024;
/** How often it looks where the system sets no limit; decoding happens on other threads, so that this timer runs meanwhile (ms). */
const LOOK_MS = 10;

/** How the libraries say that memory was refused: libvips, libjpeg, libheif, libpng, V8. */
const NO_MEMORY = /out of memory|insufficient memory|memory allocation|allocation failed|bad_alloc|unable to allocate/i;

sharp.concurrency(1);
sharp.cache(false);
setInterval(() => {
  if (process.memoryUsage.rss() > MAX_MEMORY) process.exit(TOO_HEAVY);
}, LOOK_MS).unref();

/** The library and its threads are there before the limits are set: what they take is not a picture's. */
const ready = sharp({ create: { width: 8, height: 8, channels: 3, background: "#000" } })
  .jpeg()
  .toBuffer()
  .then(() => {
    limitMemory(MAX_MEMORY);
    if (process.argv[3] === YIELDS) yieldProcessor();
  });

async function work(call: DecoderCall): Promise<DecoderValue> {
  await ready;
  const value = await answer(call);
  return value as DecoderValue;
}

async function answer(call: DecoderCall): Promise<object> {
  switch (call.do) {
    case "probe": {
      const { width, height, format } = await load(call.source).metadata();
      // Every pixel is decoded: a cut or broken picture fails here and not before a person's eyes.
      await load(call.source).raw().toBuffer();
      return { width, height, format };
    }
    case "fit": {
      for (
        let side = call.maxSide, quality = 90;
        ;
        side = Math.round(side * 0.85), quality = Math.max(60, quality - 8)
      ) {
        const bytes = await load(call.source)
          .rotate()
          .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
          .flatten({ background: "#ffffff" })
          .jpeg({ quality, mozjpeg: false })
          .toBuffer();
        if (bytes.length <= call.maxBytes || side < 64) return { bytes };
      }
    }
    case "pixels": {
      const { data, info } = await load(call.bytes)
        .resize({ width: call.width, height: call.height, fit: "inside" })
        .flatten({ background: "#000000" })
        .removeAlpha()
        .toColourspace("srgb")
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { bytes: data, width: info.width, height: info.height };
    }
    case "drawSvg":
      return { bytes: await draw(Buffer.from(call.svg), call.width) };
    case "take":
      return take(call);
    case "maskFromAlpha":
      return maskFromAlpha(call);
    case "maskFromScribble":
      return maskFromScribble(call);
    case "maskFromBoxes":
      return maskFromBoxes(call);
    case "showMask":
      return showMask(call);
    case "compose":
      return compose(call);
    case "pad":
      return pad(call);
    case "export":
      return exportPicture(call);
    case "measure":
      return measure(call);
  }
}

/** Our own drawing, at its final size: enlarging a small one would blur it. */
async function draw(svg: Buffer, width: number): Promise<Uint8Array> {
  // `unlimited` lets our own sheets hold whole pictures.
  const { width: own } = await sharp(svg, { unlimited: true }).metadata();
  const density = Math.min(Math.max((72 * width) / own, 1), 2_400);
  const drawn = sharp(svg, { unlimited: true, density, limitInputPixels: MAX_PIXELS });
  return drawn.resize({ width }).png({ compressionLevel: 6 }).toBuffer();
}

function faultOf(error: unknown): DecoderFault {
  if (!(error instanceof Error)) return { fault: "damaged", problem: "unknown" };
  if (error instanceof SfumatoError) {
    const upload = UploadFault.safeParse(error.details.upload).data;
    return { fault: "refused", problem: error.message, ...(upload && { upload }), details: error.details };
  }
  // Of our own writing; the library's errors have no such code.
  if ("syscall" in error && "code" in error) return { fault: "disk", problem: String(error.code) };
  return { fault: NO_MEMORY.test(error.message) ? "heavy" : "damaged", problem: error.message.slice(0, 200) };
}

async function reply({ id, call }: { id: number; call: DecoderCall }): Promise<void> {
  const said: DecoderReply = await work(call).then(
    (value) => ({ id, ok: true, value }),
    (error: unknown) => ({ id, ok: false, ...faultOf(error) }),
  );
  process.send?.(said);
}

process.on("message", (message: { id: number; call: DecoderCall }) => {
  // Its heap is so small that V8 would let whole files lie about, which leave the next picture no room.
  void reply(message).then(() => globalThis.gc?.());
});
// The bot is gone: nobody will ask any more.
process.on("disconnect", () => process.exit(0));
