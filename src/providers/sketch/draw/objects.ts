import type { Figure } from "./pen.ts";
import { box, line, oval, path } from "./pen.ts";

const lantern: Figure = (kit) =>
  line("M-14-80C-14-104 14-104 14-80", kit.tone("#4a3a2c"), 2.6) +
  path("M-20-72L-12-86H12L20-72Z", kit.main) +
  box(-17, -72, 34, 54, 3, kit.of("#ffe3a0")) +
  oval(0, -42, 13, 22, "#fff1c2", 'opacity=".9"') +
  path("M0-60C8-48 7-36 0-32C-7-36-8-48 0-60Z", "#ffb03c") +
  line("M-17-72V-18M17-72V-18M-6-72V-18M6-72V-18", kit.dark, 2.2) +
  path("M-22-18H22L18-6H-18Z", kit.main) +
  box(-20, -6, 40, 6, 2, kit.dark);
const bench: Figure = (kit) =>
  line("M-58-32L-60-2M58-32L60-2M-58-70V-32M58-70V-32", kit.tone("#2f2c30"), 4.4) +
  [-70, -56, -42].map((y) => box(-66, y, 132, 9, 2, kit.main)).join("") +
  box(-70, -34, 140, 8, 2, kit.light) +
  box(-70, -26, 140, 5, 2, kit.dark);
const chair: Figure = (kit) =>
  line("M-24-44L-28-2M24-44L28-2M-18-44L-17-8M18-44L17-8", kit.dark, 5) +
  path("M-26-98C-10-104 10-104 26-98L24-48H-24Z", kit.main) +
  path("M-18-91C-6-95 6-95 18-91L17-54H-17Z", kit.dark, 'opacity=".55"') +
  path("M-30-50H30L34-40H-34Z", kit.light);
const table: Figure = (kit) =>
  line("M-74-84L-76-2M74-84L76-2", kit.dark, 8) +
  line("M-56-84V-14M56-84V-14", kit.dark, 5) +
  box(-92, -100, 184, 13, 3, kit.light) +
  box(-84, -88, 168, 13, 2, kit.main);
const lamp: Figure = (kit) =>
  oval(0, -4, 22, 5, kit.dark) +
  line("M0-6V-60", kit.dark, 4.4) +
  path("M-30-56L-18-98H18L30-56Z", kit.main) +
  path("M-30-56L-18-98H18L30-56Z", "#fff0c0", kit.dusky ? 'opacity=".55"' : 'opacity=".25"') +
  oval(0, -56, 30, 4.6, "#fff3cc", 'opacity=".8"');
const candle: Figure = (kit) =>
  oval(0, -5, 28, 6, kit.of("#a9803f")) +
  path("M-13-6V-66C-6-70 6-70 13-66V-6Z", kit.main) +
  oval(0, -67, 13, 3.4, kit.light) +
  path("M-13-62C-15-50-10-44-10-36C-8-46-12-54-9-62Z", kit.pale) +
  line("M0-67V-75", kit.tone("#2b2320"), 1.6) +
  path("M0-104C9-90 8-78 0-72C-8-78-9-90 0-104Z", "#ffb43c") +
  path("M0-92C4-86 4-78 0-74C-4-78-4-86 0-92Z", "#fff4cc");
const book: Figure = (kit) =>
  path("M0-22C-26-40-66-38-92-28L-100 0C-68-10-28-8 0 0C28-8 68-10 100 0L92-28C66-38 26-40 0-22Z", kit.main) +
  path(
    "M0-34C-24-54-62-54-86-44L-93-10C-64-18-26-16 0-6C26-16 64-18 93-10L86-44C62-54 24-54 0-34Z",
    kit.of("#f3ead6"),
  ) +
  line("M0-34V-6", kit.tone("#9a8568"), 1.6) +
  line(
    "M-74-40C-50-46-30-44-14-36M-77-30C-52-36-30-34-14-26M-79-21C-54-27-30-25-14-17M74-40C50-46 30-44 14-36M77-30C52-36 30-34 14-26M79-21C54-27 30-25 14-17",
    kit.tone("#8f8270"),
    1.5,
    'opacity=".65"',
  );
const cup: Figure = (kit) =>
  oval(0, -5, 54, 8, kit.dark) +
  oval(0, -8, 50, 7, kit.light) +
  line("M38-60C66-66 66-28 32-28", kit.main, 8) +
  path("M-42-76H42C42-40 30-12 14-10H-14C-30-12-42-40-42-76Z", kit.main) +
  oval(0, -76, 42, 9, kit.light) +
  oval(0, -75, 36, 6.6, kit.of("#5a3a26")) +
  [-12, 8]
    .map((x) => line(`M${x}-88C${x - 12}-100 ${x + 10}-110 ${x - 2}-124`, kit.tone("#f4efe8"), 4, 'opacity=".35"'))
    .join("");
const teapot: Figure = (kit) =>
  line("M48-66C84-72 84-24 44-26", kit.main, 8) +
  path("M-46-56C-66-58-66-80-82-84L-72-90C-52-84-52-70-40-66Z", kit.main) +
  path("M-50-40C-50-78 50-78 50-40C50-12 30-2 0-2C-30-2-50-12-50-40Z", kit.main) +
  path("M-24-70C-20-84 20-84 24-70Z", kit.light) +
  oval(0, -84, 6, 6, kit.dark) +
  path("M-40-46C-38-62-22-67-10-67C-26-60-34-50-34-34Z", kit.pale, 'opacity=".6"') +
  oval(0, -3, 30, 4, kit.dark);
const apple: Figure = (kit) =>
  path("M0-74C-16-88-50-80-48-44C-46-14-24 2-8-1C-3-3 3-3 8-1C24 2 46-14 48-44C50-80 16-88 0-74Z", kit.main) +
  path("M-38-52C-38-66-28-72-20-72C-30-64-32-52-30-42Z", "#fff", 'opacity=".35"') +
  line("M0-72C0-84 4-92 10-98", kit.tone("#4f3a28"), 4) +
  path("M6-88C18-104 38-100 42-94C32-82 18-80 6-88Z", kit.of("#5f8a44"));
const pear: Figure = (kit) =>
  path(
    "M0-92C-16-92-16-74-22-60C-34-44-44-34-40-18C-36 0-16 2 0 2C16 2 36 0 40-18C44-34 34-44 22-60C16-74 16-92 0-92Z",
    kit.main,
  ) +
  path("M-30-30C-28-44-18-52-14-62C-12-50-20-42-20-22Z", "#fff", 'opacity=".3"') +
  line("M0-90C0-98 4-104 10-108", kit.tone("#4f3a28"), 4);
const cake: Figure = (kit) =>
  oval(0, -3, 66, 8, kit.of("#e6e2da")) +
  path("M-52-48V-10C-30 0 30 0 52-10V-48Z", kit.main) +
  path("M-52-30C-30-20 30-20 52-30V-24C30-14-30-14-52-24Z", kit.of("#b5566a")) +
  oval(0, -49, 52, 12, kit.of("#f7efe6")) +
  path(
    "M-52-49C-52-32-42-32-40-42C-34-26-24-28-22-38C-14-24-6-26-2-36C6-24 14-26 18-37C26-26 34-30 36-40C42-30 52-34 52-49Z",
    kit.of("#f7efe6"),
  ) +
  [-24, 0, 24]
    .map(
      (x) =>
        box(x - 2.4, -82, 4.8, 32, 2, kit.of("#d98a9a")) +
        path(`M${x}-98C${x + 6}-90 ${x + 4}-84 ${x}-83C${x - 4}-84 ${x - 6}-90 ${x}-98Z`, "#ffc04a"),
    )
    .join("");
const bottle: Figure = (kit) =>
  path("M-7-98H7V-70C20-62 24-54 24-40V-4Q24 0 20 0H-20Q-24 0-24-4V-40C-24-54-20-62-7-70Z", kit.main) +
  box(-9, -104, 18, 9, 2, kit.of("#b08d57")) +
  box(-20, -40, 40, 26, 1, kit.of("#efe6d2")) +
  line("M-17-46V-8M-4-94V-70", "#ffffff", 2.4, 'opacity=".4"');
const vase: Figure = (kit) =>
  path("M-14-98H14C12-84 12-80 22-68C38-48 34-14 18 0H-18C-34-14-38-48-22-68C-12-80-12-84-14-98Z", kit.main) +
  oval(0, -98, 14, 3.6, kit.dark) +
  path("M-24-40C-24-54-16-62-10-70C-12-56-16-46-15-26Z", "#fff", 'opacity=".3"') +
  line("M-31-42C-10-34 10-34 31-42M-30-34C-10-26 10-26 30-34", kit.pale, 1.8, 'opacity=".8"');

export const OBJECTS: Readonly<Record<string, Figure>> = {
  lantern,
  bench,
  chair,
  table,
  lamp,
  candle,
  book,
  cup,
  teapot,
  apple,
  pear,
  cake,
  bottle,
  vase,
};
