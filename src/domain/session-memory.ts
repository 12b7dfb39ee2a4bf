import { z } from "zod";

/** What code measures of a picture's light and colours. */
export const LightMeasured = z.object({
  /** Mean luminance, 0–1. */
  brightness: z.number(),
  /** (R − B) / (R + B) of the mean colour: positive is warmer than neutral. */
  warmth: z.number(),
  /** Where the picture grows brighter, degrees clockwise from the top. */
  lightFrom: z.number(),
  /** How clear that direction is, 0–1. */
  lightClear: z.number(),
});
export type LightMeasured = z.infer<typeof LightMeasured>;

/** What a session's edits keep over the rounds; measured by code on the first input picture. */
export const SessionMemory = z.object({
  lighting: z.string(),
  perspective: z.string(),
  colour_tone: z.string(),
  /** Where a logo or lettering stands that must stay; empty without one. */
  logo_anchor: z.string(),
  /** The same as shares (0–1) of the first input's sides. */
  logo_box: z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() }).optional(),
  measured: LightMeasured.nullable(),
});
export type SessionMemory = z.infer<typeof SessionMemory>;

/** Below this the light comes from no side in particular. */
const CLEAR = 0.18;
const SIDES = ["top", "top right", "right", "bottom right", "bottom", "bottom left", "left", "top left"];

/** The memory of a picture, in the words that every later edit is told. */
export function rememberPicture(measured: LightMeasured): SessionMemory {
  const side = SIDES[Math.round(measured.lightFrom / 45) % 8];
  const level = measured.brightness < 0.3 ? "low-key" : measured.brightness > 0.7 ? "high-key" : "medium";
  const tone = measured.warmth > 0.12 ? "warm" : measured.warmth < -0.12 ? "cool" : "neutral";
  return {
    lighting:
      measured.lightClear < CLEAR
        ? `the same even, ${level} light as in the original`
        : `the same ${level} light, brightest towards the ${side}, as in the original`,
    perspective: "the same camera position, angle and focal length as in the original",
    colour_tone: `the same ${tone} colour tone and white balance as in the original`,
    logo_anchor: "",
    measured,
  };
}

/** The memory with a logo: what it shows, and where it stands (thousandths of the sides). */
export function withLogo(
  memory: SessionMemory,
  logo: { text: string; box: { left: number; top: number; right: number; bottom: number } },
): SessionMemory {
  const { left, top, right, bottom } = logo.box;
  const text = logo.text.replace(/\s+/g, " ").replace(/[{}#]/g, "").trim().slice(0, 120);
  if (text === "" || right <= left || bottom <= top) return memory;
  const third = (at: number, names: readonly [string, string, string]) => names[at < 333 ? 0 : at < 667 ? 1 : 2];
  const high = third((top + bottom) / 2, ["upper", "middle", "lower"]);
  const wide = third((left + right) / 2, ["left", "centre", "right"]);
  return {
    ...memory,
    logo_anchor: `the logo (${text}; ${high} ${wide} of the original) in its place on what carries it, with the same shape, colours and lettering`,
    logo_box: { left: left / 1000, top: top / 1000, right: right / 1000, bottom: bottom / 1000 },
  };
}

/** One sentence for the prompt. */
export function memoryText(memory: SessionMemory): string {
  return [memory.lighting, memory.perspective, memory.colour_tone, memory.logo_anchor].filter(Boolean).join("; ");
}

/** From here on a person sees that a picture is warmer or cooler, lighter or darker, or lit from another side. */
const SEEN = { warmth: 0.08, brightness: 0.1, direction: 0.4 };

/** How a picture's light moved from the remembered one, in words; null when nobody would see it. */
export function movedLight(before: LightMeasured, after: LightMeasured) {
  const drift = lightDrift(before, after);
  const [warmer, lighter] = [after.warmth - before.warmth, after.brightness - before.brightness];
  const tone = drift.warmth < SEEN.warmth ? "as warm" : warmer > 0 ? "warmer" : "cooler";
  const level = drift.brightness < SEEN.brightness ? "as bright" : lighter > 0 ? "lighter" : "darker";
  const side = drift.direction < SEEN.direction ? "the same" : "another";
  return `${tone} ${level} ${side}` === "as warm as bright the same" ? null : { tone, level, side };
}

/** How far a picture's light moved from the remembered one: each 0 (the same) to 1. */
export function lightDrift(before: LightMeasured, after: LightMeasured) {
  const turn = Math.abs(((after.lightFrom - before.lightFrom + 540) % 360) - 180);
  return {
    brightness: Math.abs(after.brightness - before.brightness),
    warmth: Math.min(1, Math.abs(after.warmth - before.warmth)),
    direction: before.lightClear < CLEAR || after.lightClear < CLEAR ? 0 : turn / 180,
  };
}
