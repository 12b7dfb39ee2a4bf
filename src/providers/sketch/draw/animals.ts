import type { Figure, Kit } from "./pen.ts";
import { line, oval, path } from "./pen.ts";

interface Sitter {
  ears: "pointed" | "floppy" | "round" | "long";
  tail: "bushy" | "thin" | "none";
  /** Paint of chest and muzzle. */
  bib: "pale" | "light";
  /** A long chin as a fox has, or a short one. */
  chin: number;
}

/** A mammal that sits and looks at us: the same build for fox, cat, dog, wolf, rabbit and bear. */
function sitter(form: Sitter): Figure {
  return (kit) => {
    const bib = form.bib === "pale" ? kit.pale : kit.light;
    const ink = kit.tone("#1d1a1c");
    return [
      tailOf(form, kit),
      path("M-21 0C-29-20-20-52 0-58C20-52 29-20 21 0Z", kit.main),
      oval(-17, -9, 11, 10, kit.main),
      oval(17, -9, 11, 10, kit.dark),
      path("M0-56C-12-46-11-24 0-12C11-24 12-46 0-56Z", bib),
      path("M-10-32C-11-16-11-8-12-2Q-7 2-2-1L-1-30ZM10-32C11-16 11-8 12-2Q7 2 2-1L1-30Z", kit.main),
      oval(-7, -2, 6, 3, form.ears === "pointed" && form.tail === "bushy" ? kit.dark : kit.light),
      oval(7, -2, 6, 3, kit.dark),
      `<g transform="rotate(-5 0 -70)">${earsOf(form, kit)}`,
      path(`M-23-72C-19-90 19-90 23-72C22-62 10-54 0-${52 - form.chin}C-10-54-22-62-23-72Z`, kit.main),
      path(
        `M-22-69C-14-68-6-64 0-74C6-64 14-68 22-69C19-61 9-54 0-${52 - form.chin}C-9-54-19-61-22-69Z`,
        bib,
        'opacity=".92"',
      ),
      oval(-9, -72, 2.6, 3, ink),
      oval(9, -72, 2.6, 3, ink),
      oval(-9.8, -73.2, 0.9, 1, "#fff"),
      oval(8.2, -73.2, 0.9, 1, "#fff"),
      path(
        `M-3.6-${59 - form.chin}Q0-${61 - form.chin} 3.6-${59 - form.chin}Q2-${55 - form.chin} 0-${55 - form.chin}Q-2-${55 - form.chin}-3.6-${59 - form.chin}Z`,
        ink,
      ),
      "</g>",
      // Light from one side along the back: it lifts the figure from what is behind it.
      line("M-22-8C-27-26-20-46-12-53", kit.tone("#fff2d8"), 1.1, 'opacity=".5"'),
    ].join("");
  };
}

function tailOf(form: Sitter, kit: Kit): string {
  if (form.tail === "thin") return line("M16-5C38-2 44-14 38-26C34-34 40-40 45-38", kit.main, 6);
  if (form.tail === "none") return oval(19, -6, 6, 6, kit.pale);
  return (
    path("M10-4C34 8 58-8 55-34C54-48 44-58 37-56C42-46 36-26 12-20Z", kit.main) +
    path("M37-56C46-58 54-48 55-36C50-42 44-42 39-40C41-46 40-52 37-56Z", kit.pale)
  );
}

function earsOf(form: Sitter, kit: Kit): string {
  const inner = kit.tone("#5a3a36");
  if (form.ears === "long")
    return (
      path("M-14-82C-22-104-16-118-10-116C-4-112-4-92-6-84Z", kit.main) +
      path("M6-84C6-104 14-116 19-112C24-106 18-90 14-82Z", kit.main) +
      path("M-12-86C-16-104-13-112-10-111C-7-106-8-92-9-86Z", kit.tone("#d9a59a"), 'opacity=".7"')
    );
  if (form.ears === "round")
    return (
      oval(-17, -84, 8, 8, kit.main) +
      oval(17, -84, 8, 8, kit.dark) +
      oval(-17, -83, 4, 4, inner) +
      oval(17, -83, 4, 4, inner)
    );
  if (form.ears === "floppy")
    return (
      path("M-18-84C-34-86-34-60-26-54C-20-58-19-70-16-78Z", kit.dark) +
      path("M18-84C34-86 34-60 26-54C20-58 19-70 16-78Z", kit.dark)
    );
  return (
    path("M-21-72C-25-92-23-100-20-103C-13-98-6-88-4-82Z", kit.main) +
    path("M21-72C25-92 23-100 20-103C13-98 6-88 4-82Z", kit.main) +
    path("M-18-78C-20-90-20-95-18.5-97C-14-92-10-87-8-83Z", inner, 'opacity=".75"') +
    path("M18-78C20-90 20-95 18.5-97C14-92 10-87 8-83Z", inner, 'opacity=".75"')
  );
}

/** A four-legged animal that stands sideways: `neck` holds neck and head. */
function stander(neck: string, extra: (kit: Kit) => string): Figure {
  return (kit) =>
    [
      leg(-22, kit.dark, 1),
      leg(19, kit.dark, -1),
      leg(-29, kit.main, 1),
      leg(25, kit.main, -1),
      path(
        "M-35-58C-34-68-18-69-2-65C10-63 20-68 30-64C37-58 35-46 29-38C22-34 14-38 2-37C-8-36-16-39-24-34C-33-34-38-46-35-58Z",
        kit.main,
      ),
      path(neck, kit.main),
      path("M-28-40C-14-44 8-42 24-40C12-34 0-38-8-36C-16-36-22-34-28-40Z", kit.dark, 'opacity=".45"'),
      extra(kit),
    ].join("");
}

/** A tapering leg whose joint bends as `bend` says. */
function leg(x: number, paint: string, bend: 1 | -1): string {
  const knee = x - bend * 1.6;
  return path(
    `M${x - 5}-50C${x - 5}-34 ${knee - 3}-26 ${knee - 2.2}-20L${x - 2.6}-3L${x - 3.6} 0H${x + 3.4}L${x + 1.6}-4L${knee + 2.4}-20C${knee + 4}-28 ${x + 6}-34 ${x + 5}-50Z`,
    paint,
  );
}

const horse: Figure = stander(
  "M16-62C24-74 26-88 32-94L42-98C50-88 54-80 56-74Q54-68 49-70C44-74 41-76 39-78C36-66 34-56 28-48Z",
  (kit) =>
    path("M14-64C20-82 26-96 37-100C35-92 30-78 27-64Z", kit.dark) +
    path("M-33-60C-46-58-48-36-44-22C-40-30-38-44-32-50Z", kit.dark) +
    oval(44, -85, 1.6, 1.8, kit.tone("#15110f")),
);
const deer: Figure = stander(
  "M18-62C26-74 28-84 33-90L44-90C50-84 52-80 53-76Q50-73 46-74C42-76 40-76 38-76C36-64 32-56 26-50Z",
  (kit) =>
    line(
      "M36-90C32-104 22-108 20-122M30-106C26-108 18-106 14-112M40-91C42-104 52-108 54-122M45-105C50-106 56-104 60-110",
      kit.of("#cbb18c"),
      2.6,
    ) +
    path("M33-90C26-94 24-92 22-90C26-86 30-86 33-86Z", kit.dark) +
    oval(43, -83, 1.6, 1.8, kit.tone("#15110f")) +
    path("M-34-58C-40-58-41-50-38-46L-33-50Z", kit.pale),
);
const elephant: Figure = (kit) =>
  box4(kit) +
  path("M-46-50C-48-84-16-92 6-84C28-90 44-76 42-54C42-34 20-30 0-32C-22-28-44-30-46-50Z", kit.main) +
  path(
    "M30-82C48-86 58-72 56-56C55-40 60-26 58-10C57-4 62-2 65-5L67-1C60 6 51 2 51-10C51-24 46-34 42-44C34-48 28-62 30-82Z",
    kit.main,
  ) +
  path("M18-80C32-88 40-70 36-54C32-44 20-48 16-58C13-68 13-76 18-80Z", kit.dark, 'opacity=".85"') +
  oval(45, -66, 1.8, 2, kit.tone("#17151a")) +
  path("M47-46C54-40 58-38 63-40C58-34 50-36 45-41Z", kit.pale) +
  line("M-46-56C-52-46-52-38-50-30", kit.dark, 2.4);
const box4 = (kit: Kit) =>
  line("M-34-36L-34-6M28-36L28-6", kit.dark, 14) + line("M-20-34L-20-6M14-34L14-6", kit.main, 15);

const owl: Figure = (kit) =>
  path("M-28-30C-34-72-22-96 0-96C22-96 34-72 28-30C24-6 10 0 0 0C-10 0-24-6-28-30Z", kit.main) +
  path("M-20-34C-20-58-10-62 0-62C10-62 20-58 20-34C16-12 8-6 0-6C-8-6-16-12-20-34Z", kit.light) +
  path("M-26-84L-24-104-10-92ZM26-84L24-104 10-92Z", kit.dark) +
  path("M-28-44C-38-30-34-12-26-6C-22-20-22-34-28-44ZM28-44C38-30 34-12 26-6C22-20 22-34 28-44Z", kit.dark) +
  oval(-11, -76, 11, 11, kit.pale) +
  oval(11, -76, 11, 11, kit.pale) +
  oval(-11, -76, 6.5, 6.5, kit.tone("#e6a52e")) +
  oval(11, -76, 6.5, 6.5, kit.tone("#e6a52e")) +
  oval(-11, -76, 3.6, 3.6, kit.tone("#15110f")) +
  oval(11, -76, 3.6, 3.6, kit.tone("#15110f")) +
  path("M-4-70L4-70 0-60Z", kit.tone("#c98a3a")) +
  line("M-10-46l4 4 4-4M2-46l4 4 4-4M-6-34l4 4 4-4M-12-26l4 4 4-4M4-26l4 4 4-4", kit.dark, 1.6, 'opacity=".7"');
const bird: Figure = (kit) =>
  path(
    "M-50-70C-30-92-12-78 0-52C12-82 34-96 54-78C36-78 22-62 14-42C24-38 32-36 40-38C34-30 22-28 10-30C-2-24-18-22-30-30C-20-32-12-38-8-46C-18-62-32-72-50-70Z",
    kit.main,
  ) +
  path("M-30-30C-36-28-40-30-46-26C-40-36-34-36-28-34Z", kit.tone("#d8983f")) +
  oval(-24, -33, 1.6, 1.6, "#fff");
const fish: Figure = (kit) =>
  path(
    "M-48-48C-30-82 18-82 34-50C42-60 50-70 58-74C54-58 54-42 58-26C50-30 42-38 34-46C16-16-30-18-48-48Z",
    kit.main,
  ) +
  path("M-16-72C-6-88 10-88 16-70ZM-8-24C-4-12 8-10 12-26Z", kit.dark) +
  oval(-32, -52, 4, 4.4, "#fff") +
  oval(-33, -52, 2, 2.4, kit.tone("#15110f")) +
  line("M-18-64C-12-54-12-44-18-34M-4-62q6 6 0 14M8-60q6 6 0 14M-4-44q6 6 0 12", kit.light, 1.8, 'opacity=".7"');
const whale: Figure = (kit) =>
  path(
    "M-70-16C-70-58-28-66 4-58C34-50 50-44 62-56C58-68 62-78 72-82C72-72 78-66 86-66C80-54 74-46 64-38C50-16 26 0-20 0C-50 0-68 0-70-16Z",
    kit.main,
  ) +
  path("M-69-14C-50-20-10-20 20-6C0 0-14 0-30 0C-54 0-66-2-69-14Z", kit.pale, 'opacity=".85"') +
  oval(-48, -28, 2.4, 2.4, kit.tone("#0d1218")) +
  line("M-30-64C-30-76-38-82-46-84M-30-66C-30-80-22-84-14-86M-30-66V-86", kit.tone("#dcecf4"), 2.2, 'opacity=".8"') +
  line("M-64-12C-40-16-20-14-4-8", kit.dark, 0.9, 'opacity=".6"');
const dragon: Figure = (kit) =>
  path("M-8-50C-40-98-70-92-84-70C-68-76-60-66-58-54C-50-64-40-58-36-44C-28-52-18-48-12-40Z", kit.dark) +
  path("M6-52C22-100 62-104 82-84C66-84 58-74 58-60C48-68 38-60 36-48C28-54 18-52 14-44Z", kit.main) +
  path(
    "M-66-6C-40-4-24-10-22-24C-22-40-8-52 8-50C22-50 24-64 30-74C36-82 46-82 56-76L66-68C64-62 56-62 50-62C44-60 42-52 40-44C36-26 18-14 4-16C-10-4-36 6-66-6Z",
    kit.main,
  ) +
  path("M-66-6L-82-14-74 2Z", kit.dark) +
  path("M34-78L28-92 40-82ZM42-81L42-94 50-80Z", kit.pale) +
  oval(48, -73, 1.9, 1.9, "#ffd95e") +
  line("M-20-22C-14-36 0-44 14-44M36-62C34-54 32-44 28-36", kit.light, 2, 'opacity=".6"');
const butterfly: Figure = (kit) =>
  path("M0-48C-20-96-56-92-52-64C-50-48-28-42 0-46ZM0-48C20-96 56-92 52-64C50-48 28-42 0-46Z", kit.main) +
  path("M0-44C-24-42-40-28-32-12C-24-2-6-16 0-40ZM0-44C24-42 40-28 32-12C24-2 6-16 0-40Z", kit.dark) +
  oval(-36, -70, 6, 6, kit.pale) +
  oval(36, -70, 6, 6, kit.pale) +
  line("M0-20V-60M0-60C-4-70-8-74-12-78M0-60C4-70 8-74 12-78", kit.tone("#241a16"), 2.4);

export const ANIMALS: Readonly<Record<string, Figure>> = {
  fox: sitter({ ears: "pointed", tail: "bushy", bib: "pale", chin: 4 }),
  wolf: sitter({ ears: "pointed", tail: "bushy", bib: "light", chin: 3 }),
  cat: sitter({ ears: "pointed", tail: "thin", bib: "light", chin: -2 }),
  dog: sitter({ ears: "floppy", tail: "thin", bib: "pale", chin: 2 }),
  rabbit: sitter({ ears: "long", tail: "none", bib: "pale", chin: -2 }),
  bear: sitter({ ears: "round", tail: "none", bib: "light", chin: 0 }),
  horse,
  deer,
  elephant,
  owl,
  bird,
  fish,
  whale,
  dragon,
  butterfly,
};
