import * as echarts from "echarts";

/** One bar: a mean with half of its 95 % interval. */
export interface Bar {
  readonly mean: number;
  readonly half: number;
}

const WIDTH = 920;
const HEIGHT = 460;
const INK = "#3b352b";
const SOFT = "#8a8172";
const BARS = ["#d9d2c4", "#c3b8a3", "#a89c86", "#8f9aa3", "#6f8091", "#d9a13b"];

/**
 * True quality by strategy in each world, as SVG made on the server: no browser, no network. `bars[strategy][world]`.
 */
export function qualityChart(worlds: readonly string[], bars: Readonly<Record<string, readonly Bar[]>>): string {
  const names = Object.keys(bars);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT });
  const lows = Object.values(bars).flatMap((row) => row.map(({ mean, half }) => mean - half));
  const floor = Math.floor((Math.min(...lows) - 2) / 5) * 5;
  chart.setOption({
    animation: false,
    backgroundColor: "#fbf8f2",
    textStyle: { fontFamily: "system-ui, sans-serif", color: INK },
    color: BARS,
    legend: { bottom: 12, textStyle: { color: INK }, itemWidth: 14, itemHeight: 10 },
    grid: { left: 56, right: 24, top: 48, bottom: 92 },
    title: {
      text: "True quality of the returned picture (0–100), mean with 95 % interval",
      left: 20,
      top: 12,
      textStyle: { fontSize: 15, fontWeight: 600, color: INK },
    },
    xAxis: { type: "category", data: [...worlds], axisTick: { show: false }, axisLabel: { color: INK, fontSize: 13 } },
    yAxis: { type: "value", min: floor, axisLabel: { color: SOFT }, splitLine: { lineStyle: { color: "#e8e1d3" } } },
    series: names.flatMap((name, at) => {
      const row = bars[name] as readonly Bar[];
      return [
        {
          type: "bar" as const,
          name,
          data: row.map(({ mean }) => Number(mean.toFixed(2))),
          barGap: "12%",
          barCategoryGap: "22%",
          label: {
            show: true,
            position: "insideBottom" as const,
            color: INK,
            fontSize: 10,
            formatter: ({ value }: { value: unknown }) => Number(value).toFixed(1),
          },
        },
        { ...intervals(row, at, names.length) },
      ];
    }),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}

/** A whisker over each bar of a series: bars of one category stand side by side. */
function intervals(row: readonly Bar[], at: number, many: number) {
  return {
    type: "custom" as const,
    silent: true,
    data: row.map(({ mean, half }, world) => [world, mean - half, mean + half]),
    renderItem: (
      _params: unknown,
      api: {
        value(dimension: number): number;
        coord(point: number[]): number[];
        size(span: number[]): number[];
      },
    ) => {
      const [width = 0] = api.size([1, 0]);
      // As echarts lays bars out: 22 % of the category is free, 12 % of a bar lies between two.
      const bar = (width * 0.78) / (many + (many - 1) * 0.12);
      const [middle = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
      const [, high = 0] = api.coord([api.value(0), api.value(2)]);
      const x = middle - (width * 0.78) / 2 + bar / 2 + at * bar * 1.12;
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: "line" as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: INK, lineWidth: 1.3 },
      });
      return {
        type: "group" as const,
        children: [line(x, low, x, high), line(x - 4, low, x + 4, low), line(x - 4, high, x + 4, high)],
      };
    },
  };
}
