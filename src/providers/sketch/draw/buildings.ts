import type { Figure, Kit } from "./pen.ts";
import { box, line, oval, path } from "./pen.ts";

const pane = (kit: Kit, x: number, y: number, width: number, height: number) =>
  box(x, y, width, height, 1, kit.lamp, kit.dusky ? 'opacity=".95"' : "") +
  line(`M${x + width / 2} ${y}V${y + height}M${x} ${y + height / 2}H${x + width}`, kit.tone("#3b2c24"), 0.9);

const house: Figure = (kit) =>
  box(-38, -46, 76, 46, 0, kit.main) +
  path("M12-46V0H38V-46Z", kit.dark, 'opacity=".55"') +
  box(18, -94, 10, 24, 0, kit.of("#8c5a48")) +
  path("M-46-44L-24-82H30L46-44Z", kit.of("#7c4438")) +
  path("M-46-44L-24-82-8-82-18-44Z", kit.of("#9a5a48"), 'opacity=".6"') +
  box(-6, -30, 14, 30, 1, kit.of("#5a3a2a")) +
  oval(5, -14, 1.2, 1.2, kit.tone("#e6c46a")) +
  pane(kit, -30, -34, 15, 16) +
  pane(kit, 18, -34, 13, 16) +
  line("M23-96C18-104 30-108 24-118", kit.tone("#e6e2de"), 3.4, 'opacity=".4"');
const lighthouse: Figure = (kit) =>
  path("M-30 0C-24-8 22-8 32 0Z", kit.of("#6f6a66")) +
  path("M-14-2L-8-78H8L14-2Z", kit.main) +
  path("M-13.1-14L-12-28H12L13.1-14ZM-10.8-42L-9.7-56H9.7L10.8-42ZM-8.8-68L-8.2-76H8.2L8.8-68Z", kit.of("#b23b34")) +
  box(-11, -81, 22, 3.4, 1, kit.of("#3a3a42")) +
  box(-6.4, -92, 12.8, 11, 1, kit.dusky ? kit.lamp : kit.of("#cfe0e6")) +
  path("M-9-92H9L0-101Z", kit.of("#97302c")) +
  line("M0-101V-105", kit.tone("#3a3a42"), 1) +
  box(-2.4, -50, 4.8, 7, 2, kit.lamp) +
  box(-3.6, -12, 7.2, 11, 3, kit.of("#4b352a"));
const castle: Figure = (kit) => {
  const turret = (x: number, width: number, height: number, paint: string) =>
    box(x - width / 2, -height, width, height, 0, paint) +
    path(`M${x - width / 2 - 3} ${-height}H${x + width / 2 + 3}L${x} ${-height - width * 1.5}Z`, kit.of("#4f5a80")) +
    line(`M${x} ${-height - width * 1.5}v-7`, kit.tone("#33333d"), 0.8) +
    path(`M${x} ${-height - width * 1.5 - 7}l9 2.4-9 2.4Z`, kit.of("#b5423e")) +
    box(x - 1.6, -height + 8, 3.2, 8, 1.6, kit.lamp);
  return (
    turret(-16, 13, 76, kit.dark) +
    turret(17, 14, 70, kit.dark) +
    turret(0, 17, 72, kit.main) +
    path("M-44 0V-36h5v-5h5v5h6v-5h5v5h6v-5h5v5h6v-5h5v5h6v-5h5v5h6v-5h5v5h6v-5h5v5h5V0Z", kit.main) +
    turret(-44, 15, 50, kit.main) +
    turret(44, 15, 54, kit.dark) +
    path("M-9 0V-16C-9-28 9-28 9-16V0Z", kit.of("#3b2a24")) +
    [-26, 24].map((x) => box(x, -24, 3.4, 8, 1.7, kit.lamp)).join("")
  );
};
const bridge: Figure = (kit) =>
  path(
    "M-110-30C-60-64 60-64 110-30V-6H92C88-34 50-36 46 0H32C28-42-28-42-32 0H-46C-50-36-88-34-92-6H-110Z",
    kit.main,
  ) +
  line("M-110-34C-60-69 60-69 110-34", kit.light, 5) +
  path(
    "M-92-6C-88-34-50-36-46 0H-41C-46-40-90-40-97-6ZM-32 0C-28-42 28-42 32 0H37C30-48-30-48-37 0ZM46 0C50-36 88-34 92-6H97C90-40 46-40 41 0Z",
    kit.dark,
    'opacity=".6"',
  );
const tower: Figure = (kit) =>
  path("M-15 0L-12-74H12L15 0Z", kit.main) +
  path("M4-74H12L15 0H7Z", kit.dark, 'opacity=".5"') +
  path("M-17-74H17V-86H12V-81H6V-86H-6V-81H-12V-86H-17Z", kit.light) +
  [-62, -44, -26].map((y) => box(-2, y, 4.4, 9, 2.2, kit.lamp)).join("") +
  box(-4.5, -12, 9, 12, 4, kit.of("#4a342a"));
const windmill: Figure = (kit) =>
  path("M-19 0L-12-56H12L19 0Z", kit.main) +
  path("M-14-55C-12-72 12-72 14-55Z", kit.of("#7a4a3c")) +
  box(-4.5, -15, 9, 15, 4, kit.of("#5a3a2a")) +
  box(-3, -40, 6, 8, 1, kit.lamp) +
  [20, 110, 200, 290]
    .map(
      (turn) =>
        `<g transform="translate(0 -62) rotate(${turn})">${line("M0 0V-40", kit.tone("#4b392d"), 1.6)}${path("M1-8H10V-40H1Z", kit.pale, 'opacity=".85"')}</g>`,
    )
    .join("") +
  oval(0, -62, 2.6, 2.6, kit.tone("#3a2a22"));
const door: Figure = (kit) =>
  path("M-30 0V-66C-30-104 30-104 30-66V0Z", kit.of("#a59b8e")) +
  path("M-23 0V-64C-23-94 23-94 23-64V0Z", kit.main) +
  path(
    "M-16-8V-34H-3V-8ZM3-8V-34H16V-8ZM-16-42V-64C-16-76-6-80-3-80V-42ZM3-42V-80C6-80 16-76 16-64V-42Z",
    kit.dark,
    'opacity=".75"',
  ) +
  oval(17, -38, 2.2, 2.2, kit.tone("#e2bd62")) +
  box(-36, -4, 72, 4, 1, kit.of("#8a8178"));
const window: Figure = (kit) =>
  box(-36, -98, 72, 92, 3, kit.main) +
  box(-29, -91, 58, 78, 1, kit.dusky ? kit.lamp : kit.of("#a9cadb")) +
  path("M-29-91H-8L-29-50ZM29-13H2L29-62Z", "#ffffff", 'opacity=".18"') +
  line("M0-91V-13M-29-52H29", kit.tone("#6b5138"), 3.4) +
  box(-42, -7, 84, 7, 2, kit.light);
const tent: Figure = (kit) =>
  path("M-58 0L-6-84H8L60 0Z", kit.main) +
  path("M0-84L-18 0H16Z", kit.dusky ? kit.lamp : kit.dark) +
  path("M8-84L60 0H38L2-80Z", kit.dark, 'opacity=".6"') +
  line("M-10-92L2-76 14-92", kit.tone("#4a382c"), 2);
const sign: Figure = (kit) =>
  box(-3.4, -60, 6.8, 60, 2, kit.of("#5b4230")) +
  box(-52, -94, 104, 44, 4, kit.main) +
  box(-48, -90, 96, 36, 3, kit.light, 'opacity=".5"') +
  line("M-46-82H40M-44-62H44", kit.dark, 0.8, 'opacity=".4"');

export const BUILDINGS: Readonly<Record<string, Figure>> = {
  house,
  lighthouse,
  castle,
  bridge,
  tower,
  windmill,
  door,
  window,
  tent,
  sign,
};
