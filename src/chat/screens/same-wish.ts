import type { ErrorRecord } from "../../domain/errors.ts";
import type { MicroUsd } from "../../domain/money.ts";
import type { Session } from "../../domain/session.ts";
import type { ViewInput } from "../views.ts";
import type { Say } from "../wording.ts";
import { onSession, priceLabel } from "./card.ts";
import { errorText } from "./error.ts";

/** A picture that exists already, free, and the button that pays for another. */
export function sameScreen(say: Say, session: Session, imageId: string, price: MicroUsd | null): ViewInput {
  return {
    text: [[say("rerun-exists")], { quote: session.goal, fold: session.goal.length > 300 }],
    image: { id: imageId, as: "photo" },
    buttons: [
      [
        {
          label: say("button-generate-anyway", { price: priceLabel(say, price) }),
          intent: onSession("accept", session, { anyway: true }),
          style: "primary",
        },
      ],
    ],
  };
}

/** The same is being made for another card. */
export function joinedScreen(say: Say): ViewInput {
  return { live: true, text: [[say("same-joined")]] };
}

/** What was being made for another card did not come. */
export function joinedFailedScreen(say: Say, session: Session, error: ErrorRecord | null): ViewInput {
  const why = error ? errorText(say, { ...error, retryable: false }, null) : say("error-E_CANCELLED");
  return {
    live: true,
    text: [[say("same-failed", { why })]],
    buttons: [[{ label: say("button-retry"), intent: onSession("accept", session), style: "primary" }]],
  };
}
