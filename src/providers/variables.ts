import { z } from "zod";

/** `NAME=` in an .env file means the same as no line at all. */
const blankIsUnset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

/** An API key. Printable characters only: anything else cannot stand in a header. */
export const secretVariable = () =>
  z.preprocess(
    blankIsUnset,
    z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]+$/, "is no key: write it without spaces, for example sk-1234abcd")
      .optional(),
  );

const httpAddress = () =>
  z
    .url({ protocol: /^https?$/, error: "is no address, for example https://host/v1" })
    .transform((address) => address.replace(/\/+$/, ""));

/** Base address of a server, without the last slash. */
export const addressVariable = (preset: string) => z.preprocess(blankIsUnset, httpAddress().default(preset));

/** Base address of a server that need not be there. */
export const optionalAddressVariable = () => z.preprocess(blankIsUnset, httpAddress().optional());

/** Id of a model, or several separated by commas. */
export const modelVariable = (preset: string) =>
  z.preprocess(
    blankIsUnset,
    z
      .string()
      .trim()
      .refine((value) => modelIdsOf(value).length > 0, `names no model, for example ${preset}`)
      .default(preset),
  );

/** Id of a model that need not be named. */
export const optionalModelVariable = () => z.preprocess(blankIsUnset, z.string().trim().optional());

/** An amount of dollars, 0 included; unset means unknown, never 0. */
export const usdVariable = () =>
  z.preprocess(
    blankIsUnset,
    z.coerce
      .number("is no amount of dollars, for example 0.04")
      .min(0, "must not be negative, for example 0.04")
      .max(10_000, "is not a plausible price in dollars, for example 0.04")
      .optional(),
  );

/** The models that a variable names, separated by commas: the first is the default, the others may stand in for it. */
export function modelIdsOf(value: string): string[] {
  return [...new Set(value.split(",").flatMap((id) => id.trim() || []))];
}
