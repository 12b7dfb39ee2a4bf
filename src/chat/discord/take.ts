import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  type GatewayMessageCreateDispatchData,
  InteractionResponseType,
  InteractionType,
  SnowflakeUtil,
} from "discord.js";
import type { Logger } from "pino";
import type { Clock } from "../../ports/clock.ts";
import type { Form, FormRequest } from "../forms.ts";
import type { IncomingFile, Intent } from "../intents.ts";
import type { PlatformHost } from "../platform.ts";
import type { Wording } from "../wording.ts";
import type { Acknowledger } from "./acknowledge.ts";
import { referenceTo } from "./book.ts";
import type { Channels } from "./channels.ts";
import type { CommandBook } from "./commands.ts";
import { cut, fromCustomId } from "./components.ts";
import { createDoor } from "./door.ts";
import { toModal } from "./modal.ts";
import { mayUseThreads, missingPermissions } from "./permissions.ts";
import { inOwnThread, mayBeginThread, readMessage } from "./read.ts";
import { channelOf, picturesOfTarget, readBase, readCommand, readModal, readPress } from "./read-interaction.ts";

/** A modal cannot be put off: what goes into it has to be known within this time (ms), else the press asks in the chat. */
const FORM_WITHIN_MS = 1_500;
/** After this from its making an interaction is put off in any case (ms); it may have waited for the gateway to come back. */
const PUT_OFF_AFTER_MS = 2_300;
const LEAST_MS = 200;
/** Pictures of a message menu wait for their modal this long (ms). */
const PICTURES_FOR_MS = 15 * 60_000;
/** Begins the id of a modal that a message menu opened. */
const PICTURE_MODAL = "picture:";
const MOST_PICTURES = 1000;
/** A resume tells again what came shortly before: so many interactions are known by their ids. */
const MOST_TAKEN = 10_000;

/** What taking things in needs. */
export interface Intake {
  readonly host: PlatformHost;
  readonly acknowledge: Acknowledger;
  readonly channels: Channels;
  readonly commands: CommandBook;
  readonly wording: Wording;
  readonly log: Logger;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Takes what Discord tells: acknowledges first, then hands it over until it is saved. */
export interface Taker {
  interaction(interaction: APIInteraction): Promise<void>;
  message(message: GatewayMessageCreateDispatchData, meId: string): Promise<void>;
}

/** Builds it. */
export function createTaker(intake: Intake): Taker {
  const { acknowledge, channels, commands, host, wording } = intake;
  const targets = new Map<string, { files: IncomingFile[]; command: string; until: number }>();
  const door = createDoor(intake);
  /** A thread whose channel was not told is looked up first; it was acknowledged by now. */
  const receive = async (interaction: APIInteraction, intent: Intent) => {
    const placed = { ...intent, place: await channels.complete(intent.place, interaction) };
    return receivePatiently(intake, await door.named(placed, interaction.guild_id));
  };
  const isShut = (base: Pick<Intent, "place" | "person">, interaction: APIInteraction) =>
    door.isShut(base, interaction, (work) => within(patienceWith(interaction, intake.clock.now().getTime()), work));

  const command = async (interaction: APIApplicationCommandInteraction) => {
    const { data } = interaction;
    channels.note(interaction);
    if (data.type === ApplicationCommandType.Message) return menu(interaction, data.name);
    if (data.type !== ApplicationCommandType.ChatInput) return;
    const base = readBase(interaction);
    const action = readCommand(interaction as Parameters<typeof readCommand>[0]);
    if (!commands.isPublic(data.name)) {
      await acknowledge.defer(interaction, base.place.kind === "group");
      return receive(interaction, { ...base, messageId: referenceTo(interaction.id), action });
    }
    const missing = missingPermissions(interaction.app_permissions, base.place.threadId !== null);
    if (base.place.kind === "group" && missing.length > 0)
      return acknowledge.refuse(interaction, missingText(wording, interaction, missing));
    if (await isShut(base, interaction)) {
      // Nothing is shown to all and no thread begins, only to say that somebody has to let them in.
      await acknowledge.defer(interaction, base.place.kind === "group");
      return receive(interaction, { ...base, messageId: referenceTo(interaction.id), action });
    }
    const channel = channelOf(interaction);
    if (commands.begins(data.name) && mayBeginThread(channel) && mayUseThreads(interaction.app_permissions)) {
      const messageId = await acknowledge.showWish(interaction, wishOf(interaction));
      if (messageId)
        return receive(interaction, { ...base, place: inOwnThread(base.place, messageId), messageId, action });
      return receive(interaction, { ...base, action });
    }
    await acknowledge.defer(interaction, false);
    return receive(interaction, { ...base, messageId: referenceTo(interaction.id), action });
  };

  /** An entry of the menu on a message: about its pictures. */
  const menu = async (interaction: APIApplicationCommandInteraction, title: string) => {
    const name = commands.ofMenu(title);
    const base = readBase(interaction);
    const about = interaction as APIMessageApplicationCommandInteraction;
    if (commands.replies(name)) {
      await acknowledge.defer(interaction, base.place.kind === "group" && (await isShut(base, interaction)));
      const replied = { messageId: referenceTo(interaction.id), replyToMessageId: about.data.target_id };
      return receive(interaction, { ...base, ...replied, action: { type: "command", name, args: "" } });
    }
    const files = picturesOfTarget(about);
    const asks = files.length > 0 && commands.begins(name);
    const form = asks ? await formOf(intake, interaction, { ...base, about: { command: name } }) : null;
    if (form) {
      for (const [id, { until }] of targets) if (until < Date.now() || targets.size > MOST_PICTURES) targets.delete(id);
      targets.set(interaction.id, { files, command: name, until: Date.now() + PICTURES_FOR_MS });
      const data = toModal(PICTURE_MODAL + interaction.id, form);
      return void (await acknowledge.answer(interaction, { type: InteractionResponseType.Modal, data }));
    }
    await acknowledge.defer(interaction, base.place.kind === "group");
    const caption = `/${name}`;
    const action =
      files.length > 0 ? { type: "photo" as const, files, caption } : { type: "command" as const, name, args: "" };
    return receive(interaction, { ...base, messageId: referenceTo(interaction.id), action });
  };

  const press = async (interaction: APIMessageComponentInteraction) => {
    channels.note(interaction);
    const base = readBase(interaction);
    const action = readPress(interaction);
    if (fromCustomId(interaction.data.custom_id).form) {
      const form = await formOf(intake, interaction, { ...base, about: { token: action.token } });
      const data = form && toModal(interaction.data.custom_id, form);
      if (data && (await acknowledge.answer(interaction, { type: InteractionResponseType.Modal, data }))) return;
    }
    await acknowledge.deferUpdate(interaction);
    return receive(interaction, { ...base, action });
  };

  const modal = async (interaction: APIModalSubmitInteraction) => {
    channels.note(interaction);
    const base = readBase(interaction);
    const { values, files } = readModal(interaction);
    const { custom_id: id } = interaction.data;
    if (id.startsWith(PICTURE_MODAL)) {
      await acknowledge.defer(interaction, base.place.kind === "group" && (await isShut(base, interaction)));
      const target = targets.get(id.slice(PICTURE_MODAL.length));
      const caption = `/${target?.command ?? "optimize"} ${values.text ?? ""}`;
      const all = [...(target?.files ?? []), ...Object.values(files).flat()];
      const args = values.text ?? "";
      const action = target
        ? { type: "photo" as const, files: all, caption }
        : { type: "command" as const, name: "optimize", args };
      return receive(interaction, { ...base, messageId: referenceTo(interaction.id), action });
    }
    if (interaction.message) await acknowledge.deferUpdate(interaction);
    else await acknowledge.defer(interaction, true);
    const token = fromCustomId(id).token;
    return receive(interaction, { ...base, action: { type: "form", token, pressId: interaction.id, values, files } });
  };

  const suggest = async (interaction: APIApplicationCommandAutocompleteInteraction) => {
    const options = interaction.data.options.filter((option) => "value" in option);
    const focused = options.find((option) => "focused" in option && option.focused);
    if (!focused) return;
    const others = Object.fromEntries(
      options.filter((option) => option !== focused).map(({ name, value }) => [name, String(value)]),
    );
    const { place, person } = readBase(interaction);
    const request = { command: interaction.data.name, option: focused.name, typed: String(focused.value), others };
    const found = await within(
      patienceWith(interaction, intake.clock.now().getTime()),
      host.suggest({ place, person, ...request }),
    );
    const choices = (found ?? [])
      .slice(0, 25)
      .map(({ value, label }) => ({ name: cut(label, 100), value: value.slice(0, 100) }));
    await acknowledge.answer(interaction, {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices },
    });
  };

  const taken = new Set<string>();
  /** Whether it is new: told again, it would be acknowledged again, and its answer would be overwritten by a later one. */
  const isNew = ({ id }: APIInteraction): boolean => {
    if (taken.has(id)) return false;
    if (taken.size >= MOST_TAKEN) taken.delete(taken.values().next().value as string);
    taken.add(id);
    return true;
  };

  return {
    async interaction(interaction) {
      if (!isNew(interaction)) return;
      switch (interaction.type) {
        case InteractionType.ApplicationCommand:
          return command(interaction);
        case InteractionType.ApplicationCommandAutocomplete:
          return suggest(interaction);
        case InteractionType.MessageComponent:
          return press(interaction);
        case InteractionType.ModalSubmit:
          return modal(interaction);
        default:
          return;
      }
    },
    async message(message, meId) {
      // Most of a busy server's messages are none of ours: those cost no look at their channel.
      const unknown = { id: message.channel_id, type: 0, parentId: null, name: null };
      if (!readMessage(message, unknown, meId)) return;
      if (message.guild_id === undefined) channels.notePrivate(message.author.id, message.channel_id);
      const intent = readMessage(message, await channels.facts(message.channel_id, message.guild_id), meId);
      if (intent) await receivePatiently(intake, await door.named(intent, message.guild_id));
    },
  };
}

/** The words of a wish, without its other options. */
function wishOf({ data }: APIApplicationCommandInteraction): string {
  const options = "options" in data ? (data.options ?? []) : [];
  const goal = options.find((option) => "value" in option && option.name === "goal");
  return goal && "value" in goal ? String(goal.value) : "…";
}

/** What to say about permissions that are missing, in the person's language. */
function missingText(wording: Wording, interaction: { locale?: string }, missing: readonly string[]): string {
  const language = wording.choose(interaction.locale ?? null);
  return wording.text(language, "missing-permissions", { list: missing.join(", ") });
}

/** An id tells when it was made, by Discord's clock: where ours differs much, that tells nothing. */
function patienceWith({ id }: APIInteraction, now: number): number {
  const age = now - SnowflakeUtil.timestampFrom(id);
  if (!(age > 0 && age < PUT_OFF_AFTER_MS * 2)) return FORM_WITHIN_MS;
  return Math.max(LEAST_MS, Math.min(FORM_WITHIN_MS, PUT_OFF_AFTER_MS - age));
}

async function formOf(
  { host, log, clock }: Intake,
  interaction: APIInteraction,
  request: FormRequest,
): Promise<Form | null> {
  const { place, person, about } = request;
  return within(
    patienceWith(interaction, clock.now().getTime()),
    host.form({ place, person, about }).catch((error: Error) => {
      log.warn({ reason: error.message }, "a form could not be looked up");
      return null;
    }),
  );
}

/** Null when it takes longer or fails. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
}

/** Discord gives nothing twice, so what was acknowledged is kept here until it is saved. */
async function receivePatiently({ host, log, clock, signal }: Intake, intent: Intent): Promise<void> {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      return await host.receive("discord", [intent]);
    } catch (error) {
      if (tries === 0) log.warn({ err: error }, "an update could not be saved; trying again");
      await clock.sleep(Math.min(200 * 2 ** tries, 10_000), signal).catch(() => {});
    }
  }
}
