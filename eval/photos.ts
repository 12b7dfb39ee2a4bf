import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

/** Pixels along each side. */
const SIZE = 768;

/** A product photo of our own: soft light from the left on a plain ground, a shadow, one thing in the middle. */
function photo(thing: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 100 100">
<defs><linearGradient id="ground" x1="0" y1="0" x2="0.6" y2="1"><stop offset="0" stop-color="#f4f1ec"/><stop offset="1" stop-color="#cfc8bd"/></linearGradient>
<linearGradient id="shine" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".55"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".28"/></linearGradient>
<filter id="soft"><feGaussianBlur stdDeviation="2.2"/></filter></defs>
<rect width="100" height="100" fill="url(#ground)"/><ellipse cx="52" cy="77" rx="33" ry="4.5" fill="#3a332a" opacity=".4" filter="url(#soft)"/>
${thing}</svg>`;
}

/** A form in one colour, and once more in light and shade. */
const form = (path: string, colour: string) =>
  `<path d="${path}" fill="${colour}"/><path d="${path}" fill="url(#shine)"/>`;

const THINGS = {
  shoe: `${form("M17 70 Q15 48 24 44 L38 47 Q46 57 60 58 Q83 60 84 71 Z", "#b5342c")}${form("M15 70 H85 Q86 77 79 77 H20 Q14 77 15 70 Z", "#f0ece4")}
<path d="M38 50l7-4M43 54l7-4M49 57l6-4" stroke="#f0ece4" stroke-width="1.6" stroke-linecap="round"/>`,
  watch: `${form("M41 12 H59 L61 36 H39 Z", "#2d2a28")}${form("M39 62 H61 L59 86 H41 Z", "#2d2a28")}
<circle cx="50" cy="49" r="21" fill="#c9a04a"/><circle cx="50" cy="49" r="21" fill="url(#shine)"/><circle cx="50" cy="49" r="17" fill="#f7f4ec"/>
<path d="M50 49V37M50 49l8 5" stroke="#2d2a28" stroke-width="1.6" stroke-linecap="round"/><path d="M50 34v2M50 62v2M35 49h2M63 49h2" stroke="#8b8477" stroke-width="1.2"/><rect x="70.5" y="47" width="4" height="4" rx="1" fill="#a8842f"/>`,
  cup: `<path d="M68 45 Q83 45 81 56 Q79 66 65 65" fill="none" stroke="#e9e4da" stroke-width="5"/>${form("M28 38 H70 L66 72 Q65 77 60 77 H38 Q33 77 32 72 Z", "#faf7f1")}
<ellipse cx="49" cy="38" rx="21" ry="5.5" fill="#e9e4da"/><ellipse cx="49" cy="38.6" rx="18" ry="4.2" fill="#4d2f1c"/>`,
  shirt: `${form("M36 20 L22 27 L11 47 L24 54 L28 46 V80 H72 V46 L76 54 L89 47 L78 27 L64 20 Q50 32 36 20 Z", "#4f6f9b")}
<path d="M36 20 Q50 32 64 20" fill="none" stroke="#2f4566" stroke-width="2"/><path d="M28 46V38M72 46V38" stroke="#2f4566" stroke-width=".8"/>`,
  phone: `<rect x="33" y="14" width="34" height="64" rx="5" fill="#1f2226"/><rect x="35" y="16.5" width="30" height="59" rx="3" fill="#5a7f96"/>
<path d="M35 60 Q45 48 52 56 T65 50 V72.5 Q65 75.5 62 75.5 H38 Q35 75.5 35 72.5 Z" fill="#33566b"/><circle cx="56" cy="30" r="5" fill="#f3d9a0"/><rect x="33" y="14" width="34" height="64" rx="5" fill="url(#shine)" opacity=".6"/><rect x="45" y="18" width="10" height="2" rx="1" fill="#1f2226"/>`,
} as const;

/** What our photos show. */
export type PhotoName = keyof typeof THINGS;

/** Draws a photo into a folder as a PNG; returns its path. Equal names give equal pictures. */
export async function drawPhoto(name: PhotoName, folder: string): Promise<string> {
  const path = join(folder, `photo-of-${name}.png`);
  await writeFile(
    path,
    await sharp(Buffer.from(photo(THINGS[name])))
      .png()
      .toBuffer(),
  );
  return path;
}
