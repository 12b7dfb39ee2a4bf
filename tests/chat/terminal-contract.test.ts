import { Writable } from "node:stream";
import type { PostHelp } from "../../src/chat/platform.ts";
import { createTerminal, TERMINAL_PLACE } from "../../src/chat/terminal/index.ts";
import { platformContract } from "../contracts/platform-contract.ts";
import { newTestId } from "../postgres.ts";

platformContract("The terminal", async () => {
  let printed = "";
  const output = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      done();
    },
  });
  const help: PostHelp = {
    saveMessageId: async () => {},
    image: async (id) => ({
      stored: {
        ...{ id, jobId: "job", mediaType: "image/png" as const, width: 1, height: 1, bytes: 1, sha256: "" },
        path: `images/${id}.png`,
      },
      data: { bytes: new Uint8Array(), mediaType: "image/png" },
    }),
    postedImage: async () => null,
    attachment: async () => new Uint8Array(),
  };
  const platform = createTerminal({
    ...{ output, colour: false, newId: newTestId, pathOf: (path: string) => `/data/${path}` },
    files: { pixels: () => Promise.reject(new Error("no colours, no preview")) },
    person: { id: "ann", name: "Ann", language: "en" },
  });
  return { platform, help, place: (kind) => ({ ...TERMINAL_PLACE, kind }), read: () => printed };
});
