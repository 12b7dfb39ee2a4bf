import { ApiError } from "./shapes.ts";

/** What shall go wrong. */
export interface Fault {
  /** Method name, or `*` for all, or `file` for downloads. */
  readonly method: string;
  /**
   * A number: Telegram answers so, without doing anything. `hang`: nothing is done and no answer comes. `timeout`:
   * it is done, but no answer comes. `reset`: it is done, then the connection breaks. `page`: a proxy's page (502).
   */
  readonly kind: "400" | "401" | "403" | "409" | "429" | "500" | "502" | "503" | "hang" | "timeout" | "reset" | "page";
  /** How often; 1 by default. */
  readonly times?: number;
  /** For 429 (s). */
  readonly retryAfter?: number;
  readonly description?: string;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "400": "Bad Request: something is wrong",
  "401": "Unauthorized",
  "403": "Forbidden: bot was blocked by the user",
  "409": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  "500": "Internal Server Error",
  "502": "Bad Gateway",
  "503": "Service Unavailable",
};

/** The faults that wait to happen. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault for a call, which is used up by this. */
  take(method: string): Fault | undefined;
}

/** Makes a list of faults. */
export function createFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => waiting.push({ fault, left: fault.times ?? 1 }),
    clear: () => (waiting = []),
    take(method) {
      const found = waiting.find(({ fault, left }) => left > 0 && (fault.method === method || fault.method === "*"));
      if (found) found.left--;
      return found?.fault;
    },
  };
}

/** The refusal of a fault with a number. */
export function refusalOf(fault: Fault): ApiError {
  const after = fault.retryAfter ?? 1;
  if (fault.kind === "429") {
    return new ApiError(429, `Too Many Requests: retry after ${after}`, { retry_after: after });
  }
  return new ApiError(Number(fault.kind), fault.description ?? DESCRIPTIONS[fault.kind] ?? "");
}
