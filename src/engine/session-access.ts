import { SfumatoError } from "../domain/errors.ts";
import type { Iteration } from "../domain/session.ts";
import type { NewId } from "../ports/clock.ts";
import type { ImageFiles } from "../ports/images.ts";
import type { Stores } from "../ports/stores.ts";
import type { SessionAccess } from "../tools/tool.ts";
import { VIEW } from "./picture-access.ts";

/** A tool's view of its own session, and of no other. */
export function createSessionAccess(stores: Stores, files: ImageFiles, newId: NewId, sessionId: string): SessionAccess {
  return {
    async get() {
      const session = await stores.sessions.get(sessionId);
      if (!session) throw new SfumatoError("E_NOT_FOUND", "This session was deleted.");
      return session;
    },
    update: (change) => stores.sessions.update(sessionId, change),
    iterations: () => stores.sessions.iterations(sessionId),
    addIteration: (iteration) =>
      stores.sessions.addIteration({
        ...iteration,
        id: newId(),
        verdict: null,
        accepted: null,
        judgeError: null,
        createdAt: new Date(),
      } satisfies Iteration),
    updateIteration: (id, change) => stores.sessions.updateIteration(id, change),
    pendingFeedback: () => stores.sessions.pendingFeedback(sessionId),
    useFeedback: (ids, iterationId) => stores.sessions.useFeedback(ids, iterationId),
    async image(iteration) {
      const stored = await stores.images.get(iteration.imageId);
      if (!stored) throw new SfumatoError("E_NOT_FOUND", "The picture was deleted.");
      return stored.bytes > VIEW.maxBytes ? files.fit(stored, VIEW) : files.read(stored);
    },
  };
}
