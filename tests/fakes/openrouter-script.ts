import type { ChatBody, Script } from "./fake-openrouter-server.ts";

export interface ScriptOptions {
  /**
   * Share of the checklist's items (0 to 1) that each new picture meets, in the order in which pictures are first seen;
   * the last one stays. A picture that is seen again is judged as before. Default: all, always.
   */
  path?: readonly number[];
  artefacts?: number;
}

const BLOCKS = ["style", "composition", "lighting", "camera", "constraints", "negative_constraints"];

/** A script for our four calls that keeps to their schemas: a refiner, a judge on a fixed path, a reviser, an adviser. */
export function openRouterScript(options: ScriptOptions = {}): Script {
  const path = options.path ?? [1];
  const seen = new Map<string, number>();
  let revised = 0;
  const answers: Record<string, (body: ChatBody) => unknown> = {
    refine: (body) => refine(String(dataField(body, "goal") ?? "a picture")),
    judge(body) {
      const shares = picturesOf(body).map((picture) => {
        const share = seen.get(picture) ?? path[Math.min(seen.size, path.length - 1)] ?? 1;
        seen.set(picture, share);
        return share;
      });
      return judge(body, shares, options.artefacts ?? 0);
    },
    revise() {
      revised += 1;
      return {
        changes: [{ block: "style", text: `clear style, take ${revised}` }],
        diff: `says the style, take ${revised}`,
      };
    },
    // Whatever is named is the upper half.
    locate: () => ({
      parts: [{ label: "upper half", box: { left: 0, top: 0, right: 1000, bottom: 500 }, outline: [] }],
    }),
    recommend: () => ({
      points: ["Say the place of each thing", "Name the light", "Name the colours"].map((text) => ({
        text,
        iteration: 1,
      })),
    }),
  };
  return (call, body) => answers[call]?.(body) ?? `no script for ${call}`;
}

/** A script for each goal, so that the scores of one conversation do not hang on the others. */
export function scriptPerGoal(): Script {
  const scripts = new Map<string, Script>();
  return (call, body) => {
    const goal = String(dataField(body, "goal"));
    const script = scripts.get(goal) ?? openRouterScript({ path: [0.3, 0.5, 0.5, 0.8] });
    scripts.set(goal, script);
    return script(call, body);
  };
}

/** Text of a call's data field, as it stands between its markers; objects are parsed. */
function dataField(body: ChatBody, name: string): unknown {
  const user = body.messages.find((message) => message.role === "user");
  const parts =
    typeof user?.content === "string" ? [{ type: "text" as const, text: user.content }] : (user?.content ?? []);
  const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("\n");
  const found = new RegExp(`<<DATA (\\S+) ${name}>>\\n([\\s\\S]*?)\\n<<END \\1>>`).exec(text)?.[2];
  try {
    return found === undefined ? undefined : JSON.parse(found);
  } catch {
    return found;
  }
}

function refine(goal: string) {
  const item = { weight: 2, level: "must", kind: "content" };
  return {
    blocks: {
      subject: goal,
      ...Object.fromEntries(BLOCKS.map((name) => [name, name === "style" ? "plain style" : ""])),
    },
    checklist: [
      { ...item, text: goal.slice(0, 80), weight: 3 },
      { ...item, text: "the colours are as asked", level: "should" },
      { ...item, text: "the setting is as asked", level: "should" },
      { text: "no deformities, noise or stray text", weight: 1, level: "should", kind: "artefact" },
    ],
    assumptions: ["plain style"],
  };
}

/** Data addresses of the pictures, in their order: the same bytes are the same picture. */
function picturesOf(body: ChatBody): string[] {
  return body.messages.flatMap(({ role, content }) => {
    if (role !== "user" || typeof content === "string") return [];
    return content.flatMap((part) => (part.type === "image_url" ? [part.image_url.url] : []));
  });
}

function judge(body: ChatBody, shares: readonly number[], artefacts: number) {
  const checklist = dataField(body, "checklist");
  const ids = Array.isArray(checklist) ? checklist.map((item: { id: string }) => item.id) : [];
  const labels = dataField(body, "pictures");
  const pictures: string[] = Array.isArray(labels) ? labels : ["A"];
  const look = (label: string, at: number) => {
    const met = Math.round((shares[at] ?? 1) * ids.length);
    const items = ids.map((id, place) => ({
      id,
      finding: place < met ? "yes" : "no",
      evidence: place < met ? "plainly there" : "not seen",
    }));
    return { label, description: "A plain picture.", visible_text: [], unasked_text: false, items, artefacts };
  };
  const [first = 0, second = first] = shares;
  const better = first === second ? "tie" : first > second ? pictures[0] : pictures[1];
  return { pictures: pictures.map(look), better };
}
