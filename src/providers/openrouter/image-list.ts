import { z } from "zod";
import { SfumatoError } from "../../domain/errors.ts";
import type { ListedModel } from "../../ports/models.ts";
import { badAnswer } from "../errors-from-http.ts";
import { authorization, getJson, type HttpCall } from "../http.ts";
import { ImageFacts, PriceLine } from "./image-facts.ts";

const Lines = z.array(z.unknown()).transform((lines) => lines.flatMap((line) => PriceLine.safeParse(line).data ?? []));
const Item = z.looseObject({
  id: z.string(),
  architecture: z.looseObject({ input_modalities: z.array(z.string()) }).optional(),
  supported_parameters: z.unknown(),
  /** In the list itself with some servers; else behind `endpoints`. */
  pricing: Lines.optional(),
});
const List = z.looseObject({ data: z.array(z.unknown()) });
const Endpoints = z.looseObject({ endpoints: z.array(z.looseObject({ pricing: Lines })) });

/**
 * What OpenRouter says of some of its image models: one request for the list, one for each model's prices.
 * @throws SfumatoError as a call would
 */
export async function listImageModels(
  call: HttpCall,
  server: { readonly baseUrl: string; readonly apiKey: string | undefined },
  wanted: readonly string[],
): Promise<ListedModel[]> {
  const headers = authorization(server.apiKey);
  const list = List.safeParse(await getJson(call, `${server.baseUrl}/images/models`, headers)).data;
  if (list === undefined) throw badAnswer(call, "it is no list of models", { spent: "no" });
  const items = list.data.flatMap((entry) => Item.safeParse(entry).data ?? []);
  const found = items.filter(({ id }) => wanted.includes(id));
  return Promise.all(
    found.map(async (item) => {
      const endpoints = item.pricing?.length ? [item.pricing] : await pricesOf(call, server.baseUrl, headers, item.id);
      const { supported_parameters, architecture } = item;
      const facts = ImageFacts.parse({
        supported_parameters,
        input_modalities: architecture?.input_modalities,
        endpoints,
      });
      return { id: item.id, facts };
    }),
  );
}

async function pricesOf(
  call: HttpCall,
  baseUrl: string,
  headers: Record<string, string>,
  id: string,
): Promise<PriceLine[][]> {
  const path = id.split("/").map(encodeURIComponent).join("/");
  try {
    const received = await getJson(call, `${baseUrl}/images/models/${path}/endpoints`, headers);
    return Endpoints.safeParse(received).data?.endpoints.map(({ pricing }) => pricing) ?? [];
  } catch (thrown) {
    // Without prices the model is not called; the others are not harmed.
    if (thrown instanceof SfumatoError && thrown.details.status === 404) return [];
    throw thrown;
  }
}
