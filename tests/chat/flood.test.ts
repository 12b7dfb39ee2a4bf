import { describe, expect, it } from "vitest";
import { createFlood } from "../../src/chat/flood.ts";

function world() {
  let now = 0;
  const flood = createFlood(() => now);
  const send = (count: number, gapMs: number, who = "telegram:1") =>
    Array.from({ length: count }, () => {
      now += gapMs;
      return flood.judge(who);
    });
  const later = (ms: number) => {
    now += ms;
  };
  return { send, later };
}
const count = (verdicts: readonly string[], verdict: string) => verdicts.filter((one) => one === verdict).length;

describe("a flood", () => {
  it("lets busy hands be: one action a second for as long as they like, sixty at once", () => {
    const { send, later } = world();
    expect(new Set(send(500, 1000))).toEqual(new Set(["pass"]));
    later(60_000);
    expect(new Set(send(60, 1))).toEqual(new Set(["pass"]));
  });

  it("is told once, and then not read until it pauses, however long it goes on", () => {
    const { send, later } = world();
    const verdicts = send(10_000, 100);
    // Five a second for ever: what comes back each second counts for nothing while it goes on.
    expect([count(verdicts, "tell"), count(verdicts, "pass") < 70]).toEqual([1, true]);
    later(9_000);
    expect(send(1, 0)).toEqual(["drop"]);
    later(10_000);
    expect(send(10, 0)).toEqual(Array(10).fill("pass"));
  });

  it("of one is nobody else's, and so many people do not fill the memory or slow it down", () => {
    const { send } = world();
    send(100, 0);
    expect(send(1, 0, "discord:1")).toEqual(["pass"]);
    for (let person = 0; person < 60_000; person++) send(1, 0, `telegram:${person + 10}`);
    expect(send(1, 0, "telegram:59999")).toEqual(["pass"]);
  });
});
