/** Codes of faults that come before the first byte of a request. */
const UNSENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What a request that failed on the way proves: `unsent` that nobody got it; `lost` nothing. */
export interface NetworkFault {
  readonly kind: "unsent" | "lost";
  readonly what: string;
}

/** Reads what fetch threw. Only its code is kept: its message may hold an address, and with it a token. */
export function networkFault(thrown: unknown): NetworkFault {
  const code = codeOf(thrown);
  return { kind: UNSENT.has(code) ? "unsent" : "lost", what: code || "the connection broke" };
}

function codeOf(thrown: unknown): string {
  for (let fault = thrown, depth = 0; fault instanceof Error && depth < 5; fault = fault.cause, depth++) {
    if ("code" in fault && typeof fault.code === "string") return fault.code;
  }
  return "";
}
