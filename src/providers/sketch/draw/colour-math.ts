/** Colours as `#rrggbb`. */
export type Hex = string;

function channels(hex: Hex): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function join(parts: readonly number[]): Hex {
  return `#${parts
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** `share` (0 to 1) of the way from one colour to another. */
export function mix(from: Hex, to: Hex, share: number): Hex {
  const end = channels(to);
  return join(channels(from).map((part, at) => part + ((end[at] as number) - part) * share));
}

/** A colour under coloured light. */
export function multiply(hex: Hex, light: Hex): Hex {
  const lamp = channels(light);
  return join(channels(hex).map((part, at) => (part * (lamp[at] as number)) / 255));
}
