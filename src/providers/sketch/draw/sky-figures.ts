import type { Figure, Kit } from "./pen.ts";
import { line, oval, path } from "./pen.ts";

const sun: Figure = (kit) => oval(0, -50, 48, 48, kit.of("#ffdf94")) + oval(0, -50, 44, 44, "#fff3cd", 'opacity=".8"');
const moon: Figure = (kit) =>
  oval(0, -50, 48, 48, "#f4eed9") +
  oval(-14, -62, 10, 9, "#dcd6c2", 'opacity=".6"') +
  oval(14, -40, 14, 12, "#dcd6c2", 'opacity=".5"') +
  oval(-20, -32, 6, 6, "#dcd6c2", 'opacity=".5"') +
  oval(20, -70, 5, 5, "#dcd6c2", 'opacity=".5"') +
  path("M10-97A48 48 0 0 1 10-3A60 60 0 0 0 10-97Z", kit.tone("#8f94ad"), 'opacity=".35"');
const star: Figure = (kit) =>
  path("M0-100C3-62 12-53 50-50C12-47 3-38 0 0C-3-38-12-47-50-50C-12-53-3-62 0-100Z", kit.of("#fff3cf")) +
  oval(0, -50, 8, 8, "#fffdf0");
const cloud: Figure = (kit) =>
  oval(-34, -34, 34, 22, kit.main, 'opacity=".9"') +
  oval(30, -36, 38, 24, kit.main, 'opacity=".9"') +
  oval(-4, -52, 38, 32, kit.main, 'opacity=".95"') +
  oval(0, -24, 74, 16, kit.dark, 'opacity=".35"') +
  oval(-14, -62, 22, 14, kit.pale, 'opacity=".8"');
const planet: Figure = (kit) =>
  path("M-92-38C-60-20 60-64 92-64C60-72 20-66 0-62Z", kit.dark, 'opacity=".8"') +
  oval(0, -50, 46, 46, kit.main) +
  path(
    "M-44-62C-20-54 20-66 43-66L40-74C18-72-18-62-40-72ZM-46-46C-20-36 20-48 46-50L46-42C20-38-18-28-44-38Z",
    kit.light,
    'opacity=".5"',
  ) +
  line("M-92-34C-40-10 60-52 94-70", kit.of("#e6cfa4"), 7) +
  line("M-90-33C-40-12 60-52 92-69", kit.tone("#8a6a48"), 1, 'opacity=".6"');
const rainbow: Figure = () =>
  ["#d9534f", "#e89a4c", "#ecd25e", "#6fb46a", "#5a93c8", "#8a6ab4"]
    .map(
      (hex, at) =>
        `<path d="M${-150 + at * 6} 0A${150 - at * 6} ${130 - at * 6} 0 0 1 ${150 - at * 6} 0" fill="none" stroke="${hex}" stroke-width="6.4" opacity=".55"/>`,
    )
    .join("");

/** Forms for words that the painter has no drawing for: brush strokes and stones with a presence of their own. */
const forms: readonly Figure[] = [
  (kit) => ring(kit, -18) + ring(kit, 18) + oval(0, -50, 5, 5, kit.of("#e0a24a")),
  (kit) =>
    path("M-22 0C-30-40-26-88-4-104C18-96 28-50 22 0Z", kit.main) +
    path("M-16-4C-22-44-18-82-6-96C-4-70-8-34-6-4Z", kit.light, 'opacity=".5"') +
    line("M-10-60C0-66 10-62 14-54", kit.of("#e0a24a"), 2.4),
  (kit) =>
    path(
      "M36-78C14-108-46-100-48-48C-50 4 34 12 46-40C48-50 46-58 42-60C44-18 8-4-16-14C-44-28-42-78-12-88C6-94 22-86 32-72Z",
      kit.main,
    ) +
    path(
      "M-40-62C-34-82-16-92 2-90C-18-84-32-70-34-50C-36-34-30-22-22-16C-38-24-44-44-40-62Z",
      kit.light,
      'opacity=".6"',
    ) +
    oval(2, -48, 7, 7, kit.of("#e0a24a")),
  (kit) =>
    oval(0, -34, 34, 33, kit.main) +
    oval(4, -78, 19, 18, kit.light) +
    oval(-3, -104, 9, 9, kit.of("#e0a24a")) +
    oval(-12, -46, 9, 7, "#fff", 'opacity=".22"'),
];
const ring = (kit: Kit, x: number) =>
  `<path d="M${x + 30}-58C${x + 20}-92 ${x - 30}-92 ${x - 34}-52C${x - 36}-14 ${x + 18}-6 ${x + 32}-38" fill="none" stroke="${x < 0 ? kit.main : kit.dark}" stroke-width="11" stroke-linecap="round"/>` +
  line(`M${x + 26}-64C${x + 14}-88 ${x - 26}-88 ${x - 31}-52`, kit.light, 2.4, 'opacity=".7"');

export function formFor(index: number): Figure {
  return forms[index % forms.length] as Figure;
}

export const SKY_FIGURES: Readonly<Record<string, Figure>> = { sun, moon, star, cloud, planet, rainbow };
