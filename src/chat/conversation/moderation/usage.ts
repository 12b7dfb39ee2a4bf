import { periodBounds } from "../../../domain/budget.ts";
import { windowsOf } from "../../../engine/standing.ts";
import type { Spender } from "../../../ports/moderation.ts";
import { usageChart, usageScreen } from "../../screens/usage.ts";
import { requireModerator } from "../rights.ts";
import { answer, type Turn } from "../turn.ts";

/** `/usage`: who spent what, this day and month, with a chart. */
export async function handleUsage(turn: Turn): Promise<void> {
  await requireModerator(turn);
  const { stores, deps, rules, intent, now } = turn;
  const { platform, chatId } = intent.place;
  const since = {
    day: periodBounds("day", now, rules.timeZone).startsAt,
    month: periodBounds("month", now, rules.timeZone).startsAt,
  };
  const spenders = (await stores.moderation.spenders(`${platform}:${chatId}`, since)).filter(
    ({ monthMicros, pictures }) => monthMicros > 0 || pictures > 0,
  );
  if (spenders.length === 0) return answer(turn, { text: [[turn.say("usage-empty")]] });
  const ids = spenders.flatMap(({ personId }) => personId ?? []);
  const names = await stores.moderation.names(platform, ids);
  const named = spenders.map((one) => ({ ...one, name: nameOf(turn, one, names) }));
  const owner = { ...intent.place, personId: intent.person.id, sessionId: null };
  const windows = await stores.money.windows(windowsOf(deps.caps, owner, turn));
  const month = windows.find((window) => window.scope === "chat" && window.period === "month");
  const chart = usageChart(turn.say, named, { at: now, zone: rules.timeZone, capMicros: month?.capMicros ?? null });
  const image = chart && (await keep(turn, await deps.charts.spending(chart)));
  await answer(turn, { ...usageScreen(turn.say, named), ...(image ? { image: { id: image, as: "photo" } } : {}) });
}

function nameOf(turn: Turn, { personId }: Spender, names: ReadonlyMap<string, string>): string {
  return personId === null ? turn.say("usage-forgotten") : (names.get(personId) ?? personId);
}

/** Keeps a drawn picture as the chat's, so that it is posted like any other. */
async function keep(turn: Turn, picture: Awaited<ReturnType<Turn["deps"]["charts"]["spending"]>>): Promise<string> {
  const { platform, chatId } = turn.intent.place;
  const stored = await turn.deps.files.keep(picture, { jobId: "charts", imageId: turn.deps.newId() });
  await turn.stores.images.add(stored, `${platform}:${chatId}`);
  return stored.id;
}
