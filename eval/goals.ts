import type { PhotoName } from "./photos.ts";

/** A wish of the golden set. `kind` groups the report. */
export interface GoldenGoal {
  readonly id: string;
  readonly kind: "product" | "scene" | "text" | "count" | "language" | "exclusion" | "photo";
  readonly goal: string;
  /** The photo that is worked on, and the tool that does it. */
  readonly photo?: { readonly of: PhotoName; readonly tool: string };
}

/**
 * The golden set: our own words, from one thing on white to crowded scenes, each with what usually goes wrong. Never
 * change one in place: runs are compared by id.
 */
export const GOLDEN: readonly GoldenGoal[] = [
  { id: "shoe", kind: "product", goal: "a red running shoe on a white table, studio light" },
  { id: "watch", kind: "product", goal: "a gold watch with a black strap beside a blue vase, studio light, close-up" },
  { id: "cup", kind: "product", goal: "a white cup of coffee on a wooden table by a window in morning light" },
  { id: "shirt", kind: "product", goal: "a green shirt on a chair, soft daylight" },
  { id: "phone", kind: "product", goal: "a black phone beside a silver key on a table, no text" },
  { id: "bottle", kind: "product", goal: "an emerald bottle of perfume with a pink rose, studio light" },
  { id: "fox", kind: "scene", goal: "a red fox reading a book under a lantern in a snowy forest at night" },
  { id: "lighthouse", kind: "scene", goal: "a white lighthouse on an island in a storm, a small boat below" },
  { id: "knight", kind: "scene", goal: "a knight and a green dragon before a castle at sunset, as an oil painting" },
  { id: "train", kind: "scene", goal: "a blue train on a bridge over a river in fog, as a watercolour" },
  {
    id: "market",
    kind: "scene",
    goal: "a city street in the rain at dusk, a woman with a red umbrella and a yellow taxi",
  },
  { id: "whale", kind: "scene", goal: "a whale under a tiny boat at sea by moonlight, wide shot" },
  { id: "open", kind: "text", goal: 'a café door with a sign that says "OPEN", a cat on the step' },
  { id: "poster", kind: "text", goal: 'a flat poster of a rocket and the moon with the words "TO THE STARS"' },
  { id: "bakery", kind: "text", goal: 'a bakery window with a cake and a sign that says "Fresh Bread"' },
  { id: "balloons", kind: "count", goal: "three red balloons and two white kites over a field" },
  { id: "candles", kind: "count", goal: "five candles on a table, one cake, at night by candlelight" },
  { id: "boats", kind: "count", goal: "four orange sailboats on a blue lake before mountains" },
  { id: "russian", kind: "language", goal: "рыжая лиса под зелёным деревом в снегу, вывеска «ДОМ»" },
  { id: "chinese", kind: "language", goal: "月光下的红色灯笼和一只白猫" },
  { id: "german", kind: "language", goal: "ein roter Fuchs vor einem Haus, auf dem Schild steht „Willkommen“" },
  { id: "quiet", kind: "exclusion", goal: "a quiet desert road at dawn, no people, no cars" },
  { id: "room", kind: "exclusion", goal: "a library room with a chair and a lamp, without any cats" },
  { id: "beach", kind: "exclusion", goal: "an empty beach with one blue umbrella at sunset, no birds" },
  {
    id: "photo-shoe",
    kind: "photo",
    goal: "the shoe on a wooden table by a window in soft daylight",
    photo: { of: "shoe", tool: "replace-background" },
  },
  { id: "photo-watch", kind: "photo", goal: "make the strap blue", photo: { of: "watch", tool: "edit" } },
  {
    id: "photo-cup",
    kind: "photo",
    goal: "the cup in a forest at dawn, a small bird beside it",
    photo: { of: "cup", tool: "replace-background" },
  },
  { id: "photo-shirt", kind: "photo", goal: "make the shirt green", photo: { of: "shirt", tool: "edit" } },
  { id: "photo-phone", kind: "photo", goal: "the phone alone", photo: { of: "phone", tool: "remove-background" } },
];
