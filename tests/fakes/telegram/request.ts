import type { IncomingMessage } from "node:http";
import { parametersOf } from "./parameters.ts";
import { bad, type Upload } from "./shapes.ts";

/** Reads the parameters and files of a request, JSON or multipart. */
export async function readRequest(
  request: IncomingMessage,
  method: string,
): Promise<{ params: Record<string, unknown>; files: Map<string, Upload> }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  const boundary = /^multipart\/form-data; *boundary=(.+)$/.exec(type)?.[1];
  if (boundary) return readMultipart(body, boundary, method);
  const params = body.length === 0 ? {} : (JSON.parse(body.toString()) as Record<string, unknown>);
  return { params, files: new Map() };
}

function readMultipart(body: Buffer, boundary: string, method: string) {
  const params: Record<string, unknown> = {};
  const files = new Map<string, Upload>();
  for (const part of split(body, `--${boundary}`)) {
    const end = part.indexOf("\r\n\r\n");
    if (end === -1) continue;
    const head = part.subarray(0, end).toString();
    const content = part.subarray(end + 4, part.length - 2);
    const name = /name="?([^";]+)"?/i.exec(head)?.[1];
    if (name === undefined) throw bad("FAKE: a part has no name");
    const filename = /filename="?([^";\r\n]+)"?/i.exec(head)?.[1];
    if (filename !== undefined) files.set(name, { name: filename, bytes: Buffer.from(content) });
    else params[name] = typed(method, name, content.toString());
  }
  return { params, files };
}

/** Multipart knows only text, so numbers, flags and objects are read as the method's parameters say. */
function typed(method: string, name: string, value: string): unknown {
  const type = parametersOf(method)?.find((one) => one.name === name)?.type;
  if (type === undefined || type === "text" || type === "file") return value;
  if (type === "id") return /^-?\d+$/.test(value) ? Number(value) : value;
  try {
    return JSON.parse(value);
  } catch {
    throw bad(`can't parse ${name}`);
  }
}

function split(body: Buffer, mark: string): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = body.indexOf(mark); at !== -1; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next !== -1) parts.push(body.subarray(at + mark.length + 2, next));
    at = next;
  }
  return parts;
}
