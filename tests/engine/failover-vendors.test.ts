import { afterAll, beforeAll, expect, test } from "vitest";
import { createBreakers } from "../../src/engine/breakers.ts";
import type { RunJobDeps } from "../../src/engine/run-job.ts";
import { compatible } from "../../src/providers/compatible/index.ts";
import { openai } from "../../src/providers/openai/index.ts";
import type { MadeImage } from "../../src/tools/tool.ts";
import type { Fault } from "../fakes/fake-http.ts";
import { createFakeOpenAi, type FakeOpenAi } from "../fakes/fake-openai-server.ts";
import { quiet } from "./engine-world.ts";
import { createFailoverWorld, type FailoverWorld } from "./failover-world.ts";

/** Limit of a call (ms): long for a loopback server, short for a test. */
const TIMEOUT_MS = 1_500;
const PRICE = 30_000;

let world: FailoverWorld;
let first: FakeOpenAi;
let second: FakeOpenAi;
beforeAll(async () => {
  [world, first, second] = await Promise.all([
    createFailoverWorld(),
    createFakeOpenAi({ refuses: /forbidden/ }),
    createFakeOpenAi({ local: true }),
  ]);
});
afterAll(() => Promise.all([world.end(), first.close(), second.close()]));

/** The real adapters; the first is the one that the session chose. */
function deps(): RunJobDeps {
  const network = { fetch: globalThis.fetch, timeoutMs: TIMEOUT_MS };
  const { OPENAI_IMAGE_MODEL } = openai.variables;
  const [chosen] = openai.create(
    {
      ...{ OPENAI_IMAGE_API_KEY: "key-openai-0123456789", OPENAI_BASE_URL: first.baseUrl },
      OPENAI_IMAGE_MODEL: OPENAI_IMAGE_MODEL.parse(undefined),
    },
    network,
  );
  const other = compatible.create(
    {
      ...{ COMPATIBLE_API_KEY: undefined, COMPATIBLE_BASE_URL: second.baseUrl },
      ...{ COMPATIBLE_MODEL: "flux.1-dev", COMPATIBLE_PRICE_USD: PRICE / 1_000_000 },
    },
    network,
  );
  const usual = world.deps();
  return {
    ...usual,
    models: { ...usual.models, images: [{ ...chosen!, provider: "fake" }, ...other] },
    failover: { ...usual.failover, breakers: createBreakers({ log: quiet }) },
  };
}

const faults: Fault[] = [
  ...([
    "rate_limited",
    "rate_limited_seconds",
    "rate_limited_date",
    "server_error",
    "unavailable",
    "overloaded",
  ] as const),
  ...([
    "reset",
    "hang",
    "slow_body",
    "cut_body",
    "cut_json",
    "wrong_shape",
    "html",
    "huge_body",
    "gzip_bomb",
    "redirect",
  ] as const),
  ...(["billing", "wrong_key", "unknown_model"] as const),
];

test.each(faults)("%s: the picture comes from the second vendor, and the books agree", async (fault) => {
  world.begin([]);
  const before = first.requests.length;
  first.setFault(fault);
  const job = await world.submit("picture");
  await world.run(deps());
  const ended = await world.get(job.id);
  const made = ended.output as MadeImage | null;
  expect(made?.modelUsed, `${fault}: ${JSON.stringify(ended.lastError)}`).toBe("compatible · flux.1-dev");
  expect(made?.fellBackFrom).toMatch(/^fake · gpt-image/);
  expect(first.requests.length - before, `${fault}: one call of the first`).toBe(1);
  const calls = await world.calls(job.id);
  expect(calls["picture/fallback-1"]).toBe("settled");
  const [spent, held] = await world.spent(job);
  // A call that nobody can know of counts at its reservation, on top of what the second one charged.
  if (calls.picture === "released") expect([spent, held], fault).toEqual([PRICE, 0]);
  else expect(spent, fault).toBeGreaterThan(PRICE);
  expect(await world.stores.money.audit()).toEqual([]);
});
