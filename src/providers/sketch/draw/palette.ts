import type { Hex } from "./colour-math.ts";
import { mix } from "./colour-math.ts";

/** Colours of the air, the land and the light of a picture. */
export interface Palette {
  readonly sky: readonly [Hex, Hex, Hex];
  /** What distance fades into. */
  readonly haze: Hex;
  readonly land: Hex;
  /** Light that falls on everything. */
  readonly ambient: Hex;
  readonly shadow: Hex;
  /** Colour of lamps and of the sun. */
  readonly glow: Hex;
  /** Lamps and windows are lit. */
  readonly dark: boolean;
}

const of = (sky: string, haze: Hex, land: Hex, ambient: Hex, shadow: Hex, glow: Hex, dark = false): Palette => ({
  sky: sky.split(" ") as unknown as Palette["sky"],
  haze,
  land,
  ambient,
  shadow,
  glow,
  dark,
});

const PALETTES: Readonly<Record<string, Palette>> = {
  day: of("#6d9cc2 #a8c9d9 #efe9d4", "#d5dfdf", "#8b9c70", "#fffdf6", "#33455a", "#fff1c4"),
  dawn: of("#8791b8 #d8a8a8 #f9dfba", "#e4c8bf", "#84837f", "#fde8dc", "#453f5f", "#ffe0b0"),
  golden: of("#a98a68 #e2b06c #fbe3ab", "#eccd98", "#86713f", "#fff0cf", "#46301f", "#ffdc8e"),
  sunset: of("#463b66 #bd5c5e #f8b86e", "#d48c78", "#553f4f", "#f6cdb6", "#281d35", "#ffb468"),
  dusk: of("#232f58 #5b6391 #d3a3a2", "#7c80a3", "#3a4260", "#b3b8dc", "#171d3c", "#ffc684", true),
  night: of("#0a1130 #1c2a55 #4b5b88", "#344470", "#1c2846", "#8b97c9", "#060a1d", "#ffc970", true),
  moonlight: of("#0d1932 #2b4365 #86a0b4", "#5d7994", "#24374e", "#a6bcd6", "#091221", "#ffe0a0", true),
  candlelight: of("#170f0e #3b2219 #74441f", "#5e3820", "#35211a", "#e0b183", "#0e0706", "#ffb254", true),
  studio: of("#aaa59d #cfcac2 #ebe7e0", "#dcd7ce", "#c6c0b6", "#ffffff", "#48423c", "#fff6e2"),
};

/** The palette of a light, changed by the weather. */
export function paletteFor(light: string, weather: string): Palette {
  const base = PALETTES[light] ?? (PALETTES.day as Palette);
  if (weather === "fog") return veiled(base, mix(base.haze, base.dark ? "#8a97ad" : "#e8e8e4", 0.5), 0.5);
  if (weather === "rain" || weather === "overcast") return veiled(base, base.dark ? "#3a4558" : "#98a3ab", 0.5);
  if (weather === "storm") return veiled(base, base.dark ? "#20283a" : "#566070", 0.68);
  if (weather === "snow")
    return { ...base, land: mix(base.sky[2], base.dark ? "#b9c6e6" : "#f6f8fb", base.dark ? 0.4 : 0.72) };
  return base;
}

function veiled(base: Palette, veil: Hex, share: number): Palette {
  const [top, middle, low] = base.sky;
  return {
    ...base,
    sky: [mix(top, veil, share), mix(middle, veil, share), mix(low, mix(veil, "#ffffff", 0.25), share)],
    haze: mix(base.haze, veil, share),
    land: mix(base.land, veil, share * 0.45),
    ambient: mix(base.ambient, veil, share * 0.35),
  };
}
