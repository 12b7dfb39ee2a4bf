import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { describe, expect, test } from "vitest";
import { getJson, type HttpCall, postJson } from "../../src/providers/http.ts";
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
