import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createFaults, type Fault } from "./discord/faults.ts";
import { createGateway, type FakeGateway } from "./discord/gateway.ts";
import { createPeople, type People } from "./discord/people.ts";
import { createRest, type RecordedCall } from "./discord/rest.ts";
import { createWorld, toUser, type World } from "./discord/world.ts";
import { waitFor } from "./wait-for.ts";

export { controlsOf } from "./discord/people.ts";
export type { FakeChannel, FakeFile, FakeInteraction, FakeMessage, FakeUser } from "./discord/shapes.ts";

/** A Discord for tests, with people who write, press and fill in. */
export interface FakeDiscord extends People {
  readonly apiRoot: string;
  readonly token: string;
  readonly world: World;
  readonly gateway: FakeGateway;
  readonly calls: readonly RecordedCall[];
  /** Calls whose `METHOD /path` matches. */
  callsOf(route: RegExp): readonly RecordedCall[];
  setFault(fault: Fault): void;
  clearFaults(): void;
  /** Resolves with what the predicate finds (anything but false, null and undefined), or fails after `ms`. */
  waitFor<T>(find: () => T, ms?: number): Promise<Exclude<T, false | null | undefined>>;
  stop(): Promise<void>;
}

/** Starts REST API, gateway and file store on a free port of 127.0.0.1. */
export async function createFakeDiscordServer(
  known: { botId?: string; applicationId?: string } = {},
): Promise<FakeDiscord> {
  const token = "MTE.fake-discord-token.for-tests-0123456789";
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  let port = 0;
  const world = createWorld(() => `http://127.0.0.1:${port}`, known);
  world.onChange = changed;
  const faults = createFaults();
  const calls: RecordedCall[] = [];
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`;
  const rest = createRest({ world, token, faults, calls, gatewayUrl });
  const server = createServer((request, response) => void rest(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  const ready = () => ({
    ...{ v: 10, user: toUser(world.bot), session_type: "normal", user_settings: {} },
    guilds: [...world.guilds.keys()].map((id) => ({ id, unavailable: true })),
    application: { id: world.applicationId, flags: 0 },
  });
  const gateway = createGateway(server, { token, ready, changed, url: gatewayUrl });
  return {
    ...createPeople(world, gateway),
    ...{ apiRoot: `http://127.0.0.1:${port}/api`, token, world, gateway, calls },
    callsOf: (route) => calls.filter(({ call }) => route.test(call)),
    setFault: faults.add,
    clearFaults: faults.clear,
    waitFor: (find, ms = 5000) => waitFor(listeners, find, ms),
    async stop() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
