import type { APIInteraction } from "discord.js";
import type { Intent } from "../intents.ts";
import type { PlatformHost } from "../platform.ts";
import type { Channels } from "./channels.ts";

type Who = Pick<Intent, "place" | "person">;

/** Where an operator lets chats in: who is not in yet. */
export interface Door {
  /** Whether nobody may speak there yet, as far as that is known within the time; then only the person is to see an answer. */
  isShut(who: Who, interaction: APIInteraction, within: Within): Promise<boolean>;
  /** Names the server too, for whoever lets it in. */
  named(intent: Intent, guildId: string | undefined): Promise<Intent>;
}

/** Null when it takes too long or fails. */
type Within = <T>(work: Promise<T>) => Promise<T | null>;

/** Builds it. */
export function createDoor({ host, channels }: { host: PlatformHost; channels: Channels }): Door {
  return {
    async isShut({ place, person }, interaction, within) {
      const asked = async () => host.admits({ place: await channels.complete(place, interaction), person });
      return (await within(asked())) === false;
    },
    async named(intent, guildId) {
      if (guildId === undefined || intent.place.kind !== "group") return intent;
      // When that cannot be told now, the name is not worth waiting for.
      if (await host.admits(intent).catch(() => true)) return intent;
      const serverName = await channels.serverName(guildId);
      return serverName === null ? intent : { ...intent, serverName };
    },
  };
}
