import { describe, expect, it } from "vitest";
import { checkGoal, checkPrompt, readGoal } from "../../src/chat/goal-options.ts";

const limits = { providers: ["openai", "sketch"], maxIterations: 10 };

describe("a goal with options", () => {
  it("is read wherever the options stand, and quotes hold a value together", () => {
    const { goal, options } = readGoal(
      'preset=final a boat aspect=16:9 at dusk negative="text, people" seed=0',
      limits,
    );
    expect(goal).toBe("a boat at dusk");
    expect(options).toEqual({ preset: "final", aspect: "16:9", negative: "text, people", seed: 0 });
  });

  it.each(["aspect=wide", "aspect=0:1", "preset=best", "iterations=0", "iterations=1.5", "seed=-1", "provider=x"])(
    "names what is wrong with %s",
    (option) => {
      const [name = ""] = option.split("=");
      expect(() => readGoal(`a boat ${option}`, limits)).toThrow(name);
    },
  );

  it("leaves a wish alone that holds an = of its own", () => {
    for (const goal of ["E=mc2", "a board with E=mc2 on it", "x=1 y=2", "colour=red", "https://a.example/?q=fox"])
      expect(readGoal(goal, limits)).toEqual({ goal, options: {} });
    expect(readGoal("E=mc2 aspect=16:9", limits)).toEqual({ goal: "E=mc2", options: { aspect: "16:9" } });
  });

  it("must not be empty once options and invisible characters are gone", () => {
    expect(() => readGoal("preset=final", limits)).toThrow("Write what");
    expect(() => checkGoal("\u200b\u202e \n")).toThrow("Write what");
  });

  it("keeps what emoji and scripts need, and loses marks that turn the direction of writing", () => {
    expect(checkGoal("👩‍🚀 \u202eup")).toBe("👩‍🚀 up");
  });

  it("fits 4,000 characters; a prompt with its markers fits more", () => {
    expect(checkGoal("x".repeat(4000))).toHaveLength(4000);
    expect(() => checkGoal("x".repeat(4001))).toThrow("4001");
    expect(checkPrompt("x".repeat(4001))).toHaveLength(4001);
  });
});
