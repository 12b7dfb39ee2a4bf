import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { describe, expect, test } from "vitest";
import { getJson, type HttpCall, postJson, sendOnce } from "../../src/providers/http.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { errorOf } from "../contracts/model-faults.ts";
import { startFakeServer } from "../fakes/fake-http.ts";

const call = (timeoutMs = 5_000): HttpCall => ({
  provider: "acme",
  secrets: [],
  fetch: createProviderFetch({ timeoutMs }),
  timeoutMs,
  signal: new AbortController().signal,
});

/** A server that takes connections and says nothing. */
async function silent(): Promise<{ server: Server; port: number }> {
  const server = createServer(() => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, port: (server.address() as AddressInfo).port };
}

const fake = () => {
  const answer = () => ({ status: 200, json: { fine: true } });
  return startFakeServer({ answer, error: () => ({ status: 500, json: {} }) });
};

describe("a call", () => {
  test("that never gets a connection cost nothing", async () => {
    const { server, port } = await silent();
    // TLS is never answered, so the connection never stands; it is given up long before the call.
    const patient = { ...call(20_000), fetch: createProviderFetch({ timeoutMs: 1_000 }) };
    const error = await errorOf(postJson(patient, `https://127.0.0.1:${port}`, {}, {}));
    expect(error).toMatchObject({ code: "E_AI_MODEL_UNAVAILABLE", spent: "no", details: { reason: "unreachable" } });
    server.close();
  });

  test("keeps its connection for the next", async () => {
    const server = await fake();
    const ports = new Set<unknown>();
    const counting = call();
    for (let nth = 0; nth < 5; nth++) {
      const arrived = server.nextRequest();
      await postJson(counting, server.baseUrl, {}, { nth });
      ports.add((await arrived).remotePort);
    }
    // One may still be busy with its last bytes when the next call begins.
    expect(ports.size).toBeLessThanOrEqual(2);
    await server.close();
  });

  test("leaves its answer with the other end until there is room for it, which is none of the vendor's time", async () => {
    const server = await fake();
    const room = Promise.withResolvers<void>();
    let asked = false;
    const admit = () => {
      asked = true;
      return room.promise;
    };
    let read = false;
    const answer = postJson({ ...call(300), admit }, server.baseUrl, {}, {}).then((json) => {
      read = true;
      return json;
    });
    await new Promise((later) => setTimeout(later, 600));
    expect([asked, read]).toEqual([true, false]);
    room.resolve();
    expect(await answer).toEqual({ fine: true });
    await server.close();
  });

  test("is cut off while it waits for room", async () => {
    const server = await fake();
    const stop = new AbortController();
    const waiting = { ...call(), signal: stop.signal, admit: () => new Promise<void>(() => {}) };
    const answer = errorOf(postJson(waiting, server.baseUrl, {}, {}));
    setTimeout(() => stop.abort(), 100);
    expect(await answer).toMatchObject({ code: "E_CANCELLED", spent: "unknown" });
    await server.close();
  });

  test("is read beside the web server too, whose library puts a Response of its own in place", async () => {
    getRequestListener(() => new Response());
    const server = await fake();
    const body = await sendOnce(call(), async (fetch) => (await fetch(server.baseUrl)).text());
    expect(JSON.parse(body)).toEqual({ fine: true });
    await server.close();
  });

  test("stops unpacking at 64 MB", async () => {
    const server = await fake();
    server.setFault("gzip_bomb");
    const error = await errorOf(postJson(call(60_000), server.baseUrl, {}, {}));
    expect(error).toMatchObject({ code: "E_AI_BAD_ANSWER", spent: "unknown", details: { problem: "it is too large" } });
    await server.close();
  }, 60_000);

  test("gets JSON of its vendor without a body of its own", async () => {
    const server = await fake();
    expect(await getJson(call(), `${server.baseUrl}/models`, { "x-key": "1" })).toEqual({ fine: true });
    expect(server.requests[0]).toMatchObject({ method: "GET", body: undefined, headers: { "x-key": "1" } });
    await server.close();
  });
});
