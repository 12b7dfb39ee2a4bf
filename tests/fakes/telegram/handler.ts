import type { IncomingMessage, ServerResponse } from "node:http";
import { checkCall } from "./check.ts";
import { type Faults, refusalOf } from "./faults.ts";
import type { Method } from "./methods.ts";
import { readRequest } from "./request.ts";
import { ApiError, type Call, type Params } from "./shapes.ts";
import type { World } from "./world.ts";

/** A call that the bot made. */
export interface RecordedCall extends Call {
  /** Null when it was done. */
  error: string | null;
}

/** What requests are answered from. */
interface Server {
  readonly world: World;
  readonly methods: Readonly<Record<string, Method>>;
  readonly faults: Faults;
  readonly calls: RecordedCall[];
  /** Told of each call that was done. */
  readonly onCall?: (call: RecordedCall) => void;
}

const TOKEN_SHAPE = /^\d{6,}:[\w-]{30,}$/;

/** Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function createHandler(server: Server): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const [, folder, token = "", rest = ""] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? "") ?? [];
    try {
      if (!TOKEN_SHAPE.test(decodeURIComponent(token))) throw new ApiError(401, "Unauthorized");
      if (folder) await answerFile(server, decodeURIComponent(rest), response);
      else await answerCall(server, rest, request, response);
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(500, `FAKE: ${String(error)}`);
      const { code: error_code, message: description, parameters } = refusal;
      answer(response, error_code, { ok: false, error_code, description, parameters });
    }
  };
}

async function answerCall(
  { world, methods, faults, calls, onCall }: Server,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = faults.take(name);
  const call: RecordedCall = { method: name, ...(await readRequest(request, name)), error: null };
  calls.push(call);
  try {
    if (fault?.kind === "hang") return;
    if (fault?.kind === "page")
      return void response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad</h1>");
    if (fault && /^\d+$/.test(fault.kind)) throw refusalOf(fault);
    const params = checkCall(name, call.params) as unknown as Params;
    const result = await methods[name]?.(world, params, call);
    onCall?.(call);
    if (fault?.kind === "timeout") return;
    if (fault?.kind === "reset") return void request.socket.destroy();
    answer(response, 200, { ok: true, result });
  } catch (error) {
    call.error = error instanceof Error ? error.message : String(error);
    throw error;
  }
}

async function answerFile({ world, faults }: Server, path: string, response: ServerResponse): Promise<void> {
  const fault = faults.take("file");
  if (fault?.kind === "hang") return;
  if (fault) throw refusalOf(fault);
  const id =
    path
      .split("/")
      .at(-1)
      ?.replace(/\.\w+$/, "") ?? "";
  const file = world.files.get(id);
  if (!file) throw new ApiError(404, "Not Found");
  response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (!response.destroyed) response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
