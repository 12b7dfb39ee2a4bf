import { expect, test } from "vitest";
import { createLog } from "../src/log.ts";

const SECRET = 'key"with\\odd/marks+1';

function record(secrets: readonly string[] = [SECRET]) {
  const lines: string[] = [];
  const log = createLog({ level: "debug", secrets, destination: { write: (line) => lines.push(line) } });
  return { log, lines };
}

test("a secret is taken out wherever it stands, also URL-encoded", () => {
  const { log, lines } = record();
  log.info({ header: { authorization: `Bearer ${SECRET}` } }, `asked https://host/?key=${encodeURIComponent(SECRET)}`);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    header: { authorization: "Bearer [secret]" },
    msg: "asked https://host/?key=[secret]",
  });
});

test("errors are written with their causes, under any key, without secrets", () => {
  const { log, lines } = record();
  const error = new Error("outer", { cause: new Error(`inner ${SECRET}`) });
  log.error({ err: error }, "failed");
  log.error({ reason: error }, "failed");
  for (const line of lines) {
    expect(line).toContain("inner [secret]");
    expect(line).not.toContain("odd/marks");
    expect(() => JSON.parse(line)).not.toThrow();
  }
});

test("addresses with a bot token and runs of bytes are shortened, also when nobody told of them", () => {
  const { log, lines } = record([]);
  const token = `bot123456789:${"A".repeat(35)}`;
  log.info({ url: `https://api.telegram.org/file/${token}/photos/1.jpg` }, "x");
  log.info({ image: "iVBOR".repeat(200), buffer: Buffer.alloc(90), array: new Uint8Array(90) }, "x");
  expect(lines[0]).toContain("/file/bot[secret]/photos/1.jpg");
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ image: "[bytes]", array: "[bytes]" });
  expect(lines[1]?.length).toBeLessThan(250);
});

test("a short password is looked for only between its marks", () => {
  const { log, lines } = record([":pg@", "pg"]);
  log.info({}, "pg at postgres://me:pg@host/db");
  expect(lines[0]).toContain("pg at postgres://me[secret]host/db");
});

test("a long line costs milliseconds", () => {
  const { log } = record();
  const started = performance.now();
  log.info({ text: "a/".repeat(1_000_000) }, "x");
  expect(performance.now() - started).toBeLessThan(1_000);
});
