import { readdir } from "node:fs/promises";
import { createDecoder } from "../../src/images/decoder.ts";
import { createPictures } from "../../src/images/pictures.ts";
import { photo } from "./sent-files.ts";

/** Run by full-disk.test.ts where no large file fits: takes a large photo, then a small one, and tells how it went. */
const [dataDir = ""] = process.argv.slice(2);
const intake = createDecoder();
const pictures = createPictures({ dataDir, intake, decoder: intake });
const outcome = async (side: number, noise: number) => {
  const bytes = await (await photo(side, side)).jpeg({ quality: noise }).toBuffer();
  const sent = { content: [bytes], name: null, mediaType: null };
  return pictures.take(sent, { imageId: `p${side}`, jobId: "j" }).then(
    () => "kept",
    (error) => ({ code: error.code, message: error.message, retryable: error.retryable }),
  );
};
const large = await outcome(2_400, 100);
const left = await readdir(dataDir, { recursive: true });
const small = await outcome(120, 60);
await intake.close();
process.stdout.write(JSON.stringify({ large, left, small }));
