import { periodBounds } from "../../../domain/budget.ts";
import { providerStates } from "../../../engine/provider-states.ts";
import { statusScreen } from "../../screens/operators.ts";
import { answer, type Turn } from "../turn.ts";

const ROWS = 10;
const WAITING = 10;

/** `/admin`: how the deployment stands. */
export async function showStatus(turn: Turn): Promise<void> {
  const { stores, deps } = turn;
  const today = periodBounds("day", await stores.money.now(), "UTC").startsAt;
  await answer(
    turn,
    statusScreen(turn.say, {
      health: await deps.machine.health(),
      disk: await deps.machine.disk(),
      jobs: await stores.jobs.counts(),
      byProvider: await stores.moderation.spentBy("provider", today, ROWS),
      byChat: await stores.moderation.spentBy("chat", today, ROWS),
      providers: await providerStates(stores, deps.models),
      waiting: await stores.moderation.waiting(WAITING),
    }),
  );
}
