import { type MicroUsd, microsFromUsd } from "../../domain/money.ts";
import { ImageUsage } from "../openai-images.ts";
import type { PixelSize } from "../sizes.ts";
import { textTokensAtMost } from "../text-tokens.ts";
import type { TokenPrice } from "./prices.ts";

/** The vendor's examples are not promises; a bill above the estimate would freeze the chat's spending. */
const MARGIN = 1.25;
/** What a server may add to the prompt (tokens). */
const HIDDEN_PROMPT_TOKENS = 100;
const SQUARE_PIXELS = 1024 * 1024;
const PER_TOKEN = 1e-6;

/** Upper bound of the cost of one picture. */
export function quoteOf(price: TokenPrice, prompt: string, quality: "low" | "high", size: PixelSize): MicroUsd {
  // Small pictures are not known to take fewer tokens, so the area counts only upwards.
  const area = Math.max(1, (size.width * size.height) / SQUARE_PIXELS);
  const output = Math.ceil(price.outputTokens[quality] * area * MARGIN);
  const input = textTokensAtMost(prompt) + HIDDEN_PROMPT_TOKENS;
  return microsFromUsd((output * price.imageOutUsd + input * price.textInUsd) * PER_TOKEN);
}

/** Cost by the usage in an answer; null when it is not there. Input that is not told apart is priced as pictures. */
export function costOf(price: TokenPrice, received: Record<string, unknown>): MicroUsd | null {
  const usage = ImageUsage.safeParse(received).data;
  if (usage === undefined) return null;
  const text = Math.min(usage.input_tokens, usage.input_tokens_details?.text_tokens ?? 0);
  const pictures = usage.input_tokens - text;
  const usd = text * price.textInUsd + pictures * price.imageInUsd + usage.output_tokens * price.imageOutUsd;
  return microsFromUsd(usd * PER_TOKEN);
}
