import type { z } from "zod";
import { ApiError, type FakeComponent, type FakeControl } from "./shapes.ts";

const V2 = 1 << 15;
const EPHEMERAL = 1 << 6;

/** Checks a body; what does not fit is refused as Discord does, with the place of the fault. */
export function check<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ApiError(400, 50035, `Invalid Form Body: ${issue?.path.join(".")}: ${issue?.message}`);
}

interface Content {
  content?: string;
  embeds?: { description?: string }[];
  components?: object[];
  attachments?: { id: string; filename?: string }[];
  flags?: number;
}

/** What holds between the parts of a message. */
export function checkContent(body: Content, files: ReadonlyMap<string, unknown>, isNew: boolean): void {
  const invalid = (fault: string) => new ApiError(400, 50035, `Invalid Form Body: ${fault}`);
  const components = (body.components ?? []) as FakeComponent[];
  const isV2 = ((body.flags ?? 0) & V2) !== 0;
  if (((body.flags ?? 0) & ~(V2 | EPHEMERAL)) !== 0) throw invalid("flags: unknown");
  if (isV2 && (body.content !== undefined || body.embeds !== undefined))
    throw invalid("content: cannot be used with components v2");
  if (!isV2 && components.some(({ type }) => type !== 1)) throw invalid("components: need the flag of components v2");
  if (!isV2 && components.length > 5) throw invalid("components: at most 5 rows");
  const boxes = (body.embeds ?? []).reduce((sum, { description }) => sum + (description?.length ?? 0), 0);
  if (boxes > 6000) throw invalid("embeds: at most 6000 characters");
  const ids = components.flatMap((row) => row.components ?? []).map((control: FakeControl) => control.custom_id);
  if (new Set(ids).size < ids.length) throw invalid("components: Component custom id cannot be duplicated");
  const uploaded = (body.attachments ?? []).filter(({ filename }) => filename !== undefined);
  if (uploaded.length !== files.size || uploaded.some(({ id }) => !files.has(id)))
    throw invalid("attachments: do not fit the files");
  for (const { media } of components.flatMap(({ items }) => items ?? []))
    if (!uploaded.some(({ filename }) => media.url === `attachment://${filename}`))
      throw invalid("media: no such attachment");
  const empty = !body.content?.trim() && !body.embeds?.length && components.length === 0 && uploaded.length === 0;
  if (isNew && empty) throw new ApiError(400, 50006, "Cannot send an empty message");
}
