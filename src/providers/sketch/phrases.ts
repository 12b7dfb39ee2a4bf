/**
 * Everything that the refiner and the reviser add in their own words, as data. No sentence holds a noun that the
 * painter would draw; settings (light, style) stand where the goal leaves them open.
 */

export const STYLE_PHRASES: readonly string[] = [
  "Painterly rendering with soft sfumato transitions and fine grain",
  "Layered painterly technique, muted harmonious palette with one warm accent",
  "Delicate painterly brushwork, smoky edges, restrained palette",
];
/** Said of a style that the goal names. */
export const STYLE_SUPPORT: Readonly<Record<string, string>> = {
  watercolour: "Watercolour on textured paper, translucent washes, pale margins",
  ink: "Ink wash with confident strokes, generous emptiness",
  flat: "Flat poster shapes, few tones, crisp outlines",
  oil: "Oil painting with visible impasto, rich tones",
  pixel: "Pixel art on a coarse grid, limited palette",
  pencil: "Pencil drawing with fine hatching, delicate tonal range",
  papercut: "Paper cut in layered sheets, gentle shadows between layers",
  photo: "Photograph with natural detail, shallow focus",
};
export const COMPOSITION_PHRASES: readonly string[] = [
  "Subject at the golden section, calm space around it, layers receding into depth",
  "Asymmetric balance with the subject dominant, depth suggested by paler layers",
  "Clear silhouette of the subject, uncluttered surroundings, quiet margins",
];
export const LIGHTING_PHRASES: readonly string[] = [
  "Golden hour, glowing from one side",
  "Soft dawn, gentle gradients of tone",
  "Late afternoon warmth, long gentle shadows",
];
/** Said of a light that the goal names. */
export const LIGHTING_SUPPORT: Readonly<Record<string, string>> = {
  golden: "Golden hour, long gentle shadows",
  moonlight: "Moonlight, silvery edges, deep calm shadows",
  candlelight: "Candlelight, glowing centre, deep surrounding shadows",
  sunset: "Sunset, glowing horizon, silhouettes edged with warmth",
  dawn: "Dawn, pale glow, gentle gradients",
  dusk: "Dusk, cool air with a last warm glow",
  night: "Night, deep tones, small glowing accents",
  studio: "Studio light, seamless backdrop, soft falloff",
  day: "Daylight, clear air, crisp tones",
};
export const WEATHER_SUPPORT: Readonly<Record<string, string>> = {
  snow: "Snow is falling, visible across the whole picture",
  storm: "A storm fills the air, visible across the whole picture",
  rain: "Rain is falling, visible across the whole picture",
  fog: "Fog is drifting, visible across the whole picture",
  overcast: "The air is overcast, visible across the whole picture",
};
export const CAMERA_PHRASES: readonly string[] = [
  "Eye level, gentle perspective",
  "Slightly raised viewpoint, gentle perspective",
  "Eye level, moderate focal length",
];
export const COMPOSITION_SUPPORT: Readonly<Record<string, string>> = {
  close: "Close-up, subject filling most of the frame",
  wide: "Wide shot, subject placed within generous space",
  centred: "Centred, symmetrical arrangement",
  thirds: "Rule of thirds, subject upon an intersection",
  low: "Low angle, subject rising against the upper half",
};
export const CONSTRAINT_PHRASE = "Clean rendering, nothing duplicated, nothing cut at the edges";
export const NEGATIVE_PHRASE = "deformities, watermark, lettering that was not requested";
export const NEGATIVE_PHRASE_WITH_TEXT = "deformities, watermark, misspelled words";

/** Moods, of which a checklist may ask as "should". */
export const MOOD_ITEMS: readonly string[] = [
  "The mood is calm and coherent",
  "Depth is suggested by paler layers",
  "The palette is harmonious with one accent",
  "The subject stands out clearly",
  "The surroundings are uncluttered",
  "Tones change in gentle gradients",
];

/** Where a thing may be put, in the order in which a reviser tries them. */
export const POSITIONS: readonly string[] = [
  "in the left foreground",
  "in the right foreground",
  "in the centre, in front of everything else",
  "beside the main subject, large",
  "at the golden section of the foreground",
  "in the middle, clearly separated",
];
const CLAUSE_WORDS =
  "clearly visible stands alone unmistakably separately countable neither fewer entirely coat surface painted readable legible spelled exactly letters lettering rendered strictly nothing else expressly wanted person asked change emphasised emphasized appears recognisable form contains order following together altogether first then also same wish depicts goal requested shown idea whole effect dominates consistently throughout seen unmistakable absent artefacts artifacts clean free remarkable picture's must keep darker brighter warmer cooler closer open";

/** Words of all sentences above: never taken for an idea of the person's. */
export const OWN_WORDS: ReadonlySet<string> = new Set(
  [
    ...STYLE_PHRASES,
    ...COMPOSITION_PHRASES,
    ...LIGHTING_PHRASES,
    ...CAMERA_PHRASES,
    ...MOOD_ITEMS,
    ...POSITIONS,
    ...[STYLE_SUPPORT, LIGHTING_SUPPORT, WEATHER_SUPPORT, COMPOSITION_SUPPORT].flatMap((table) => Object.values(table)),
    CONSTRAINT_PHRASE,
    NEGATIVE_PHRASE,
    NEGATIVE_PHRASE_WITH_TEXT,
    CLAUSE_WORDS,
  ]
    .join(" ")
    .toLowerCase()
    .match(/[\p{L}-]+/gu) ?? [],
);
