import type { ImageModel, ImageRequest } from "../src/ports/models.ts";
import { createGrokImageModel } from "../src/providers/grok/image-model.ts";
import { createNanoBananaImageModel } from "../src/providers/nano-banana/image-model.ts";
import { createOpenAiImageModel } from "../src/providers/openai/image-model.ts";
import { createProviderFetch } from "../src/providers/provider-fetch.ts";
import { createRunwareImageModel } from "../src/providers/runware/image-model.ts";
import { type FakeAnswer, type FakeServer, type SeenRequest, startFakeServer } from "../tests/fakes/fake-http.ts";
import { type Figure, median, ms, percentile } from "./kit/figures.ts";

const CALLS = 200;
const WARM_UP = 20;
/** A PNG of 1024×1024 from a model has about this size (bytes). */
const PICTURE_BYTES = 1_500_000;
const P50_LIMIT_MS = 5;
const P99_LIMIT_MS = 25;
const KEY = "key-0123456789";
const REQUEST: ImageRequest = {
  prompt: "A red fox reads under a lantern in a snowy forest at night",
  negativePrompt: "people, cars",
  aspect: "1:1",
  preset: "draft",
  seed: null,
};

interface Case {
  readonly name: string;
  model(server: FakeServer, deps: { fetch: typeof fetch; timeoutMs: number }): ImageModel;
  answer(base64: string, request: SeenRequest): unknown;
}

const options = ({ baseUrl }: FakeServer, modelId: string) => ({ baseUrl, modelId, apiKey: KEY });
const CASES: readonly Case[] = [
  {
    name: "openai",
    model: (server, deps) => createOpenAiImageModel({ ...options(server, "gpt-image-2"), ...deps }),
    answer: (b64_json) => ({
      data: [{ b64_json }],
      usage: { input_tokens: 20, output_tokens: 200, total_tokens: 220 },
    }),
  },
  {
    name: "grok",
    model: (server, deps) => createGrokImageModel({ ...options(server, "grok-imagine-image-2.0"), ...deps }),
    answer: (b64_json) => ({ data: [{ b64_json }], usage: { cost_in_usd_ticks: 400_000_000 } }),
  },
  {
    name: "nano-banana",
    model: (server, deps) => createNanoBananaImageModel({ ...options(server, "gemini-nano-banana-2.1"), ...deps }),
    answer: (data) => ({
      candidates: [{ content: { parts: [{ inlineData: { mimeType: "image/png", data } }] }, finishReason: "STOP" }],
      usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 1_120 },
    }),
  },
  {
    name: "runware",
    model: (server, deps) => createRunwareImageModel({ ...options(server, "runware:101@1"), ...deps }),
    answer: (imageBase64Data, { body }) => ({
      data: [{ taskUUID: (body as { taskUUID: string }[])[0]?.taskUUID, imageBase64Data, cost: 0.0038 }],
    }),
  },
];

/** What a provider's code adds to a call, against a raw fetch of the same call whose JSON is read, in turns. */
export async function providerCalls(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const each of CASES) figures.push(await measure(each));
  return figures;
}

async function measure({ name, model, answer }: Case): Promise<Figure> {
  const picture = Buffer.alloc(PICTURE_BYTES, 7);
  picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const base64 = picture.toString("base64");
  const server = await startFakeServer({
    error: (): FakeAnswer => ({ status: 500, json: {} }),
    answer: (request): FakeAnswer => ({ status: 200, json: answer(base64, request) }),
  });
  const deps = { fetch: createProviderFetch({ timeoutMs: 60_000 }), timeoutMs: 60_000 };
  const painter = model(server, deps);
  const { signal } = new AbortController();
  try {
    await painter.generate(REQUEST, { signal });
    const [sent] = server.requests.splice(0);
    if (sent === undefined) throw new Error("nothing was sent");
    const url = new URL(sent.path, server.baseUrl).href;
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent.body) };
    const raw: number[] = [];
    const ours: number[] = [];
    for (let nth = 0; nth < CALLS + WARM_UP; nth++) {
      const plain = await lasting(async () => (await deps.fetch(url, init)).json());
      const through = await lasting(() => painter.generate(REQUEST, { signal }));
      server.requests.length = 0;
      if (nth < WARM_UP) continue;
      raw.push(plain);
      ours.push(through);
    }
    const p50 = median(ours) - median(raw);
    const p99 = percentile(ours, 0.99) - percentile(raw, 0.99);
    return {
      figure: `a call of ${name} beyond the provider's own time`,
      measured: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
      limit: `p50 ≤ ${P50_LIMIT_MS} ms, p99 ≤ ${P99_LIMIT_MS} ms`,
      met: p50 <= P50_LIMIT_MS && p99 <= P99_LIMIT_MS,
      note: `${CALLS} calls in turns with a raw fetch (p50 ${ms(median(raw))}, p99 ${ms(percentile(raw, 0.99))}), picture of ${PICTURE_BYTES / 1e6} MB in base64`,
    };
  } finally {
    await server.close();
  }
}

async function lasting(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
