import { z } from "zod";

const Usd = z.number().min(0).max(10_000);
const Tokens = z.number().int().min(0).max(1_000_000);
const variants = <T extends z.ZodType>(value: T) =>
  z.record(z.string().min(1), value).refine((all) => Object.keys(all).length > 0, "must name at least one variant");

/**
 * Price by the picture, in USD. Variants are the vendor's own words for quality and size, as the provider's price
 * data names them (`low/1k`); `any` stands for all others.
 */
const PicturePrice = z.strictObject({
  picture_usd: variants(Usd),
  /** Each input picture. */
  input_picture_usd: Usd.default(0),
});

/** Price by the token, in USD per million tokens, with the most tokens that a picture takes. */
const TokenPrice = z.strictObject({
  text_in_usd_per_mtok: Usd,
  image_in_usd_per_mtok: Usd,
  image_out_usd_per_mtok: Usd,
  /** Words and thoughts beside the picture. Default: as pictures. */
  text_out_usd_per_mtok: Usd.optional(),
  /** Most tokens of one picture made, by variant (`low`, `1K`); `any` for all others. */
  picture_tokens: variants(Tokens),
  /** Most tokens of one input picture. */
  input_picture_tokens: Tokens,
});
export type TokenPrice = z.infer<typeof TokenPrice>;

/** What an image model charges. */
const ImagePrice = z.union([PicturePrice, TokenPrice], {
  error:
    "is no price: write picture_usd, or the prices per million tokens with picture_tokens and input_picture_tokens",
});
export type ImagePrice = z.infer<typeof ImagePrice>;

/** What a text model charges, in USD per million tokens. */
const TextPrice = z.strictObject({ in_usd_per_mtok: Usd, out_usd_per_mtok: Usd });

/** Prices that an operator corrects without a release; they stand above the price data of the program. */
export const PriceBook = z.strictObject({
  /** By `provider/model`, for example `openai/gpt-image-2`. */
  images: z.record(z.string().regex(/^[a-z-]+\/.+/, "must be provider/model"), ImagePrice).default({}),
  /** By the text model's id. */
  text: z.record(z.string().min(1), TextPrice).default({}),
});
export type PriceBook = z.infer<typeof PriceBook>;
