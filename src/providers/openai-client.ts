import OpenAI from "openai";

/**
 * A client of the `openai` package that sends each request once and leaves time limits to sendOnce.
 * The package reads the environment where an option is left out, so every such option is given here.
 */
export function createOpenAiClient(options: {
  baseUrl: string;
  /** Unset: no authorization is sent (one's own server). */
  apiKey: string | undefined;
  fetch: typeof globalThis.fetch;
  /** Limit (ms) that somebody else enforces; the client's own lies above it. */
  timeoutMs: number;
}): OpenAI {
  const { baseUrl, apiKey, fetch, timeoutMs } = options;
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? "none",
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    timeout: Math.ceil(timeoutMs) + 1_000,
    fetch,
    ...(apiKey === undefined ? { defaultHeaders: { Authorization: null } } : {}),
  });
}
