/** Whole micro-dollars (1 USD = 1,000,000). All amounts are kept in this unit. */
export type MicroUsd = number;

const MICROS_PER_USD = 1_000_000;

/** Dollars as micro-dollars, rounded up so that an estimate never becomes smaller than its source. */
export function microsFromUsd(usd: number): MicroUsd {
  // 12 digits take away the noise of binary fractions (0.07 * 1e6 = 70000.00000000001).
  return Math.ceil(Number((usd * MICROS_PER_USD).toPrecision(12)));
}

/** Micro-dollars as a number of dollars, for JSON that people read. */
export function usdFromMicros(micros: MicroUsd): number {
  return micros / MICROS_PER_USD;
}

/** `$1.25`, `$0.04`, and with more digits below a cent: `$0.0032`. */
export function formatUsd(micros: MicroUsd): string {
  const usd = micros / MICROS_PER_USD;
  if (micros === 0 || Math.abs(usd) >= 0.01) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(4)}`;
}

/** What is left, as sentences say it: never more than there is. */
export function formatLeft(micros: MicroUsd): string {
  return inSentence(Math.floor(micros / SENTENCE_UNIT));
}

/** What something needs, as sentences say it: never less than it may cost. */
export function formatNeeded(micros: MicroUsd): string {
  return inSentence(Math.ceil(micros / SENTENCE_UNIT));
}

/** Sentences say no more than four decimals: finer fractions of a dollar tell nobody anything. */
const SENTENCE_UNIT = 100;

function inSentence(units: number): string {
  return `$${(units / (MICROS_PER_USD / SENTENCE_UNIT)).toFixed(4).replace(/0{1,2}$/, "")}`;
}

/** What a choice costs, in a word. */
export const COST_LEVELS = ["free", "low", "med", "high", "unknown"] as const;
export type CostLevel = (typeof COST_LEVELS)[number];

/** From here on a picture is of a medium and of a high price (micro-USD): about what models ask for a draft and a final one. */
const MEDIUM = 20_000;
const HIGH = 100_000;

/** The level of a picture's price; null is a price that is not known. */
export function costLevel(micros: MicroUsd | null): CostLevel {
  if (micros === null) return "unknown";
  if (micros === 0) return "free";
  return micros < MEDIUM ? "low" : micros < HIGH ? "med" : "high";
}

/** A price as a button shows it: rounded up to the cent, so that nobody pays more than was shown. */
export function formatPrice(micros: MicroUsd): string {
  if (micros === 0) return "$0.00";
  return `$${(Math.ceil(micros / 10_000) / 100).toFixed(2)}`;
}
