import { describe, expect, it } from "vitest";
import { type ErrorCode, SfumatoError } from "../../src/domain/errors.ts";
import { OptimizeOutput } from "../../src/tools/outputs.ts";
import { type Asked, createFakeWorld, type FakeWorld, plainAnswer, say } from "../fakes/fake-tool-context.ts";

/** Pictures miss fewer items the later they are. */
const improving = (index: number) => ["i2", "i3", "i4"].slice(Math.min(3, index));
const stuck = () => ["i2", "i3", "i4", "i5"];

async function optimize(world: FakeWorld, input: object = {}) {
  return OptimizeOutput.parse(await world.run("optimize", { rounds: 3, ...input }));
}
const kinds = (world: FakeWorld) => world.paid.map((name) => name.split("/").slice(0, 2).join("/"));
const fail = (code: ErrorCode): never => {
  throw new SfumatoError(code, "scripted failure");
};

describe("the loop", () => {
  it("refines, paints iteration 0, then improves from the best and sums up", async () => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, improving) });
    const output = await optimize(world);
    expect(output).toMatchObject({ stopped: "target_met", pictures: 4, bestIterationId: "it-3", bestScore: 100 });
    expect(world.iterations.map((iteration) => iteration.accepted)).toEqual([true, true, true, true]);
    expect(world.iterations[2]?.parentId).toBe("it-1");
    expect(world.session.status).toBe("done");
    expect(world.session.recommendations.length).toBeGreaterThanOrEqual(3);
  });

  it("makes exactly N + 1 pictures when nothing stops it", async () => {
    for (const rounds of [1, 2, 3]) {
      const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, stuck) });
      expect(await optimize(world, { rounds })).toMatchObject({ stopped: "rounds", pictures: rounds + 1 });
      expect(world.painted).toHaveLength(rounds + 1);
    }
  });

  it("looks once more at a best that failed a must in its only look, before that is the last word", async () => {
    const world = createFakeWorld();
    // The one miss of the second picture is the mistake of a look.
    world.answer = (asked) =>
      plainAnswer(asked, (index) => (index === 0 ? ["i1", "i2", "i3", "i4", "i5"] : asked.nth < 2 ? ["i2"] : []));
    await optimize(world, { rounds: 1 });
    expect(kinds(world)).toContain("round-2/last-look");
    const best = world.iterations.find(({ id }) => id === world.session.bestIterationId);
    expect(best?.verdict).toMatchObject({ tally: { looks: 2 }, failed: [{ id: "i2", finding: "partial" }] });
  });

  it("pays for one picture when the first one is perfect", async () => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, () => []) });
    expect(await optimize(world, { rounds: 5 })).toMatchObject({ stopped: "target_met", pictures: 1 });
    expect(kinds(world)).toEqual(["refine/ask", "round-0/generate", "round-0/judge", "recommend/ask"]);
  });

  it("draws the best prompt again after two rejections, then builds differently, then gives up", async () => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, stuck) });
    expect(await optimize(world, { rounds: 9 })).toMatchObject({ stopped: "no_progress" });
    const [, , , resampled] = world.iterations;
    expect(resampled?.prompt).toEqual(world.iterations[0]?.prompt);
    const modes = world.asked.filter((asked) => asked.call === "revise").map((asked) => asked.data.mode);
    expect(modes.slice(0, 2)).toEqual(["fix", "fix"]);
    expect(modes).toContain("different_build");
    expect(world.session.bestIterationId).toBe("it-0");
  });

  it("follows words that come while it runs, and is not stopped by a met target before", async () => {
    const world = createFakeWorld();
    world.answer = (asked) => {
      if (asked.call === "judge" && asked.nth === 0) say(world, "make the fox look left");
      return plainAnswer(asked, (index) => (index === 0 ? ["f1"] : []));
    };
    const output = await optimize(world);
    expect(output).toMatchObject({ stopped: "target_met", pictures: 2, bestIterationId: "it-1" });
    expect(world.session.checklist).toMatchObject({ version: 2 });
    expect(world.session.checklist?.items.at(-1)).toMatchObject({ kind: "feedback", weight: 3, level: "must" });
    expect(world.iterations[0]?.verdict?.checklist_version).toBe(2);
    expect(world.iterations[1]?.feedback).toBe("make the fox look left");
    expect(world.feedback[0]?.usedByIterationId).toBe("it-1");
    expect(world.asked.find((asked) => asked.call === "revise")?.data.feedback).toEqual(["make the fox look left"]);
  });

  it("follows the person's words even when the reviser does nothing with them", async () => {
    const world = createFakeWorld();
    world.answer = (asked) =>
      asked.call === "revise" ? { changes: [], diff: "" } : plainAnswer(asked, (index) => (index === 0 ? ["f1"] : []));
    await optimize(world, { feedback: "put a moon in the sky" });
    expect(world.iterations[1]?.promptText).toContain("put a moon in the sky");
  });

  it.each(["round-1/generate", "round-2/generate"])("ends well when money runs out at %s", async (at) => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, stuck) });
    world.paint = (_request, nth) => (nth === Number(at[6]) ? fail("E_BUDGET_BLOCKED") : undefined);
    const output = await optimize(world);
    expect(output).toMatchObject({ stopped: "budget", error: { code: "E_BUDGET_BLOCKED" } });
    expect(world.session.status).toBe("done");
    expect(world.session.recommendations.length).toBeGreaterThanOrEqual(3);
  });

  it("ends well when the provider fails in the middle, and fails when nothing was made", async () => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, stuck) });
    world.paint = (_request, nth) => (nth === 2 ? fail("E_AI_TIMEOUT") : undefined);
    expect(await optimize(world)).toMatchObject({ stopped: "provider_failed", pictures: 2 });
    const empty = createFakeWorld({ paint: () => fail("E_AI_TIMEOUT") });
    await expect(optimize(empty)).rejects.toMatchObject({ code: "E_AI_TIMEOUT" });
    expect(empty.session.status).toBe("failed");
  });

  it("keeps a picture whose judge fails, and goes on", async () => {
    const world = createFakeWorld();
    world.answer = (asked) =>
      asked.call === "judge" && asked.pictures.B !== undefined && Object.values(asked.pictures).includes(1)
        ? fail("E_AI_TIMEOUT")
        : plainAnswer(asked, improving);
    await optimize(world);
    expect(world.iterations[1]).toMatchObject({ verdict: null, accepted: false, judgeError: "scripted failure" });
    expect(world.iterations[2]?.verdict).not.toBeNull();
  });

  it("ends after the running round when the person keeps a picture, and leaves their choice alone", async () => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, improving) });
    world.paint = (_request, nth) => {
      if (nth === 1) Object.assign(world.session, { bestIterationId: "it-0", bestChosenByPerson: true });
    };
    await expect(optimize(world)).resolves.toMatchObject({ stopped: "person", pictures: 2 });
    expect(world.session.bestIterationId).toBe("it-0");
    expect(world.iterations[1]?.accepted).toBe(false);
  });

  it("stops at once when the person cancels", async () => {
    const cancel = new AbortController();
    const world = createFakeWorld({ signal: cancel.signal });
    world.paint = (_request, nth) => nth === 1 && cancel.abort(new SfumatoError("E_CANCELLED", "cancelled"));
    await expect(optimize(world)).rejects.toMatchObject({ code: "E_CANCELLED" });
    expect(world.painted).toHaveLength(2);
    expect(world.session.status).toBe("done");
  });
});

describe("hostile judges", () => {
  const hostile: Record<string, (asked: Asked) => unknown> = {
    "always A": (asked) => ({ ...(plainAnswer(asked, stuck) as object), better: "A" }),
    "always B": (asked) => ({ ...(plainAnswer(asked, stuck) as object), better: "B" }),
    silent: (asked) => {
      const labels = asked.data.pictures as string[];
      const empty = { description: "", visible_text: [], unasked_text: false, items: [], artefacts: 0 };
      return { pictures: labels.map((label) => ({ label, ...empty })), better: "tie" };
    },
    broken: () => "score: 100",
  };
  it.each(Object.keys(hostile))("%s: no equal or unseen picture becomes the best", async (name) => {
    const world = createFakeWorld();
    world.answer = (asked) => (asked.call === "judge" ? hostile[name]?.(asked) : plainAnswer(asked, stuck));
    const output = await optimize(world);
    expect(output.bestIterationId).toBe("it-0");
    expect(output.bestScore ?? 0).toBeLessThanOrEqual(60);
  });

  it("tells the judge neither the prompt nor which picture is new", async () => {
    const world = createFakeWorld({ answer: (asked) => plainAnswer(asked, stuck) });
    await optimize(world);
    for (const { data } of world.asked.filter((asked) => asked.call === "judge"))
      expect(Object.keys(data).sort()).toEqual(["checklist", "goal", "pictures"]);
    expect(JSON.stringify(world.asked.filter((asked) => asked.call === "judge"))).not.toContain("framing");
  });
});
