import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../fakes/fake-http.ts";
import { createFakeOpenAi, type FakeOpenAi } from "../fakes/fake-openai-server.ts";
import { type Deployment, deploy } from "./deployment.ts";

const OPERATOR = 42;
/** Price of a picture of the second vendor, micro-USD. */
const PRICE = 30_000;

describe("two vendors, the first one failing", { timeout: 30_000 }, () => {
  let world: Deployment;
  let second: FakeOpenAi;
  beforeAll(async () => {
    second = await createFakeOpenAi({ local: true });
    world = await deploy({
      env: {
        ...{ ADMIN_IDS: `telegram:${OPERATOR}`, PROVIDER_TIMEOUT_S: "2" },
        ...{ COMPATIBLE_BASE_URL: second.baseUrl, COMPATIBLE_MODEL: "flux.1-dev", COMPATIBLE_PRICE_USD: "0.03" },
      },
      refuses: /forbidden/,
    });
  });
  afterAll(async () => {
    await world.close();
    await second.close();
  });

  const accepted = async (goal: string, fault: Fault | null) => {
    world.openai.setFault(fault);
    const ann = world.talk();
    ann.say(goal);
    const card = await ann.offered(/^Accept/);
    await ann.press(/^Accept/, card);
    return ann;
  };

  it.each<Fault>(["unavailable", "hang"])("%s: the picture arrives from the second, labelled", async (fault) => {
    const ann = await accepted(`a fox that meets ${fault}`, fault);
    const picture = await ann.offered(/^Re-roll/);
    expect(picture.text).toMatch(/fell back to compatible · flux\.1-dev · \$0\.\d+/);
    expect(second.requests.at(-1)?.body).toMatchObject({ model: "flux.1-dev" });
  });

  it("a wrong key: the person has a picture, and the operator is told", async () => {
    const operator = world.talk({ person: world.telegram.user({ id: OPERATOR, first_name: "Olga" }) });
    const ann = await accepted("a hare with the wrong key", "wrong_key");
    expect((await ann.offered(/^Re-roll/)).text).toContain("fell back to compatible");
    await operator.see(/Operators: openai refuses our key or account/);
  });

  it("/models says who is down and who is up", async () => {
    const ann = world.talk();
    ann.say("/models");
    const shown = await ann.see(/Who can paint here/);
    expect(shown.text).toMatch(
      /openai · gpt-image-2.*down · 100 % of 3 failed.*compatible · flux.*up · [\d.]+ s a picture · 0 % of 3 failed/s,
    );
  });

  it("the books agree with both vendors' bills to the micro-dollar", async () => {
    const sql = postgres(world.databaseUrl, { max: 1, onnotice: () => {} });
    const rows = await sql<{ provider: string; state: string; calls: number; micros: number }[]>`
      select provider, state, count(*)::int as calls, coalesce(sum(actual_micros), 0)::int as micros
      from paid_calls where kind = 'image' group by provider, state order by provider, state`;
    expect([...rows]).toEqual([
      { provider: "compatible", state: "settled", calls: 3, micros: 3 * PRICE },
      { provider: "openai", state: "released", calls: 2, micros: 0 },
      { provider: "openai", state: "unknown", calls: 1, micros: 0 },
    ]);
    // The vendor that hung charged nothing, as far as it knows; we count the call as spent, to be safe.
    expect(world.openai.bill).toBe(0);
    await sql.end();
  });
});
