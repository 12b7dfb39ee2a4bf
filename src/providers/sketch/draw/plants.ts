import type { Figure, Kit } from "./pen.ts";
import { line, oval, path } from "./pen.ts";

const tree: Figure = (kit) => {
  const crowns = Array.from({ length: 13 }, (_, at) => {
    const angle = at * 2.4;
    const reach = 4 + 25 * Math.sqrt(at / 13);
    const paint = at % 3 === 0 ? kit.light : at % 3 === 1 ? kit.main : kit.dark;
    return oval(Math.cos(angle) * reach * 0.95, -66 + Math.sin(angle) * reach * 0.78, 14, 11.5, paint, 'opacity=".93"');
  });
  const bark = kit.of("#5b4433");
  return (
    path("M-5 0C-3-14-4-30-2-48H3C3-30 4-14 7 0Z", bark) +
    line("M0-40L-14-58M1-36L15-56", bark, 3) +
    crowns.reverse().join("")
  );
};
const pine: Figure = (kit) =>
  path("M-3 0H3V-18H-3Z", kit.of("#4e3a2e")) + [0, 1, 2, 3, 4].map((tier) => pineTier(kit, tier)).join("");
const pineTier = (kit: Kit, tier: number) => {
  const y = -10 - tier * 17;
  const half = 27 - tier * 4.7;
  return (
    path(
      `M0 ${y - 31}C${half * 0.3} ${y - 16} ${half * 0.6} ${y - 6} ${half} ${y}C${half * 0.5} ${y + 5} ${-half * 0.5} ${y + 5} ${-half} ${y}C${-half * 0.6} ${y - 6} ${-half * 0.3} ${y - 16} 0 ${y - 31}Z`,
      tier % 2 ? kit.main : kit.dark,
    ) +
    path(
      `M0 ${y - 31}C${-half * 0.3} ${y - 16} ${-half * 0.6} ${y - 6} ${-half} ${y}C${-half * 0.6} ${y + 2} ${-half * 0.3} ${y - 8} 0 ${y - 31}Z`,
      kit.light,
      'opacity=".4"',
    )
  );
};
const flower: Figure = (kit) =>
  line("M0 0C4-20-3-36 0-62", kit.of("#557c46"), 3.4) +
  path("M1-18C18-34 28-32 32-38C30-18 16-12 2-12ZM-1-28C-16-42-26-40-30-46C-28-28-16-20-1-22Z", kit.of("#5f8a4c")) +
  Array.from(
    { length: 8 },
    (_, at) =>
      `<g transform="translate(0 -72) rotate(${at * 45})">${oval(0, -16, 8.4, 14, at % 2 ? kit.main : kit.light)}</g>`,
  ).join("") +
  oval(0, -72, 8, 8, kit.of("#e2b13e"));
const rose: Figure = (kit) =>
  line("M0 0C-4-22 4-40 0-64", kit.of("#3f6a3c"), 3.6) +
  path("M0-24C16-42 28-40 32-46C30-26 14-18 0-18ZM0-36C-14-50-24-48-28-54C-26-36-14-28 0-30Z", kit.of("#4a7a44")) +
  path("M-22-80C-24-60-12-54 0-54C12-54 24-60 22-80C18-72 8-70 0-74C-8-70-18-72-22-80Z", kit.dark) +
  oval(0, -80, 20, 19, kit.main) +
  path(
    "M-18-84C-14-98 14-100 18-84C10-90-6-90-18-84ZM-14-76C-4-84 8-84 15-75C6-76-4-70-14-76Z",
    kit.light,
    'opacity=".75"',
  ) +
  path("M-7-84C-4-91 6-91 8-84C4-88-2-82-7-84Z", kit.dark) +
  oval(1, -82, 4, 3.4, kit.dark);

export const PLANTS: Readonly<Record<string, Figure>> = { tree, pine, flower, rose };
