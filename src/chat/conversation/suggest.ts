import { sizeNames } from "../../domain/exports.ts";
import type { ChatDeps } from "../chat-deps.ts";
import type { Suggestion, SuggestRequest } from "../forms.ts";

/** Sessions looked through for an id that is being typed. */
const SESSIONS = 50;
/** Most that a platform shows. */
const MOST = 25;
const MAX_LABEL = 100;

/** What fits the beginning of an option's value, best first. */
export async function suggestionsFor(deps: ChatDeps, request: SuggestRequest): Promise<Suggestion[]> {
  const typed = request.typed.trim().toLowerCase();
  const all = await valuesOf(deps, request);
  const fits = all.filter(({ value, label }) => value.startsWith(typed) || label.toLowerCase().includes(typed));
  return fits.slice(0, MOST);
}

async function valuesOf(
  deps: ChatDeps,
  { place, person, option, typed, others }: SuggestRequest,
): Promise<Suggestion[]> {
  const { images } = deps.models;
  switch (option) {
    case "provider":
      return images.map((model) => ({ value: model.provider, label: `${model.provider} · ${model.modelId}` }));
    case "aspect": {
      const chosen = images.filter((model) => others.provider === undefined || model.provider === others.provider);
      const aspects = chosen.flatMap((model) => model.capabilities.supported_aspect_ratios);
      return [...new Set(aspects)].map((value) => ({ value, label: value }));
    }
    case "id": {
      const sessions = await deps.stores.sessions.ofPerson(place, person.id, { limit: SESSIONS, offset: 0 });
      return sessions.map(({ id, goal }) => ({ value: id, label: shorten(`${id} · ${goal.replace(/\s+/g, " ")}`) }));
    }
    case "sizes": {
      // Several may be named: the last one is being typed.
      const before = sizeNames(typed.replace(/[^\s,，]*$/u, ""));
      const names = Object.keys(await deps.exports.sizes()).filter((name) => !before.includes(name));
      const values = names.map((name) => [...before, name].join(" "));
      return values.filter((value) => value.length <= MAX_LABEL).map((value) => ({ value, label: value }));
    }
    default:
      return [];
  }
}

function shorten(text: string): string {
  const characters = [...text];
  return text.length <= MAX_LABEL ? text : `${characters.slice(0, MAX_LABEL - 2).join("")}…`.slice(0, MAX_LABEL);
}
