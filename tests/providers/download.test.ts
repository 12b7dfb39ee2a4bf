import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { downloadPicture } from "../../src/providers/download.ts";
import type { HttpCall } from "../../src/providers/http.ts";
import {
  createDownloadFetch,
  createProviderFetch,
  type DownloadOptions,
  guardedConnector,
} from "../../src/providers/provider-fetch.ts";
import { isPublicAddress } from "../../src/providers/public-address.ts";
import { errorOf } from "../contracts/model-faults.ts";
import { solidPng } from "../fakes/tiny-png.ts";
import { FORBIDDEN_URLS, HOSTILE_ANSWERS } from "./hostile-addresses.ts";

const BILL = { usage: { cost: 1 }, costMicros: 40_000 };
const HOSTS = [".vendor.example"];
const PNG = solidPng(8, 8, [1, 2, 3]);
type Connect = NonNullable<DownloadOptions["connect"]>;

/** A server on loopback that answers as it is told, and counts who comes. */
async function startTrap(listener: RequestListener) {
  let connections = 0;
  const server = createServer(listener).on("connection", () => connections++);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, connections: () => connections, close: () => server.close() };
}

let trap: Awaited<ReturnType<typeof startTrap>>;
let home: Awaited<ReturnType<typeof startTrap>>;
let location = "";
beforeAll(async () => {
  trap = await startTrap((_request, response) => response.end(PNG));
  home = await startTrap((request, response) => {
    if (request.url === "/moved") response.writeHead(302, { location }).end();
    else if (request.url === "/huge") response.end(Buffer.alloc(50 * 1024 * 1024));
    else if (request.url === "/gone") response.writeHead(404).end();
    else if (request.url === "/hang") response.writeHead(200).write("x");
    else response.end(request.url === "/text" ? "no picture" : PNG);
  });
});
afterAll(() => {
  trap.close();
  home.close();
});

const call = (timeoutMs = 2_000): HttpCall => ({
  provider: "acme",
  secrets: [],
  fetch: createProviderFetch({ timeoutMs }),
  timeoutMs,
  signal: new AbortController().signal,
});
const download = (address: string, timeoutMs?: number) =>
  downloadPicture(
    call(timeoutMs),
    { address, hosts: HOSTS, baseUrl: `${home.origin}/v1`, headers: { authorization: "x" } },
    BILL,
  );

/** A fetch whose connections are only written down. */
function watched(answers: readonly string[]) {
  const connected: string[] = [];
  const connect: Connect = (options, callback) => {
    connected.push(options.hostname);
    callback(new Error("reached"), null);
  };
  const rules = { hosts: HOSTS, ownOrigin: "http://127.0.0.1:1" };
  const plain = () => Promise.reject(new Error("the own server was asked"));
  const fetch = createDownloadFetch(plain, rules, { timeoutMs: 1_000, resolve: async () => answers, connect });
  return { connected, fetch };
}

describe("two hundred hostile addresses", () => {
  test("there are as many", () => {
    expect(new Set([...FORBIDDEN_URLS, ...HOSTILE_ANSWERS.map((answers) => answers.join())]).size).toBeGreaterThan(200);
  });

  test.each(FORBIDDEN_URLS)("%s is paid, refused and never connected to", async (address) => {
    // The trap listens at every loopback address with this port, if the address leaves the port open.
    const { port } = new URL(trap.origin);
    const baited = address.replace(/^(https?:\/\/)(127\.[\d.]+|\[::1\])(?=\/)/, `$1$2:${port}`);
    for (const hostile of new Set([address, baited])) {
      const before = [trap.connections(), home.connections()];
      const error = await errorOf(download(hostile));
      expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "yes", details: { costMicros: 40_000 } });
      expect([trap.connections(), home.connections()]).toEqual(before);
      expect(error.message).not.toContain(hostile);
    }
  });

  test.each(FORBIDDEN_URLS)("a redirect to %s is not followed", async (address) => {
    location = encodeURI(address).replace(/%25/g, "%");
    const before = trap.connections();
    // What is no address leads back to the own server, which is allowed and has no such picture.
    const relative = !URL.canParse(location) && URL.canParse(location, home.origin);
    if (relative && new URL(location, home.origin).origin === home.origin) return;
    const error = await errorOf(download("/moved"));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "yes", details: { reason: "address_refused" } });
    expect(trap.connections()).toBe(before);
  });

  test.each(HOSTILE_ANSWERS.map((answers) => [answers]))(
    "a name on the list that resolves to %j is not connected to",
    async (answers) => {
      const { fetch, connected } = watched(answers);
      const thrown = await fetch("https://files.vendor.example/1.png").catch((error: unknown) => error);
      expect((thrown as { cause?: { code?: string } }).cause?.code).toBe("ERR_NOT_PUBLIC");
      expect(connected).toEqual([]);
    },
  );
});

describe("a download", () => {
  test("connects to just the address that was found, under the name that was asked for", async () => {
    let seen: { hostname: string; servername?: string } | undefined;
    const connect: Connect = (options, callback) => {
      seen = { hostname: options.hostname, servername: options.servername };
      callback(new Error("enough"), null);
    };
    const resolved: string[] = [];
    const resolve = async (name: string) => {
      resolved.push(name);
      return ["93.184.215.14"];
    };
    await new Promise<void>((done) =>
      guardedConnector(connect, resolve)({ hostname: "files.vendor.example", protocol: "https:", port: "443" }, () =>
        done(),
      ),
    );
    expect(resolved).toEqual(["files.vendor.example"]);
    expect(seen).toEqual({ hostname: "93.184.215.14", servername: "files.vendor.example" });
  });

  test.each(["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "2a00:1450:4001::8a"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test("from the configured server itself is fetched, though it is private", async () => {
    expect((await download("/1.png")).mediaType).toBe("image/png");
    expect((await download(`${home.origin}/1.png`)).mediaType).toBe("image/png");
  });

  test("follows a redirect on the configured server, but not for ever", async () => {
    location = "/1.png";
    expect((await download("/moved")).mediaType).toBe("image/png");
    location = "/moved";
    expect(await errorOf(download("/moved"))).toMatchObject({ details: { reason: "address_refused" } });
  });

  test("what authorizes us stays with the configured server", async () => {
    const sent: unknown[] = [];
    const plain = (async (_url: string, init?: RequestInit) => {
      sent.push(init?.headers);
      return new Response(null, { status: 302, headers: { location: "https://files.vendor.example/1.png" } });
    }) as typeof fetch;
    const rules = { hosts: HOSTS, ownOrigin: "http://own.test" };
    const reached: string[] = [];
    const guarded = createDownloadFetch(plain, rules, {
      timeoutMs: 1_000,
      resolve: async () => ["93.184.215.14"],
      connect: (options, callback) => {
        reached.push(options.hostname);
        callback(new Error("enough"), null);
      },
    });
    await guarded("http://own.test/1.png", { headers: { authorization: "key" } }).catch(() => {});
    expect(sent).toEqual([{ authorization: "key" }]);
    expect(reached).toEqual(["93.184.215.14"]);
  });

  test.each([
    ["/huge", "E_AI_BAD_ANSWER"],
    ["/text", "E_AI_BAD_ANSWER"],
    ["/gone", "E_AI_MODEL_UNAVAILABLE"],
    ["/hang", "E_AI_TIMEOUT"],
  ])("of %s fails as %s, and is paid", async (path, code) => {
    const error = await errorOf(download(path, path === "/hang" ? 100 : 4_000));
    expect(error).toMatchObject({ code, spent: "yes", details: { costMicros: 40_000 } });
  });
});
