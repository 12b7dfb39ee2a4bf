import type { ExportSize } from "../../domain/exports.ts";
import type { PhotoWork } from "../../domain/photo-work.ts";
import type { Iteration, Session } from "../../domain/session.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { onSession } from "./card.ts";

/** What can be done with a photo here; asks for words where a tool needs them. */
export function toolsScreen(
  say: Say,
  session: Pick<Session, "id">,
  iterationId: string | null,
  tools: readonly string[],
  index?: number,
): ViewInput {
  const title = index === undefined ? say("tools-title") : say("tools-title-picture", { index });
  return { text: [[{ text: title, style: "bold" }]], buttons: toolButtons(say, session, iterationId, tools) };
}

function toolButtons(say: Say, session: Pick<Session, "id">, iteration: string | null, tools: readonly string[]) {
  const buttons = tools.map((tool) => ({
    label: say(`tool-${tool}`),
    intent: onSession("tool", session, { iteration, tool }),
  }));
  return inRows(buttons, 2);
}

/** The photo is here and sound, and nothing was said yet: asks what to do with it. */
export function askScreen(say: Say, session: Session, photo: PhotoWork, tools: readonly string[]): ViewInput {
  return {
    live: true,
    text: [
      [{ text: say("photo-here", sizeOf(photo)), style: "bold" }],
      [say("photo-ask")],
      [{ text: say("photo-mask-hint"), style: "italic" }],
    ],
    buttons: toolButtons(say, session, null, tools),
  };
}

/** Shows the part that may change, before any money is spent. */
export function maskScreen(say: Say, session: Session, mask: NonNullable<PhotoWork["mask"]>): ViewInput {
  const percent = Math.max(1, Math.round(mask.share * 100));
  return {
    text: [
      [{ text: say("mask-shown", { percent }), style: "bold" }],
      [say(`mask-from-${mask.source}`, { thing: mask.thing ?? "" })],
      ...(mask.source === "added" ? [] : [[{ text: say("mask-rest"), style: "italic" as const }]]),
    ],
    image: { id: mask.previewId, as: "photo" },
    buttons: mask.source === "added" ? [] : [[{ label: say("button-unmask"), intent: onSession("unmask", session) }]],
  };
}

/** Sizes to choose from; a press marks one, the last row makes them. */
export function exportScreen(
  say: Say,
  session: Pick<Session, "id">,
  iteration: Pick<Iteration, "id" | "index">,
  sizes: Readonly<Record<string, ExportSize>>,
  chosen: readonly string[],
): ViewInput {
  const at = { iteration: iteration.id };
  const marks = Object.entries(sizes).map(([name, { label }]) => {
    const isChosen = chosen.includes(name);
    const next = isChosen ? chosen.filter((other) => other !== name) : [...chosen, name];
    return {
      label: `${isChosen ? "✓ " : ""}${label}`,
      intent: onSession("export", session, { ...at, chosen: next.join(",") }),
      style: isChosen ? ("primary" as const) : ("plain" as const),
    };
  });
  const make = {
    label: say("button-export-make", { count: chosen.length }),
    intent: onSession("export_make", session, { ...at, chosen: chosen.join(",") }),
    style: "primary" as const,
  };
  return {
    text: [[{ text: say("export-title", { index: iteration.index }), style: "bold" }], [say("export-hint")]],
    buttons: [...inRows(marks, 2), ...(chosen.length > 0 ? [[make]] : [])],
  };
}

/** The exported file, or the ZIP of several. */
export function exportedScreen(
  say: Say,
  made: { id: string; name: string; files: readonly { name: string; width: number; height: number }[] },
): ViewInput {
  return {
    text: [
      ...made.files.map(({ name, width, height }) => [`${name} · ${width}×${height}`]),
      [{ text: say("export-kept"), style: "italic" as const }],
    ],
    attachment: { id: made.id, name: made.name },
  };
}

/** What a picture shows, and a prompt that would make one like it. */
export function describedScreen(
  say: Say,
  session: Pick<Session, "id">,
  jobId: string,
  described: { description: string; promptText: string },
): ViewInput {
  return {
    text: [
      [described.description],
      [{ text: say("card-prompt"), style: "bold" }],
      { quote: described.promptText, fold: described.promptText.length > 600 },
    ],
    buttons: [
      [
        { label: say("button-like-this"), intent: onSession("like_this", session, { job: jobId }), style: "primary" },
        {
          label: say("button-copy"),
          copy: described.promptText,
          intent: onSession("described", session, { job: jobId }),
        },
      ],
    ],
  };
}

/** As text: a number would get its language's thousands mark. */
const sizeOf = ({ width, height }: PhotoWork) => ({ width: String(width), height: String(height) });

function inRows<T>(buttons: readonly T[], width: number): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < buttons.length; at += width) rows.push(buttons.slice(at, at + width));
  return rows;
}
