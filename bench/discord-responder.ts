import { Client, Events, GatewayIntentBits, MessageFlags } from "discord.js";

/** The plainest responder there is, as the floor of the acknowledgement benchmark: it answers and does nothing. */
const client = new Client({
  intents: [GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  rest: { api: process.env.DISCORD_API_ROOT ?? "" },
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) await interaction.respond([]);
  else if (interaction.isMessageComponent()) await interaction.deferUpdate();
  else if (interaction.isChatInputCommand()) await interaction.deferReply({ flags: MessageFlags.Ephemeral });
});
// One that fails is counted as unanswered by whoever measures.
client.on(Events.Error, (error) => void process.stderr.write(`${error.message}\n`));
process.once("SIGTERM", () => process.exit(0));
client.once(Events.ClientReady, () => void process.stderr.write('{"level":30,"msg":"ready"}\n'));
await client.login(process.env.DISCORD_BOT_TOKEN ?? "");
