import type { Figure, Kit } from "./pen.ts";
import { box, line, oval, path } from "./pen.ts";

const dial = (kit: Kit, y: number, radius: number) =>
  oval(0, y, radius, radius, kit.of("#f6f0e2")) +
  Array.from(
    { length: 12 },
    (_, at) =>
      `<g transform="translate(0 ${y}) rotate(${at * 30})">${line(`M0 ${-radius * 0.86}V${-radius * (at % 3 ? 0.78 : 0.68)}`, kit.tone("#2b2724"), at % 3 ? 1 : 2)}</g>`,
  ).join("") +
  line(`M0 ${y}L${-radius * 0.36} ${y - radius * 0.4}`, kit.tone("#241f1d"), 3) +
  line(`M0 ${y}L${radius * 0.5} ${y - radius * 0.42}`, kit.tone("#241f1d"), 2) +
  oval(0, y, 2.4, 2.4, kit.tone("#9a3a2e"));
const clock: Figure = (kit) =>
  path("M-30-8L-38 0H-28L-22-6ZM30-8L38 0H28L22-6Z", kit.dark) +
  oval(0, -46, 42, 42, kit.main) +
  oval(0, -46, 36, 36, kit.dark) +
  dial(kit, -46, 34) +
  oval(-22, -90, 12, 9, kit.light, 'transform="rotate(-24 -22 -90)"') +
  oval(22, -90, 12, 9, kit.dark, 'transform="rotate(24 22 -90)"');
const watch: Figure = (kit) =>
  path("M-15-68L-12-104H12L15-68ZM-15-32L-12 2H12L15-32Z", kit.of("#5a3b2a")) +
  line("M-9-100V-76M-9-24V-2", kit.tone("#8a6248"), 1.4) +
  oval(0, -50, 29, 29, kit.main) +
  oval(0, -50, 25, 25, kit.dark) +
  dial(kit, -50, 23) +
  box(28, -53, 6, 6, 2, kit.dark) +
  path("M-18-58C-14-68-6-72 0-72L-12-46Z", "#fff", 'opacity=".28"');
const key: Figure = (kit) =>
  `<g transform="rotate(-18 0 -40)"><path fill-rule="evenodd" d="M-62-40a26 26 0 1 1 52 0a26 26 0 1 1-52 0ZM-50-40a14 14 0 1 0 28 0a14 14 0 1 0-28 0Z" fill="${kit.main}"/>${box(-12, -45, 92, 10, 4, kit.main)}${path("M56-36H64V-18H56ZM70-36H78V-14H70Z", kit.dark)}${line("M-8-43H76", kit.tone("#fff2c8"), 1.6, 'opacity=".7"')}</g>`;
const crown: Figure = (kit) =>
  path("M-56-14L-66-76-36-46-22-94 0-52 22-94 36-46 66-76 56-14Z", kit.main) +
  path("M0-52L22-94 36-46 66-76 56-14H20Z", kit.dark, 'opacity=".4"') +
  box(-58, -18, 116, 18, 5, kit.light) +
  [-36, 0, 36].map((x, at) => oval(x, -9, 6, 6, kit.of(at === 1 ? "#2f7a5a" : "#b23048"))).join("") +
  [
    [-66, -79],
    [-22, -98],
    [22, -98],
    [66, -79],
  ]
    .map(([x, y]) => oval(x as number, y as number, 5, 5, kit.of("#f3ead2")))
    .join("");
const violin: Figure = (kit) =>
  `<g transform="rotate(14 0 -50)">${path("M0-58C-20-60-24-46-16-38C-22-32-30-24-26-10C-22 2-10 2 0 2C10 2 22 2 26-10C30-24 22-32 16-38C24-46 20-60 0-58Z", kit.main)}${path("M0-54C-15-56-18-46-11-38C-18-30-24-22-21-11C-18-3-10-2 0-2Z", kit.light, 'opacity=".45"')}${box(-3.4, -100, 6.8, 64, 2, kit.of("#2b2220"))}${oval(0, -104, 5, 6, kit.dark)}${line("M-8-98H8M-8-93H8", kit.tone("#2b2220"), 2.4)}${line("M-1.6-98V-8M1.6-98V-8", kit.tone("#e8dfd0"), 0.6)}${line("M-10-30C-13-26-8-22-11-18M10-30C13-26 8-22 11-18", kit.tone("#241612"), 1.7)}${box(-8, -19, 16, 2.6, 1, kit.of("#e2c89a"))}</g>${line("M38-100L26 0", kit.tone("#5a3a26"), 2.2)}${line("M41-100L29 0", kit.tone("#e9e2d4"), 0.9)}`;
const guitar: Figure = (kit) =>
  `<g transform="rotate(10 0 -50)">${path("M0-54C-20-54-22-42-18-36C-30-30-32-14-28-6C-22 4-10 4 0 4C10 4 22 4 28-6C32-14 30-30 18-36C22-42 20-54 0-54Z", kit.main)}${oval(0, -28, 8, 8, kit.tone("#1f1512"))}${box(-3.4, -100, 6.8, 64, 1, kit.of("#3b2a20"))}${box(-6, -112, 12, 14, 2, kit.dark)}${box(-10, -12, 20, 4, 1, kit.of("#2b1d16"))}${line("M-2-108V-10M0-108V-10M2-108V-10", kit.tone("#efe6d2"), 0.5)}${path("M-22-14C-24-26-16-30-14-38C-8-32-18-22-14-4Z", "#fff", 'opacity=".18"')}</g>`;
const shoe: Figure = (kit) =>
  path("M-72-12C-74-36-70-60-64-78C-52-70-40-70-32-80C-22-62-2-46 28-38C58-34 80-28 80-12Z", kit.main) +
  path("M-66-66C-68-44-66-28-60-18H-30C-44-34-46-52-40-72C-50-68-58-66-66-66Z", kit.dark, 'opacity=".5"') +
  box(-76, -14, 160, 14, 6, kit.of("#f0ebe2")) +
  line("M-18-62L-2-70M-8-54L8-62M4-47L20-55M16-42L30-49", kit.of("#f7f3ea"), 4) +
  path("M48-34C66-32 80-26 80-14H52C46-22 46-28 48-34Z", kit.light, 'opacity=".7"');
const hat: Figure = (kit) =>
  oval(0, -12, 86, 13, kit.dark) +
  path("M-46-16C-44-60-40-92-22-92C-12-92-8-86 0-86C8-86 12-92 22-92C40-92 44-60 46-16C30-8-30-8-46-16Z", kit.main) +
  path("M-46-26C-30-18 30-18 46-26L46-16C30-8-30-8-46-16Z", kit.of("#a8442f")) +
  oval(0, -9, 86, 9, kit.main, 'opacity=".6"');
const shirt: Figure = (kit) =>
  path("M-20-96L-50-82-66-48-46-38-38-54-40 0H40L38-54 46-38 66-48 50-82 20-96C12-86-12-86-20-96Z", kit.main) +
  path("M-20-96C-12-84 12-84 20-96L14-98C8-91-8-91-14-98Z", kit.dark) +
  line("M0-86V-4", kit.dark, 1.4, 'opacity=".5"') +
  line("M-38-54C-36-40-39-20-37-6M38-54C34-40 36-22 33-6", kit.dark, 2, 'opacity=".45"') +
  [-70, -52, -34, -16].map((y) => oval(0, y, 1.7, 1.7, kit.pale)).join("");
const phone: Figure = (kit) =>
  box(-26, -104, 52, 104, 9, kit.main) +
  box(-22.6, -99, 45.2, 94, 6, kit.dusky ? kit.lamp : kit.of("#86b4c8")) +
  path("M-22-40C-6-56 6-30 22-48V-12Q22-5 16-5H-16Q-22-5-22-12Z", kit.of("#d98a5e"), 'opacity=".85"') +
  oval(8, -72, 9, 9, "#fff0c4", 'opacity=".9"') +
  box(-8, -97, 16, 4, 2, kit.tone("#17171c"));

export const TREASURES: Readonly<Record<string, Figure>> = {
  clock,
  watch,
  key,
  crown,
  violin,
  guitar,
  shoe,
  hat,
  shirt,
  phone,
};
