import { memoryText } from "../../src/domain/session-memory.ts";
import { createSketch } from "../../src/providers/sketch/index.ts";
import type { Benchmark, Figure } from "../kit/figures.ts";
import { createPainter, DRIFTING } from "./painters.ts";
import { createPhotoWorld, type Distance, type PhotoWorld } from "./photo-world.ts";
import { editFiveTimes, editInAChain } from "./rounds.ts";

/** Five rounds may be this much further from the photo than one is. */
const SLACK = 0.005;
const WISH = "only a ribbon on the left";

/** What five rounds of edits keep of a photo's light, colours and lettering, with a painter that drifts at every pass. */
export const memory: Benchmark = async () => {
  const world = await createPhotoWorld();
  try {
    const once = await world.distance(await editInAChain(world, createPainter(DRIFTING), 1));
    const chained = await world.distance(await editInAChain(world, createPainter(DRIFTING), 5));
    const painter = createPainter(DRIFTING);
    const { last, state } = await editFiveTimes(world, painter, WISH);
    const looped = await world.distance(last);
    const masked = await editFiveTimes(world, createPainter(DRIFTING), `left half: ${WISH}`);
    const held = state.session.photo?.context ? memoryText(state.session.photo.context) : "";
    const told = painter.seen.filter((prompt) => held !== "" && prompt.includes(held)).length;
    return [
      row("colour temperature", "warmth", { once, chained, looped }),
      row("brightness", "brightness", { once, chained, looped }),
      row("light direction", "direction", { once, chained, looped }),
      likeness("outside of the change", "outside", { once, chained, looped }),
      likeness("in the logo", "logo", { once, chained, looped }),
      ...(await maskedRows(world, masked.last)),
      {
        figure: "Edits: rounds that are told light, perspective, tone and logo",
        ...{ measured: `${told} of ${painter.seen.length}`, limit: "all", met: told === painter.seen.length },
        note: held,
      },
    ];
  } finally {
    await world.end();
  }
};

interface Compared {
  once: Distance;
  chained: Distance;
  looped: Distance;
}

/** A difference from the photo after five rounds: no more than after one; the chain shows that it is measured. */
function row(what: string, key: keyof Distance, { once, chained, looped }: Compared): Figure {
  const met = looped[key] <= once[key] + SLACK && chained[key] > once[key] + SLACK;
  const note = `one pass ${once[key].toFixed(3)}, five passes on its own results ${chained[key].toFixed(3)}`;
  return {
    figure: `Edits: ${what} after five rounds`,
    measured: looped[key].toFixed(3),
    limit: "as after one",
    met,
    note,
  };
}

function likeness(where: string, key: "outside" | "logo", { once, chained, looped }: Compared): Figure {
  const percent = (value: number) => `${(100 * value).toFixed(2)} %`;
  const met = looped[key] >= once[key] - SLACK && chained[key] < once[key] - SLACK;
  const note = `one pass ${percent(once[key])}, five passes on its own results ${percent(chained[key])}`;
  return {
    figure: `Edits: alike ${where} after five rounds`,
    measured: percent(looped[key]),
    limit: "as after one",
    met,
    note,
  };
}

/** With a mask nothing outside of it may have moved at all, whoever paints. */
async function maskedRows(world: PhotoWorld, drifting: Parameters<PhotoWorld["distance"]>[0]): Promise<Figure[]> {
  const sketch = createSketch({ drawSvg: world.draw });
  const { last } = await editFiveTimes(world, sketch.image, "left half: a blue vase");
  const rows: [string, number][] = [
    ["a painter that drifts", (await world.distance(drifting)).right],
    ["the simulation", (await world.distance(last)).right],
  ];
  return rows.map(([who, alike]) => ({
    figure: `Edits: alike outside of a mask after five rounds, ${who}`,
    ...{
      measured: `${(100 * alike).toFixed(2)} %`,
      limit: "100 %",
      met: alike === 1,
      note: "the right half, with the left one as the mask",
    },
  }));
}
