import type { z } from "zod";
import type { PriceBook } from "../domain/prices.ts";
import type { ImageModel, ListedModel, TextModel } from "../ports/models.ts";

/** What a provider is built with. */
export interface ProviderDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Limit of one whole call (ms), headers and body together. */
  readonly timeoutMs: number;
  /** Largest answer that is read (bytes). Default: what a picture of 3840×2160 needs. */
  readonly maxAnswerBytes?: number;
  /** The operator's corrections of prices. */
  readonly prices?: PriceBook;
  /** What `list` of the provider with this id found last, however old; undefined when nothing is known yet. */
  readonly listed?: (provider: string) => readonly ListedModel[] | undefined;
}

/** A fault in the environment that a single variable's schema cannot see. */
export interface VariableFault {
  readonly variable: string;
  readonly problem: string;
  readonly example: string;
}

/** Values of a provider's variables after parsing. */
export type ValuesOf<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/**
 * A vendor that makes pictures, as data: adding one is a folder with this object and a line in index.ts.
 * Nothing else of the product knows a provider by name.
 */
export interface ImageProvider<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** As in settings and `IMAGE_PROVIDER`. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /** Its environment variables with their defaults. Parsing an already parsed value gives the same value. */
  readonly variables: Shape;
  /** What is wrong between variables. */
  faults?(values: ValuesOf<Shape>): readonly VariableFault[];
  /** Its models, the default first; none when the provider is not configured. */
  create(values: ValuesOf<Shape>, deps: ProviderDeps): readonly ImageModel[];
  /** Who says what a picture shows (answers `describe`), where the vendor has a service for just that. */
  captions?(values: ValuesOf<Shape>, deps: ProviderDeps): readonly TextModel[];
  /**
   * Asks the vendor for what its models can do and cost, free of charge; none when the provider is not configured.
   * What it gives comes back through `ProviderDeps.listed`. Absent where the program's own data is all there is.
   * @throws SfumatoError as a call would.
   */
  list?(values: ValuesOf<Shape>, deps: ProviderDeps, signal: AbortSignal): Promise<readonly ListedModel[]>;
  /**
   * Asks the server something that costs nothing; resolves when it answers and takes the key, or is not configured.
   * @throws SfumatoError as a call would.
   */
  probe(values: ValuesOf<Shape>, deps: ProviderDeps, signal: AbortSignal): Promise<void>;
}
