import { Bot } from "grammy";

/** The plainest bot there is, as the floor of the latency benchmark: it says again what it hears. */
const bot = new Bot(process.env.TELEGRAM_BOT_TOKEN ?? "", {
  client: { apiRoot: process.env.TELEGRAM_API_ROOT ?? "" },
});
bot.on("message:text", (context) => context.reply(context.msg.text));
process.once("SIGTERM", () => process.exit(0));
await bot.start({ onStart: () => void process.stderr.write('{"level":30,"msg":"ready"}\n') });
