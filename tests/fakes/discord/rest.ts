import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "./faults.ts";
import { ROUTES } from "./routes.ts";
import { ApiError } from "./shapes.ts";
import type { World } from "./world.ts";

/** A call as the fake received it. */
export interface RecordedCall {
  readonly call: string;
  readonly body: Record<string, unknown>;
  readonly status: number;
}

export interface Request {
  readonly world: World;
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: ReadonlyMap<string, { name: string; bytes: Buffer }>;
}

/** Answers REST calls: checks who asks and what is asked, then does it. */
export function createRest(deps: {
  world: World;
  token: string;
  faults: Faults;
  calls: RecordedCall[];
  gatewayUrl(): string;
}) {
  const { world, token, faults, calls } = deps;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", world.origin());
    if (url.pathname.startsWith("/attachments/")) return giveFile(world, url, response);
    // As it was written: Discord documents `@original` to the letter, and a proxy need not decode what it routes.
    const path = url.pathname.replace(/^\/api\/v10/, "");
    const call = `${request.method} ${path}`;
    const { body, files } = await readBody(request);
    const fault = faults.take(call);
    const note = (status: number) => calls.push({ call, body: (body ?? {}) as Record<string, unknown>, status });
    try {
      if (fault && typeof fault.kind === "number") throw new Refused(fault.kind, fault.code ?? 0, fault.retryAfter);
      if (fault?.kind === "reset") return void request.socket.destroy();
      if (!url.pathname.startsWith("/api/v10/")) throw new ApiError(404, 0, "404: Not Found (no /api/v10)");
      if (path === "/gateway/bot") {
        authorize(request, token);
        const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 16 };
        const answered = { url: deps.gatewayUrl(), shards: 1, session_start_limit: limit };
        return answer(response, 200, answered, call);
      }
      const route = ROUTES.find(({ method, pattern }) => method === request.method && pattern.test(path));
      if (!route) throw new ApiError(404, 0, "404: Not Found");
      if (!route.open) authorize(request, token);
      const ids = (route.pattern.exec(path) ?? []).slice(1);
      const result = await route.run({ world, ids, query: url.searchParams, body, files });
      world.onChange();
      if (fault?.kind === "lost") return void request.socket.destroy();
      note(result === undefined ? 204 : 200);
      answer(response, result === undefined ? 204 : 200, result, call);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      note(error.status);
      const after = error instanceof Refused ? error.retryAfter : undefined;
      const limited = after === undefined ? {} : { retry_after: after, global: false };
      const headers = after === undefined ? {} : { "retry-after": String(after), "x-ratelimit-scope": "user" };
      answer(response, error.status, { message: error.message, code: error.code, ...limited }, call, headers);
    } finally {
      world.onChange();
    }
  };
}

class Refused extends ApiError {
  readonly retryAfter: number | undefined;

  constructor(status: number, code: number, retryAfter?: number) {
    super(status, code, status === 429 ? "You are being rate limited." : `${status}: refused`);
    this.retryAfter = status === 429 ? (retryAfter ?? 1) : undefined;
  }
}

function authorize(request: IncomingMessage, token: string): void {
  if (request.headers.authorization !== `Bot ${token}`) throw new ApiError(401, 0, "401: Unauthorized");
  if (!/^DiscordBot \(/.test(request.headers["user-agent"] ?? "")) throw new ApiError(400, 0, "no user agent");
}

async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const files = new Map<string, { name: string; bytes: Buffer }>();
  const type = request.headers["content-type"] ?? "";
  if (bytes.length === 0) return { body: undefined, files };
  if (!type.startsWith("multipart/")) return { body: JSON.parse(bytes.toString()) as unknown, files };
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  for (const [key, value] of form) {
    const id = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (id !== undefined && value instanceof File)
      files.set(id, { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { body: JSON.parse(String(form.get("payload_json"))) as unknown, files };
}

function answer(response: ServerResponse, status: number, body: unknown, call: string, headers: object = {}): void {
  if (response.destroyed) return;
  const bucket = createHash("sha256").update(call.replace(/\d+/g, "")).digest("hex").slice(0, 16);
  const limits = { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "999", "x-ratelimit-reset-after": "1" };
  response.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    "x-ratelimit-bucket": bucket,
    ...(status === 429 ? {} : limits),
    ...headers,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function giveFile(world: World, url: URL, response: ServerResponse): void {
  const file = world.files.get(url.pathname.split("/")[3] ?? "");
  const signed = url.searchParams.get("hm") === "signature";
  if (!file || !signed) return void response.writeHead(file ? 403 : 404).end();
  response.writeHead(200, { "content-type": file.type }).end(file.bytes);
}
