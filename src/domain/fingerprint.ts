import { createHash } from "node:crypto";

/** A value with object keys in order and strings normalized, so that equal requests have equal text. */
function canonical(value: unknown): unknown {
  if (typeof value === "string") return value.normalize("NFC").replace(/\s+/g, " ").trim();
  // Pictures count by their sums; written out they would be hundreds of megabytes.
  if (value instanceof Uint8Array) return createHash("sha256").update(value).digest("hex");
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, canonical(entry)]),
  );
}

/**
 * SHA-256 (hex) over what makes two paid requests the same: tool, provider, model, prompt, negative prompt,
 * parameters and hashes of the input pictures. White space, Unicode form and key order do not count.
 */
export function fingerprintOf(request: Record<string, unknown>): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(request)))
    .digest("hex");
}
