import type * as echarts from "echarts";
import { formatUsd } from "../domain/money.ts";
import type { Charts, SpendingChart } from "../ports/charts.ts";
import type { ImageFiles } from "../ports/images.ts";
import { FONT, fitText } from "./lettering.ts";

const WIDTH = 900;
const ROW_HEIGHT = 54;
/** Heading and legend above, margin below (px). */
const AROUND = { top: 138, bottom: 34 };
/** Width of the picture (px): sharp on a phone that shows it at half of that. */
const DRAWN_WIDTH = 1350;
const INK = "#2b2a33";
const FAINT = "#8a8794";
const PAPER = "#fbf8f3";
const TODAY = "#d9622b";
const EARLIER = "#f0c9a4";

/** Charts by ECharts, as SVG without a browser; the decoder process makes pixels of it. */
export function createCharts({ drawSvg }: Pick<ImageFiles, "drawSvg">): Charts {
  return { spending: async (chart) => drawSvg(await spendingSvg(chart), DRAWN_WIDTH) };
}

/** The chart as SVG, from the first row down. */
async function spendingSvg(chart: SpendingChart): Promise<string> {
  // Loaded with the first chart: the library is a good part of a start.
  const { init } = await import("echarts");
  const height = AROUND.top + AROUND.bottom + chart.rows.length * ROW_HEIGHT;
  const drawing = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    drawing.setOption(optionOf(chart));
    return drawing.renderToSVGString();
  } finally {
    drawing.dispose();
  }
}

function optionOf({ title, subtitle, today, earlier, rows }: SpendingChart): echarts.EChartsOption {
  const text = { fontFamily: FONT, color: INK };
  const bar = { type: "bar" as const, stack: "spent", barWidth: 26, silent: true };
  const dollars = (micros: number) => micros / 1e6;
  return {
    animation: false,
    backgroundColor: PAPER,
    textStyle: text,
    title: {
      text: title,
      subtext: subtitle,
      ...{ left: 36, top: 26, itemGap: 8 },
      textStyle: { ...text, fontSize: 26, fontWeight: "bold" },
      subtextStyle: { fontFamily: FONT, fontSize: 16, color: FAINT },
    },
    legend: {
      data: [today, earlier],
      ...{ right: 36, top: 34, itemWidth: 16, itemHeight: 16, itemGap: 22, icon: "roundRect" },
      textStyle: { ...text, fontSize: 16 },
    },
    grid: { left: 212, right: 120, top: AROUND.top - 22, bottom: AROUND.bottom },
    xAxis: { type: "value", splitLine: { show: false }, axisLabel: { show: false } },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ name }, at) => `${at}\n${name}`),
      ...{ axisLine: { show: false }, axisTick: { show: false } },
      axisLabel: {
        ...{ ...text, fontSize: 18, margin: 14 },
        // Names may be equal; the number before them keeps them apart for ECharts alone.
        formatter: (value: string) => fitText(value.slice(value.indexOf("\n") + 1), COLUMNS),
      },
    },
    series: [
      {
        ...bar,
        name: today,
        data: rows.map(({ todayMicros, monthMicros }) => ({
          value: dollars(todayMicros),
          itemStyle: { color: TODAY, borderRadius: todayMicros === monthMicros ? 6 : [6, 0, 0, 6] },
        })),
        itemStyle: { color: TODAY },
      },
      {
        ...bar,
        name: earlier,
        data: rows.map(({ todayMicros, monthMicros }) => ({
          value: dollars(monthMicros - todayMicros),
          itemStyle: { color: EARLIER, borderRadius: todayMicros === 0 ? 6 : [0, 6, 6, 0] },
        })),
        itemStyle: { color: EARLIER },
        label: {
          ...{ ...text, show: true, position: "right", fontSize: 18, fontWeight: "bold", distance: 10 },
          formatter: ({ dataIndex }: { dataIndex: number }) => formatUsd(rows[dataIndex]?.monthMicros ?? 0),
        },
      },
    ],
  };
}

/** Columns of a label. */
const COLUMNS = 17;
