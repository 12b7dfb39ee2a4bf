import type { Figure, Kit } from "./pen.ts";
import { box, line, oval, path } from "./pen.ts";

const wheel = (kit: Kit, x: number, y: number, radius: number) =>
  oval(x, y, radius, radius, kit.tone("#211f24")) +
  oval(x, y, radius * 0.58, radius * 0.58, kit.of("#b9bcc2")) +
  oval(x, y, radius * 0.2, radius * 0.2, kit.tone("#3b3b42"));
const boat: Figure = (kit) =>
  line("M2-22V-100", kit.tone("#5b4634"), 2.2) +
  path("M5-98C34-76 40-48 40-28H5Z", kit.of("#f1eadc")) +
  path("M-1-92C-22-70-32-50-34-28H-1Z", kit.of("#d8ccb8")) +
  path("M2-100L18-96 2-92Z", kit.of("#b5423e")) +
  path("M-56-22H58C50-6 40 0 24 0H-30C-44 0-52-10-56-22Z", kit.main) +
  line("M-54-19H55", kit.light, 2.4);
const car: Figure = (kit) =>
  path("M-74-12C-78-34-66-40-46-44C-34-66-22-74 4-74C30-74 40-62 52-46C70-42 78-36 76-12Z", kit.main) +
  path("M-36-46C-28-60-20-66-4-66V-46ZM4-66C24-66 32-60 41-46H4Z", kit.dusky ? kit.lamp : kit.of("#bcd4de")) +
  line("M-72-26H74", kit.dark, 1.6, 'opacity=".7"') +
  oval(70, -32, 4.4, 4.4, kit.tone("#fff0c4")) +
  box(-77, -34, 6, 7, 2, kit.tone("#e06a4a")) +
  wheel(kit, -42, -13, 14) +
  wheel(kit, 44, -13, 14) +
  line("M-40-44C-30-62-20-70 0-71", kit.tone("#fff6e0"), 1.4, 'opacity=".6"');
const bicycle: Figure = (kit) =>
  [-46, 46]
    .map(
      (x) =>
        `<circle cx="${x}" cy="-30" r="28" fill="none" stroke="${kit.tone("#26242a")}" stroke-width="4"/><circle cx="${x}" cy="-30" r="25" fill="none" stroke="${kit.tone("#c8c4bc")}" stroke-width=".8"/>` +
        line(`M${x - 25}-30H${x + 25}M${x}-55V-5M${x - 18}-48l36 36M${x + 18}-48l-36 36`, kit.tone("#a9a6a0"), 0.6),
    )
    .join("") +
  line("M-46-30L-20-70 28-70 0-30ZM-24-80L0-30M28-70L46-30M28-70L24-88", kit.main, 4.4) +
  line("M24-88C34-92 38-86 36-80", kit.tone("#33302e"), 3.4) +
  path("M-36-82H-12C-12-78-18-76-24-76Z", kit.of("#5a3a2a")) +
  oval(0, -30, 5, 5, kit.dark);
const train: Figure = (kit) =>
  box(-84, -62, 52, 46, 4, kit.dark) +
  box(-78, -54, 14, 16, 2, kit.lamp) +
  box(-58, -54, 14, 16, 2, kit.lamp) +
  box(-30, -50, 84, 34, 15, kit.main) +
  box(-34, -76, 34, 60, 3, kit.main) +
  box(-28, -69, 20, 18, 2, kit.lamp) +
  box(-38, -81, 42, 6, 3, kit.of("#8a3a33")) +
  path("M34-50L31-74H47L44-50Z", kit.dark) +
  oval(56, -33, 5, 15, kit.dark) +
  oval(60, -42, 4, 4, kit.tone("#ffe6a8")) +
  path("M54-16L76-4H50Z", kit.of("#8a3a33")) +
  line("M-86-16H58", kit.of("#a9803f"), 3) +
  [-70, -46, -18, 6, 30].map((x) => wheel(kit, x, -9, 9.4)).join("") +
  [0, 1, 2, 3]
    .map((at) =>
      oval(36 - at * 17, -88 - at * 9, 9 + at * 4, 7 + at * 3, kit.tone("#e8e4e0"), `opacity="${0.5 - at * 0.1}"`),
    )
    .join("");
const balloon: Figure = (kit) =>
  path("M-7-18L-20-38H20L7-18Z", "none", `stroke="${kit.tone("#6b563f")}" stroke-width="1"`) +
  box(-8, -16, 16, 13, 2.6, kit.of("#8a6238")) +
  path("M0-102C-40-102-46-62-20-34H20C46-62 40-102 0-102Z", kit.main) +
  path("M0-102C-20-96-20-60-8-34H8C20-60 20-96 0-102Z", kit.light, 'opacity=".55"') +
  path("M0-102C30-98 40-66 20-34H30C46-62 40-102 0-102Z", kit.dark, 'opacity=".4"') +
  oval(-17, -82, 5, 11, "#fff", 'opacity=".25" transform="rotate(24 -17 -82)"');
const kite: Figure = (kit) =>
  path("M0-100L30-64 0-18-30-64Z", kit.main) +
  path("M0-100L30-64H0Z", kit.light, 'opacity=".8"') +
  path("M0-64H30L0-18Z", kit.dark, 'opacity=".8"') +
  line("M0-18C10-8-8 0 2 12C10 22-4 30 2 40", kit.tone("#5a4a44"), 1.4) +
  path("M-6 8L2 12 8 6 6 18 2 13-4 20ZM-4 32L2 36 9 31 7 42 2 38-5 44Z", kit.of("#e2b84c"));
const rocket: Figure = (kit) =>
  path("M-7-10C-10 8-4 16 0 26C4 16 10 8 7-10Z", "#ffc24a") +
  path("M-4-10C-5 4-2 8 0 14C2 8 5 4 4-10Z", "#fff3c0") +
  path("M-14-36C-30-28-30-12-28-4L-12-14ZM14-36C30-28 30-12 28-4L12-14Z", kit.of("#b23b34")) +
  path("M0-104C20-86 20-40 12-10H-12C-20-40-20-86 0-104Z", kit.main) +
  path("M0-104C10-95 14-84 15-76H-15C-14-84-10-95 0-104Z", kit.of("#b23b34")) +
  oval(0, -56, 8.4, 8.4, kit.dark) +
  oval(0, -56, 6, 6, kit.of("#9fd0e2"));
const umbrella: Figure = (kit) =>
  line("M0-82V-8C0 2-12 2-12-6", kit.tone("#4b382c"), 2.8) +
  path(
    "M-52-50C-48-104 48-104 52-50C44-58 32-58 26-50C18-58 6-58 0-50C-6-58-18-58-26-50C-32-58-44-58-52-50Z",
    kit.main,
  ) +
  path("M0-92C-12-84-24-66-26-50C-18-58-6-58 0-50Z", kit.light, 'opacity=".5"') +
  path("M0-92C24-86 40-70 52-50C44-58 32-58 26-50C24-66 12-84 0-92Z", kit.dark, 'opacity=".4"') +
  line("M0-92V-98", kit.tone("#4b382c"), 2.2);

export const VEHICLES: Readonly<Record<string, Figure>> = {
  boat,
  car,
  bicycle,
  train,
  balloon,
  kite,
  rocket,
  umbrella,
};
