import { SfumatoError } from "../../src/domain/errors.ts";
import type { Feedback, Iteration, Session } from "../../src/domain/session.ts";
import type { ImageData, ImageModel, ImageRequest, TextRequest } from "../../src/ports/models.ts";
import type { Prompts } from "../../src/ports/prompts.ts";
import { toolById } from "../../src/tools/index.ts";
import type { MadeImage, PictureAccess, SessionAccess, ToolContext } from "../../src/tools/tool.ts";

/** A session as tools leave it, without a database. */
export interface InMemorySession {
  session: Session;
  iterations: Iteration[];
  feedback: Feedback[];
}

/** What a session in memory does with the world: who paints, who writes, where pictures lie. */
export interface InMemoryDeps {
  readonly state: InMemorySession;
  readonly prompts: Prompts;
  readonly image: ImageModel;
  readonly signal?: AbortSignal;
  makeImage(request: ImageRequest): Promise<MadeImage>;
  askText<T>(request: TextRequest<T>): Promise<{ value: T; costMicros: number }>;
  pictureOf(imageId: string): ImageData;
  /** For tools that work on photos. */
  readonly pictures?: PictureAccess;
}

/** Runs a real tool over a session in memory: what is measured is what runs, only nothing is saved or reserved. */
export function runInMemory(deps: InMemoryDeps, tool: string, input: unknown): Promise<unknown> {
  const found = toolById(tool);
  return found.run(contextOf(deps), found.input.parse(input));
}

function contextOf(deps: InMemoryDeps): ToolContext {
  return {
    jobId: "in-memory",
    signal: deps.signal ?? new AbortController().signal,
    session: inMemoryAccess(deps.state, deps.pictureOf, shallow),
    prompts: deps.prompts,
    pictures: deps.pictures ?? ({} as PictureAccess),
    imageModel: async () => deps.image,
    step: (_name, work) => work(),
    made: () => undefined,
    makeImage: (_step, asked) => deps.makeImage(typeof asked === "function" ? asked(deps.image, false).request : asked),
    askText: (_step, request) => deps.askText(request),
    call: (_step, tool, input) => runInMemory(deps, tool, input),
    emit: async () => {},
  };
}

/** Thousands of sessions are measured, and tools change nothing in place: the outermost object is enough. */
const shallow = <T>(value: T): T => (Array.isArray(value) ? value.map((one) => ({ ...one })) : { ...value }) as T;

/** Reads and writes a session in memory; what it hands out is a copy, as from a database. */
export function inMemoryAccess(
  state: InMemorySession,
  pictureOf: (imageId: string) => ImageData,
  copy: <T>(value: T) => T = structuredClone,
): SessionAccess {
  return {
    get: async () => copy(state.session),
    update: async (change) => {
      Object.assign(state.session, copy(change));
    },
    iterations: async () => copy(state.iterations),
    addIteration: async (made) => {
      const there = state.iterations.find((other) => other.index === made.index && other.jobId === made.jobId);
      if (there !== undefined) return copy(there);
      const unjudged = { verdict: null, accepted: null, judgeError: null };
      const iteration = { ...copy(made), ...unjudged, id: `it-${made.index}`, createdAt: new Date(0) };
      state.iterations.push(iteration);
      return copy(iteration);
    },
    updateIteration: async (id, change) => {
      const iteration = state.iterations.find((other) => other.id === id);
      if (iteration === undefined) throw new SfumatoError("E_NOT_FOUND", `no iteration ${id}`);
      Object.assign(iteration, copy(change));
    },
    pendingFeedback: async () => copy(state.feedback.filter((words) => words.usedByIterationId === null)),
    useFeedback: async (ids, iterationId) => {
      for (const words of state.feedback) if (ids.includes(words.id)) words.usedByIterationId ??= iterationId;
    },
    image: async ({ imageId }) => pictureOf(imageId),
  };
}
