import { DateTime } from "luxon";
import { formatUsd, type MicroUsd } from "../../domain/money.ts";
import type { SpendingChart } from "../../ports/charts.ts";
import type { Spender } from "../../ports/moderation.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";

/** Lines and bars that are shown; the others are summed up. */
const SHOWN = 10;

type Named = Spender & { name: string };

/** Who spent what, most first; the numbers are those of the chart. */
export function usageScreen(say: Say, spenders: readonly Named[]): ViewInput {
  const { shown, others } = split(spenders);
  const line = (one: Named, at: number) =>
    say("usage-row", {
      rank: at + 1,
      name: one.name,
      day: formatUsd(one.dayMicros),
      month: formatUsd(one.monthMicros),
      pictures: one.pictures,
    });
  return {
    text: [
      [{ text: say("usage-title"), style: "bold" }],
      ...shown.map((one, at) => [line(one, at)]),
      ...(others ? [[say("usage-others", { count: others.count, month: formatUsd(others.monthMicros) })]] : []),
    ],
  };
}

/** The chart of the same; undefined when nothing cost anything. */
export function usageChart(
  say: Say,
  spenders: readonly Named[],
  month: { at: Date; zone: string; capMicros: MicroUsd | null },
): SpendingChart | undefined {
  const total = spenders.reduce((sum, { monthMicros }) => sum + monthMicros, 0);
  if (total === 0) return undefined;
  const { shown, others } = split(spenders);
  const name = DateTime.fromJSDate(month.at, { zone: month.zone }).toFormat("yyyy-MM");
  return {
    title: say("usage-title"),
    subtitle:
      month.capMicros === null
        ? say("usage-chart-free", { month: name, total: formatUsd(total) })
        : say("usage-chart", { month: name, total: formatUsd(total), cap: formatUsd(month.capMicros) }),
    today: say("period-day"),
    earlier: say("usage-chart-earlier"),
    rows: [
      ...shown.map(({ name, dayMicros, monthMicros }, at) => ({
        name: `${at + 1}  ${name}`,
        todayMicros: dayMicros,
        monthMicros,
      })),
      ...(others
        ? [
            {
              name: say("usage-chart-others", { count: others.count }),
              todayMicros: others.dayMicros,
              monthMicros: others.monthMicros,
            },
          ]
        : []),
    ],
  };
}

function split(spenders: readonly Named[]) {
  const shown = spenders.length <= SHOWN ? spenders : spenders.slice(0, SHOWN - 1);
  const rest = spenders.slice(shown.length);
  const sum = (of: (one: Named) => number) => rest.reduce((total, one) => total + of(one), 0);
  const others =
    rest.length === 0
      ? null
      : { count: rest.length, dayMicros: sum((one) => one.dayMicros), monthMicros: sum((one) => one.monthMicros) };
  return { shown, others };
}
