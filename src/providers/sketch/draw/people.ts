import type { Figure, Kit } from "./pen.ts";
import { box, line, oval, path } from "./pen.ts";

/** Seen from behind or from afar, in a long coat: a figure to look with. */
const person: Figure = (kit) =>
  line("M-6-30L-8-3M7-30L9-3", kit.tone("#2b2830"), 6) +
  oval(-9, -2, 6, 2.6, kit.tone("#1e1b20")) +
  oval(10, -2, 6, 2.6, kit.tone("#1e1b20")) +
  path("M-12-78C-20-60-21-34-22-18C-8-13 10-13 22-18C21-36 20-60 12-78C6-83-6-83-12-78Z", kit.main) +
  path(
    "M-12-76C-19-66-22-52-22-42C-19-40-17-41-16-43L-10-64ZM12-76C19-66 22-52 22-42C19-40 17-41 16-43L10-64Z",
    kit.dark,
  ) +
  oval(0, -89, 8.6, 10, kit.of("#d9aa86")) +
  path("M-9.4-88C-11-102 11-102 9.4-88C6-94-4-95-9.4-88Z", kit.of("#3a2a24")) +
  path("M-9-80C-4-76 4-76 9-80L10-75C4-71-4-71-10-75Z", kit.of("#b4503c"));
const child: Figure = (kit) =>
  line("M-6-26L-7-4M6-26L8-4", kit.tone("#33405a"), 8) +
  oval(-8, -3, 7, 3.4, kit.tone("#2a211f")) +
  oval(9, -3, 7, 3.4, kit.tone("#2a211f")) +
  path("M-13-62C-22-48-22-30-20-22C-8-17 8-17 20-22C22-32 20-50 13-62Z", kit.main) +
  line("M-15-54L-26-34M15-54L25-36", kit.main, 7) +
  oval(0, -77, 15, 16, kit.of("#e3b592")) +
  path("M-16-76C-18-100 18-100 16-76C10-86-6-88-16-76Z", kit.of("#4a3022")) +
  oval(-5.5, -75, 1.8, 2.1, kit.tone("#241a18")) +
  oval(5.5, -75, 1.8, 2.1, kit.tone("#241a18")) +
  line("M-3.4-68Q0-66 3.4-68", kit.tone("#8a4a40"), 1.3);
const knight: Figure = (kit) =>
  path("M-16-76C-34-50-34-20-30-4L-6-14L24-4C28-26 28-52 14-76Z", kit.of("#8d2f35")) +
  line("M-7-34L-9-3M7-34L9-3", kit.main, 9) +
  path("M-16-76C-20-56-16-40-14-32H14C16-40 20-56 16-76C8-82-8-82-16-76Z", kit.main) +
  line("M-17-72L-24-50-18-40M17-72L26-54", kit.dark, 7) +
  path("M-11-82C-13-104 13-104 11-82L8-76H-8Z", kit.light) +
  box(-8, -92, 16, 3.4, 1, kit.tone("#17171c")) +
  path("M0-101C-4-116-16-116-24-108C-14-108-8-104-4-98Z", kit.of("#b5343a")) +
  line("M28-92V-20", kit.tone("#dfe6ee"), 3) +
  line("M20-46H36", kit.tone("#a9803f"), 3.4) +
  path("M-34-60H-10V-44C-10-32-16-27-22-24C-28-27-34-32-34-44Z", kit.of("#35507e")) +
  line("M-22-58V-28M-32-48H-12", kit.tone("#e5d9a8"), 2.4);
const robot: Figure = (kit) =>
  line("M-10-28V-6M10-28V-6", kit.dark, 8) +
  box(-18, -7, 15, 7, 3, kit.dark) +
  box(3, -7, 15, 7, 3, kit.dark) +
  box(-22, -66, 44, 42, 9, kit.main) +
  box(-13, -56, 26, 16, 4, kit.dark) +
  line("M-22-58C-34-54-36-42-32-32M22-58C34-54 36-42 32-32", kit.main, 6) +
  oval(-32, -30, 5, 5, kit.dark) +
  oval(32, -30, 5, 5, kit.dark) +
  box(-5, -72, 10, 8, 2, kit.dark) +
  box(-19, -96, 38, 27, 10, kit.light) +
  box(-14, -90, 28, 14, 7, kit.tone("#1b252c")) +
  oval(-6, -83, 3.2, 3.6, "#8ff0e4") +
  oval(6, -83, 3.2, 3.6, "#8ff0e4") +
  line("M0-96V-104", kit.dark, 2) +
  oval(0, -106, 3, 3, kit.of("#e0623f")) +
  oval(-6, -48, 2.4, 2.4, "#f2b04c") +
  line("M0-48H9", kit.tone("#8ff0e4"), 2);
const snowman: Figure = (kit) =>
  oval(0, -24, 29, 25, kit.main) +
  oval(0, -58, 21, 19, kit.main) +
  oval(0, -84, 14.5, 14, kit.main) +
  line("M-19-62L-40-76M-36-74l-6 2M19-62L40-72M36-70l4 6", kit.tone("#4a3526"), 2.6) +
  path("M-16-73C-6-68 6-68 16-73L17-66C6-61-6-61-17-66ZM8-68L16-46 7-48 3-66Z", kit.of("#b23a3a")) +
  coal(kit) +
  path("M0-84L22-80 0-79Z", kit.of("#e08a3c")) +
  box(-17, -97, 34, 4.4, 2, kit.of("#2c2a33")) +
  box(-11, -114, 22, 18, 2, kit.of("#2c2a33"));
const coal = (kit: Kit) =>
  [
    [-5, -88],
    [6, -88],
    [0, -58],
    [0, -50],
    [0, -34],
  ]
    .map(([x, y]) => oval(x as number, y as number, 1.9, 2, kit.tone("#1d1b20")))
    .join("");

export const PEOPLE: Readonly<Record<string, Figure>> = { person, child, knight, robot, snowman };
