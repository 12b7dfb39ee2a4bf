import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** How a fake vendor can fail. */
export type Fault =
  | "rate_limited"
  | "rate_limited_seconds"
  | "rate_limited_date"
  | "server_error"
  | "unavailable"
  | "overloaded"
  | "reset"
  | "hang"
  | "slow_body"
  | "cut_body"
  | "cut_json"
  | "wrong_shape"
  | "html"
  | "wrong_type"
  | "huge_body"
  | "gzip_bomb"
  | "redirect"
  | "refusal"
  | "billing"
  | "wrong_key"
  | "unknown_model";

/** A part of a multipart body: words, or a file. */
export interface FormPart {
  readonly name: string;
  readonly value: string | { readonly type: string; readonly bytes: Uint8Array };
}

/** A request as the fake received it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON; undefined without a body, or with a form. */
  readonly body: unknown;
  /** Parts of a multipart body, in their order. */
  readonly form?: readonly FormPart[];
  /** The client's side of the connection that it came on. */
  readonly remotePort: number | undefined;
  /** When it had arrived whole (`performance.now()`). */
  readonly at: number;
}

/** What a fake vendor answers: status and JSON, or raw bytes. */
export interface FakeAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

/** A real HTTP server on 127.0.0.1 that plays a vendor. */
export interface FakeServer {
  readonly baseUrl: string;
  readonly requests: SeenRequest[];
  /** Fails so from now on, at most `times` times; null ends it. */
  setFault(fault: Fault | null, times?: number): void;
  /** Resolves when the next request has arrived whole. */
  nextRequest(): Promise<SeenRequest>;
  close(): Promise<void>;
}

export interface FakeVendor {
  /** Answers a request that no fault hit. */
  answer(request: SeenRequest): FakeAnswer;
  /** Body of an error, in the vendor's shape. */
  error(fault: Fault): FakeAnswer;
  /** Time before an answer (ms), or what says it for each. */
  readonly delayMs?: number | (() => number);
  /** Path that comes before the routes, without the last slash. Default `/v1`. */
  readonly prefix?: string;
}

interface Fuse {
  fault: Fault | null;
  left: number;
}

/** Starts a fake vendor on a free port. */
export async function startFakeServer(vendor: FakeVendor): Promise<FakeServer> {
  const requests: SeenRequest[] = [];
  const waiting: ((request: SeenRequest) => void)[] = [];
  const fuse: Fuse = { fault: null, left: 0 };
  const sockets = new Set<Socket>();
  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming);
    requests.push(request);
    for (const seen of waiting.splice(0)) seen(request);
    const fault = request.method === "POST" ? burn(fuse) : null;
    const delayMs = typeof vendor.delayMs === "function" ? vendor.delayMs() : vendor.delayMs;
    if (delayMs) await new Promise((done) => setTimeout(done, delayMs));
    if (fault === null || !failInTransport(fault, outgoing, () => vendor.answer(request)))
      send(outgoing, fault === null ? vendor.answer(request) : vendor.error(fault), headersOf(fault));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${vendor.prefix ?? "/v1"}`,
    requests,
    setFault(fault, times = Number.POSITIVE_INFINITY) {
      fuse.fault = fault;
      fuse.left = times;
    },
    nextRequest: () => new Promise((seen) => waiting.push(seen)),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function burn(fuse: Fuse): Fault | null {
  if (fuse.left <= 0) return null;
  fuse.left -= 1;
  return fuse.fault;
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const { method = "", url = "", headers } = incoming;
  const seen = { method, path: url, headers, remotePort: incoming.socket.remotePort, at: performance.now() };
  const type = headers["content-type"] ?? "";
  if (type.startsWith("multipart/")) return { ...seen, body: undefined, form: await readForm(bytes, type) };
  return { ...seen, body: bytes.length === 0 ? undefined : JSON.parse(bytes.toString()) };
}

async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormPart[]> {
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  return Promise.all(
    [...form].map(async ([name, value]) => {
      if (typeof value === "string") return { name, value };
      return { name, value: { type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) } };
    }),
  );
}

function send(outgoing: ServerResponse, answer: FakeAnswer, headers: Record<string, string>): void {
  const type = answer.bytes ? "image/png" : "application/json";
  outgoing.writeHead(answer.status, { "content-type": type, ...headers });
  outgoing.end(answer.bytes ?? JSON.stringify(answer.json));
}

function headersOf(fault: Fault | null): Record<string, string> {
  if (fault === "rate_limited_seconds") return { "retry-after": "7" };
  if (fault === "rate_limited_date") return { "retry-after": new Date(Date.now() + 9_000).toUTCString() };
  return {};
}

/** Faults below the vendor's own words. Says whether it took the answer over. */
function failInTransport(fault: Fault, outgoing: ServerResponse, answer: () => FakeAnswer): boolean {
  const whole = () => JSON.stringify(answer().json);
  const json = { "content-type": "application/json" };
  const ways: Partial<Record<Fault, () => void>> = {
    reset: () => void outgoing.socket?.resetAndDestroy(),
    hang: () => {},
    slow_body: () => void outgoing.writeHead(200, json).write(whole().slice(0, 20)),
    cut_body: () => {
      const text = whole();
      outgoing.writeHead(200, { ...json, "content-length": String(text.length) });
      outgoing.write(text.slice(0, -10), () => outgoing.socket?.destroy());
    },
    cut_json: () => void outgoing.writeHead(200, json).end(whole().slice(0, -10)),
    wrong_shape: () => void outgoing.writeHead(200, json).end('{"data":"soon","choices":"soon"}'),
    html: () => void outgoing.writeHead(200, { "content-type": "text/html" }).end("<html><body>Sign in</body></html>"),
    wrong_type: () =>
      void outgoing.writeHead(200, { "content-type": "image/png" }).end(Buffer.from("89504e470d0a1a0a", "hex")),
    gzip_bomb: () => void outgoing.writeHead(200, { ...json, "content-encoding": "gzip" }).end(bomb()),
    huge_body: () => pour(outgoing.writeHead(200, json)),
    redirect: () => void outgoing.writeHead(307, { location: "http://127.0.0.1:9/elsewhere" }).end(),
  };
  ways[fault]?.();
  return ways[fault] !== undefined;
}

/** A hundred kilobytes that become a hundred megabytes of spaces: parts of a gzip file may follow each other. */
function bomb(): Buffer {
  return Buffer.concat(Array<Buffer>(100).fill(gzipSync(Buffer.alloc(1024 * 1024, " "))));
}

/** Sends without end, until the other side hangs up. */
function pour(outgoing: ServerResponse): void {
  const chunk = Buffer.alloc(1024 * 1024, " ");
  const more = () => {
    while (!outgoing.destroyed && outgoing.write(chunk));
  };
  outgoing.on("drain", more);
  outgoing.on("error", () => {});
  more();
}
