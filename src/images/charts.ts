import type * as echarts from "echarts";
import { formatUsd } from "../domain/money.ts";
import type { Charts, SpendingChart } from "../ports/charts.ts";
import type { ImageFiles } from "../ports/images.ts";

const WIDTH = 900;
const ROW_HEIGHT = 54;
/** Heading and legend above, margin below (px). */
const AROUND = { top: 138, bottom: 34 };
/** Width of the picture (px): sharp on a phone that shows it at half of that. */
const DRAWN_WIDTH = 1350;

/** One with every alphabet, where the machine has it. */
const FONT = "'Noto Sans', 'DejaVu Sans', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif";
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
        formatter: (value: string) => fitted(value.slice(value.indexOf("\n") + 1)),
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

/** Columns of a label; without a browser ECharts can only guess how wide letters are. */
const COLUMNS = 17;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;

function fitted(name: string): string {
  let columns = 0;
  let shown = "";
  // Few fonts hold emoji.
  for (const letter of name.replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, "").trim()) {
    columns += WIDE.test(letter) ? 2 : 1;
    if (columns > COLUMNS) return `${shown.trimEnd()}…`;
    shown += letter;
  }
  return shown;
}
