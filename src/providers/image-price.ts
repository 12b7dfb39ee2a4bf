import { type MicroUsd, microsFromUsd } from "../domain/money.ts";
import type { ImagePrice, TokenPrice } from "../domain/prices.ts";
import type { ProviderDeps } from "./provider.ts";
import { textTokensAtMost } from "./text-tokens.ts";

/** Prices as a vendor's folder keeps them: what they are, and since when and where that was read. */
export interface PriceData {
  readonly date: string;
  readonly source: string;
  /** By model id, without the date of a snapshot. */
  readonly models: Readonly<Record<string, ImagePrice>>;
}

/** The vendors' examples are not promises, and a bill above the estimate would freeze the chat's spending. */
const MARGIN = 1.25;
/** What a server may add to the prompt (tokens). */
const HIDDEN_PROMPT_TOKENS = 100;
const PER_TOKEN = 1e-6;
const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;

/** Price of a model: the operator's correction, else the price data; undefined when neither knows it: then nothing is called. */
export function imagePriceOf(
  deps: Pick<ProviderDeps, "prices">,
  provider: string,
  modelId: string,
  data: PriceData,
): ImagePrice | undefined {
  const plain = modelId.replace(SNAPSHOT, "");
  const own = deps.prices?.images ?? {};
  const found = [`${provider}/${modelId}`, `${provider}/${plain}`].find((key) => Object.hasOwn(own, key));
  if (found !== undefined) return own[found];
  const listed = [modelId, plain].find((key) => Object.hasOwn(data.models, key));
  return listed === undefined ? undefined : data.models[listed];
}

/** What decides the price of a picture beside the model. */
export interface Order {
  /** The vendor's words for quality and size, as in the price data. */
  readonly variant: string;
  /** How many times the picture of the price data this one is, in area; at least 1. Default 1. */
  readonly area?: number;
  readonly prompt: string;
  /** Number of input pictures, the mask included. */
  readonly inputs: number;
}

/** Upper bound of the cost of one picture; null when the price data lacks the variant. */
export function quoteImage(price: ImagePrice | undefined, order: Order): MicroUsd | null {
  if (price === undefined) return null;
  const area = Math.max(1, order.area ?? 1);
  if ("picture_usd" in price) {
    const usd = amountFor(price.picture_usd, order.variant);
    return usd === undefined ? null : microsFromUsd(usd * area + order.inputs * price.input_picture_usd);
  }
  const tokens = amountFor(price.picture_tokens, order.variant);
  if (tokens === undefined) return null;
  return microsFromUsd(
    usdOf(price, {
      textIn: textTokensAtMost(order.prompt) + HIDDEN_PROMPT_TOKENS,
      imageIn: Math.ceil(order.inputs * price.input_picture_tokens * MARGIN),
      imageOut: Math.ceil(tokens * area * MARGIN),
      textOut: 0,
    }),
  );
}

export interface TokenCounts {
  readonly textIn: number;
  readonly imageIn: number;
  readonly imageOut: number;
  readonly textOut: number;
}

/** Cost of counted tokens; null with a price by the picture, which tokens say nothing about. */
export function costOfTokens(price: ImagePrice | undefined, tokens: TokenCounts): MicroUsd | null {
  if (price === undefined || "picture_usd" in price) return null;
  return microsFromUsd(usdOf(price, tokens));
}

function usdOf(price: TokenPrice, { textIn, imageIn, imageOut, textOut }: TokenCounts): number {
  const { text_in_usd_per_mtok, image_in_usd_per_mtok, image_out_usd_per_mtok } = price;
  const textOutUsd = price.text_out_usd_per_mtok ?? image_out_usd_per_mtok;
  const usd = textIn * text_in_usd_per_mtok + imageIn * image_in_usd_per_mtok;
  return (usd + imageOut * image_out_usd_per_mtok + textOut * textOutUsd) * PER_TOKEN;
}

function amountFor(values: Readonly<Record<string, number>>, variant: string): number | undefined {
  return Object.hasOwn(values, variant) ? values[variant] : values.any;
}
