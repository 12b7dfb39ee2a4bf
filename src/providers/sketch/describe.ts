import type { DescribeAnswer } from "../../domain/calls.ts";
import { emptyBlocks } from "../../domain/prompt-blocks.ts";
import { drawnIn } from "./judge.ts";

/** What the simulation can say of a picture: what it painted itself. It cannot see any other, and says so. */
export function describe(bytes: Uint8Array): DescribeAnswer {
  const drawn = drawnIn(bytes);
  if (drawn === undefined)
    return {
      description: "The simulation cannot see: it only knows pictures that it painted itself.",
      blocks: { ...emptyBlocks(), subject: "a photo that the simulation cannot see" },
    };
  const things = drawn.things.map(({ count, colour, noun }) =>
    [count > 1 ? String(count) : "a", colour ?? "", noun].filter(Boolean).join(" "),
  );
  const subject = things.join(", ") || "an empty landscape";
  return {
    description: `A ${drawn.style} picture of ${subject}; ${drawn.light}, ${drawn.weather}.`,
    blocks: {
      ...emptyBlocks(),
      subject,
      style: drawn.style,
      lighting: drawn.light,
      composition: drawn.compositions.join(", "),
    },
  };
}
