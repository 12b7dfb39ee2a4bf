import { markedPainter, mixedUp, playAll, postedIn, seatsOnDiscord, seatsOnTelegram } from "../tests/e2e/crowd.ts";
import { scriptPerGoal } from "../tests/fakes/fake-openrouter-server.ts";
import { type Figure, plain } from "./kit/figures.ts";
import { bothPlatforms } from "./kit/stage.ts";

const EACH = 100;
/** Two of its loop, and both in its album. */
const PICTURES = 4;
const PATIENCE_MS = 400_000;
/** Pictures do not come in the order in which they were asked for. */
const slowMs = () => 200 + Math.random() * 1800;

/** Hundreds of chats on both platforms that go the whole way at once in one process; whose words and pictures stand where. */
export async function chats(): Promise<Figure[]> {
  const stage = await bothPlatforms({ picture: markedPainter(), delayMs: slowMs, script: scriptPerGoal() });
  const { telegram, discord } = stage;
  try {
    const seats = [...seatsOnTelegram(telegram, EACH), ...seatsOnDiscord(discord, EACH, EACH)];
    const begun = performance.now();
    await playAll(seats, PATIENCE_MS);
    const seconds = (performance.now() - begun) / 1000;
    const ended = seats.filter(
      (seat) => seat.step === "done" && seat.shown().flatMap(({ pictures }) => pictures).length === PICTURES,
    ).length;
    const posted = postedIn(seats, telegram, discord);
    const wrong = mixedUp(posted, seats);
    const late = [...discord.world.interactions.values()].filter(({ answeredAfter }) => (answeredAfter ?? 9e9) > 3000);
    return [
      {
        figure: `${EACH} chats on Telegram and ${EACH} on Discord at once: messages mixed up`,
        measured: String(wrong.length),
        limit: "0",
        met: wrong.length === 0,
        note: `of ${posted.length} messages and edits, each with a wish of its own${wrong[0] ? `; first: ${wrong[0]}` : ""}`,
      },
      {
        figure: "… whole ways that came to their end",
        measured: `${ended} of ${seats.length}`,
        limit: "all",
        met: ended === seats.length,
        note: `wish, card, pictures, album, summary; ${seconds.toFixed(0)} s in all; ${stage.bot.troubles.length} warnings logged`,
      },
      plain("… late acknowledgements on Discord", String(late.length), "later than 3 s"),
    ];
  } finally {
    await stage.close();
  }
}
