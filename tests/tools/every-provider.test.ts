import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createPhotoWorld, LOGO, type PhotoWorld } from "../../bench/memory/photo-world.ts";
import { errorText } from "../../src/chat/screens/error.ts";
import { loadWording, sayIn } from "../../src/chat/wording.ts";
import { toSfumatoError } from "../../src/domain/errors.ts";
import type { ImageModel } from "../../src/ports/models.ts";
import { compatible } from "../../src/providers/compatible/index.ts";
import { grok } from "../../src/providers/grok/index.ts";
import { createListings } from "../../src/providers/listings.ts";
import { nanoBanana } from "../../src/providers/nano-banana/index.ts";
import { openai } from "../../src/providers/openai/index.ts";
import { openrouter } from "../../src/providers/openrouter/index.ts";
import type { ImageProvider } from "../../src/providers/provider.ts";
import { createProviderFetch } from "../../src/providers/provider-fetch.ts";
import { runware } from "../../src/providers/runware/index.ts";
import { createSketch } from "../../src/providers/sketch/index.ts";
import { chooseEdit } from "../../src/tools/edit-choice.ts";
import { tools } from "../../src/tools/index.ts";
import { createFakeGemini } from "../fakes/fake-gemini-server.ts";
import { createFakeGrok } from "../fakes/fake-grok-server.ts";
import type { FakeServer, SeenRequest } from "../fakes/fake-http.ts";
import { createFakeOpenAi } from "../fakes/fake-openai-server.ts";
import { createFakeOpenRouterImages, FAKE_MODEL } from "../fakes/fake-openrouter-images.ts";
import { createFakeRunware } from "../fakes/fake-runware-server.ts";
import { createPhotoSession } from "../fakes/photo-session.ts";

const toolbox = new Map(tools.map((tool) => [tool.id, tool]));
const edits = tools.filter((tool) => tool.edit && !tool.edit.readsOnly).map(({ id }) => id);
const say = sayIn(loadWording("src/chat/locales"), "en");
const deps = { fetch: createProviderFetch({ timeoutMs: 10_000 }), timeoutMs: 10_000 };
const KEY = "key-0123456789";
const create = (provider: ImageProvider, values: Record<string, string>, more: object = {}) =>
  provider.create(z.object(provider.variables).parse(values) as never, { ...deps, ...more })[0] as ImageModel;

/** A vendor's server, strict about keys and values as its specification has them, and the model that asks it. */
interface House {
  model: ImageModel;
  server: FakeServer | null;
}
const HOUSES: Record<string, { lacks: readonly string[]; open(): Promise<House> }> = {
  openai: {
    lacks: ["remove-background", "upscale"],
    async open() {
      const server = await createFakeOpenAi({ apiKey: KEY });
      const values = { OPENAI_IMAGE_API_KEY: KEY, OPENAI_BASE_URL: server.baseUrl, OPENAI_IMAGE_MODEL: "gpt-image-2" };
      return { server, model: create(openai, values) };
    },
  },
  "openai, with transparency": {
    lacks: ["upscale"],
    async open() {
      const server = await createFakeOpenAi({ apiKey: KEY });
      const values = { OPENAI_IMAGE_API_KEY: KEY, OPENAI_BASE_URL: server.baseUrl };
      return { server, model: create(openai, { ...values, OPENAI_IMAGE_MODEL: "gpt-image-2.6-flare" }) };
    },
  },
  grok: {
    lacks: ["remove-background", "upscale"],
    async open() {
      const server = await createFakeGrok({ apiKey: KEY });
      return { server, model: create(grok, { GROK_API_KEY: KEY, GROK_BASE_URL: server.baseUrl }) };
    },
  },
  "nano-banana": {
    lacks: ["remove-background", "upscale"],
    async open() {
      const server = await createFakeGemini({ apiKey: KEY });
      const values = { NANO_BANANA_API_KEY: KEY, NANO_BANANA_BASE_URL: server.baseUrl };
      return { server, model: create(nanoBanana, values) };
    },
  },
  runware: {
    lacks: [],
    async open() {
      const server = await createFakeRunware({ apiKey: KEY });
      return { server, model: create(runware, { RUNWARE_API_KEY: KEY, RUNWARE_BASE_URL: server.baseUrl }) };
    },
  },
  openrouter: {
    lacks: ["upscale"],
    async open() {
      const server = await createFakeOpenRouterImages({ apiKey: KEY });
      const own = { OPENROUTER_API_KEY: KEY, OPENROUTER_BASE_URL: server.baseUrl, OPENROUTER_IMAGE_MODEL: FAKE_MODEL };
      const values = { openrouter: z.object(openrouter.variables).parse(own) };
      const listings = createListings({ providers: [openrouter], values, deps, onFailure: () => {} });
      await listings.refresh(new AbortController().signal);
      server.requests.splice(0);
      return { server, model: create(openrouter, own, { listed: listings.of }) };
    },
  },
  compatible: {
    lacks: ["remove-background", "upscale"],
    async open() {
      const server = await createFakeOpenAi({ local: true });
      const values = { COMPATIBLE_BASE_URL: server.baseUrl, COMPATIBLE_MODEL: "flux", COMPATIBLE_PRICE_USD: "0" };
      return { server, model: create(compatible, values) };
    },
  },
  sketch: {
    lacks: [],
    open: async () => ({
      server: null,
      model: createSketch({ drawSvg: world.draw }).image,
    }),
  },
};

let world: PhotoWorld;
beforeAll(async () => {
  world = await createPhotoWorld();
});
afterAll(() => world.end());

/** Takes the photo in for a tool and runs it, as a press of Accept would. */
async function runTool(model: ImageModel, id: string) {
  const kind = toolbox.get(id)?.edit;
  const choose = (tool: string) =>
    chooseEdit(toolbox, { images: [model], text: () => ({}) as never }, tool, model.provider);
  const goal = id === "inpaint" ? "left half: a red vase" : kind?.wish || "a red vase on a blue wall";
  const session = createPhotoSession({
    ...{ work: world.work, photo: world.photo, image: model, goal },
    answer: ({ call }, value) => (call === "refine" ? { ...(value as object), logo: LOGO } : value),
  });
  const masked = kind?.mask === "none" ? null : id === "edit" ? choose("inpaint") : choose(id);
  const sides = id === "outpaint" ? { left: { value: 25, unit: "%" } } : null;
  await session.run("receive", { files: [], pictures: ["photo"], edit: choose(id), masked, sides });
  await session.run(id, {});
  return session;
}

/** Pictures that a request brought along, whatever its vendor calls them. */
function picturesIn({ body, form }: SeenRequest): number {
  const inJson = JSON.stringify(body ?? null).match(/data:image\/\w+;base64,|"mimeType":"image/g) ?? [];
  return inJson.length + (form ?? []).filter(({ value }) => typeof value !== "string").length;
}

describe.each(Object.entries(HOUSES))("%s", (_name, { lacks, open }) => {
  const house = async () => {
    const opened = await open();
    onTestFinished(() => opened.server?.close());
    return opened;
  };

  it.each(edits.filter((id) => !lacks.includes(id)))(
    "does %s by one request that its specification takes",
    async (id) => {
      const { model, server } = await house();
      const { state, kept } = await runTool(model, id);
      const [iteration] = state.iterations;
      expect(iteration?.verdict).not.toBeNull();
      expect(kept.get(iteration?.imageId ?? "")?.bytes.length).toBeGreaterThan(60);
      // Those that change the light keep the logo all the same.
      if (id !== "outpaint")
        expect(iteration?.promptText).toContain("the word NOVA on a label; upper right of the original");
      if (!server) return;
      expect(server.requests.length).toBe(1);
      const takesMask = state.session.photo?.mask && model.capabilities.supports_mask;
      expect(picturesIn(server.requests[0] as SeenRequest)).toBe(takesMask ? 2 : 1);
    },
  );

  it.each(lacks)("says plainly that it cannot do %s, and sends nothing", async (id) => {
    const { model, server } = await house();
    const error = toSfumatoError(await runTool(model, id).catch((thrown: unknown) => thrown));
    const text = errorText(say, error.toRecord(), null);
    expect(text).toMatch(
      id === "upscale"
        ? /None of the configured providers \([\w-]+\) can do “Upscale”: that takes one that enlarges pictures/
        : /can do “Remove background”: that takes one that cuts out backgrounds, or edits with transparency/,
    );
    expect(text).toContain(`(${model.provider})`);
    expect(server?.requests).toEqual([]);
  });
});
