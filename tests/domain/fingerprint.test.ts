import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprintOf } from "../../src/domain/fingerprint.ts";

const requests = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 });

test("equal requests have one fingerprint, whatever the order of their keys", () => {
  fc.assert(
    fc.property(requests, (request) => {
      const turned = Object.fromEntries(Object.entries(request).reverse());
      expect(fingerprintOf(turned)).toBe(fingerprintOf(request));
      expect(fingerprintOf({ ...request, nothing: undefined })).toBe(fingerprintOf(request));
    }),
  );
});

test("white space and Unicode form do not count, words and numbers do", () => {
  const of = (prompt: unknown) => fingerprintOf({ tool: "generate", prompt });
  expect(of("  a café\n at  night ")).toBe(of("a cafe\u0301 at night"));
  expect(of("a café")).not.toBe(of("A café"));
  expect(of(1)).not.toBe(of("1"));
  expect(of(["a", "b"])).not.toBe(of(["b", "a"]));
  expect(of(null)).not.toBe(of(""));
});

test("it is a SHA-256 in hex, and a single changed field changes it", () => {
  fc.assert(
    fc.property(requests, fc.string({ minLength: 1 }), (request, key) => {
      const print = fingerprintOf(request);
      expect(print).toMatch(/^[0-9a-f]{64}$/);
      expect(fingerprintOf({ ...request, [key]: { changed: request[key] ?? null } })).not.toBe(print);
    }),
  );
});
