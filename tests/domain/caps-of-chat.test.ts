import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Caps, type ChatCaps, capsOfChat } from "../../src/domain/budget.ts";
import { readChatRules, usableProviders } from "../../src/domain/chat-rules.ts";

const defaults: Caps = {
  ...{ deploymentDay: 5, deploymentMonth: 50, chatDay: 10, chatMonth: 100, personDay: 10, session: 5 },
};

describe("the caps of a chat", () => {
  test.each<[string, ChatCaps, ChatCaps, Partial<Caps>]>([
    ["nothing set: the deployment's", {}, {}, {}],
    ["its own, lower", { day: 3 }, {}, { chatDay: 3 }],
    ["its own, higher, without a ceiling", { day: 30, month: 300 }, {}, { chatDay: 30, chatMonth: 300 }],
    ["its own, above the ceiling", { day: 30 }, { day: 20 }, { chatDay: 20 }],
    ["off, without a ceiling", { session: null }, {}, { session: null }],
    ["off, below a ceiling", { session: null }, { session: 7 }, { session: 7 }],
    ["the deployment's, above the ceiling", {}, { person: 4 }, { personDay: 4 }],
    ["nothing, because it is 0", { day: 0 }, { day: 20 }, { chatDay: 0 }],
    ["a ceiling of 0", { day: 5 }, { day: 0 }, { chatDay: 0 }],
    ["no ceiling any more", { day: 30 }, { day: null }, { chatDay: 30 }],
  ])("%s", (_, own, ceiling, changed) => {
    expect(capsOfChat(defaults, own, ceiling)).toEqual({ ...defaults, ...changed });
  });

  test("a cap that the deployment does not have is made by a ceiling", () => {
    expect(capsOfChat({ ...defaults, chatDay: null }, {}, { day: 2 }).chatDay).toBe(2);
    expect(capsOfChat({ ...defaults, chatDay: null }, {}, {}).chatDay).toBe(null);
  });

  test("are never above a ceiling, and never touch the deployment's", () => {
    const amount = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
    const some = fc.record({ day: amount, month: amount, session: amount, person: amount }, { requiredKeys: [] });
    fc.assert(
      fc.property(some, some, (own, ceiling) => {
        const caps = capsOfChat(defaults, own, ceiling);
        const [day, month] = [caps.deploymentDay, caps.deploymentMonth];
        expect({ day, month }).toEqual({ day: 5, month: 50 });
        const pairs = [
          [caps.chatDay, ceiling.day],
          [caps.chatMonth, ceiling.month],
          [caps.session, ceiling.session],
          [caps.personDay, ceiling.person],
        ] as const;
        for (const [cap, most] of pairs)
          if (typeof most === "number") expect(cap).toSatisfy((is: number | null) => is !== null && is <= most);
      }),
    );
  });
});

describe("a chat's rules", () => {
  it("that cannot be read count as not set, and spoil no other", () => {
    const broken = { paused: "yes", caps: { day: -5 }, allowedProviders: [], timeZone: "Mars/Olympus", language: 7 };
    expect(readChatRules({ ...broken, ceiling: { day: 5 } })).toEqual({
      ...{ paused: false, frozen: null, caps: {}, ceiling: { day: 5 }, defaults: {}, allowedProviders: null },
      ...{ language: null, photosFromStrangers: true, timeZone: "UTC" },
    });
  });

  it("choose among the providers that operators left on, in their order", () => {
    const rules = readChatRules({ allowedProviders: ["c", "a", "gone"] });
    expect(usableProviders(["a", "b", "c"], rules, { disabledProviders: [] })).toEqual(["a", "c"]);
    expect(usableProviders(["a", "b", "c"], rules, { disabledProviders: ["a"] })).toEqual(["c"]);
    expect(usableProviders(["a", "b"], readChatRules({}), { disabledProviders: [] })).toEqual(["a", "b"]);
  });
});
