import { COMMANDS } from "../../../src/chat/commands.ts";
import type { Intent } from "../../../src/chat/intents.ts";
import type { Where, Who } from "./doors.ts";
import type { Scene, Target } from "./world.ts";

/** Something that somebody tries. */
export interface Try {
  readonly kind: string;
  /** For whoever reads of it when it was accepted. */
  readonly told: string;
  send(): Promise<Intent[]>;
}

/** Numbers that follow from a seed. */
export function randomFrom(seed: number) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}
type Random = ReturnType<typeof randomFrom>;

const NO_MODERATORS: readonly Who[] = [
  "ann",
  "bob",
  "exMod",
  "otherMod",
  "left",
  "restricted",
  "namesake",
  "twin",
  "olga",
];
const STRANGERS: readonly Who[] = [...NO_MODERATORS.filter((who) => who !== "ann"), "mona"];
const NO_OPERATORS: readonly Who[] = [...NO_MODERATORS.filter((who) => who !== "olga"), "mona"];
const MODERATION = COMMANDS.filter(({ audience }) => audience === "moderators").map(({ name }) => name);

const words = (random: Random, scene: Scene): string =>
  random.pick([
    ...["", "daily 5", "daily 0", "monthly off", "session default", "user 9", "log", "zone Asia/Tokyo", "@bob_x"],
    ...[
      scene.door.idOf("bob"),
      `<@${scene.door.idOf("bob")}>`,
      "daily 5; daily 6",
      "DAILY 5",
      "\u0000",
      "'; drop table settings; --",
    ],
  ]);
const orders = (random: Random, scene: Scene): string => {
  const chat = `${scene.door.platform.id}:${scene.door.chatIdOf("group", "ann")}`;
  const applicant = `${scene.door.platform.id}:applicant-${scene.door.platform.id}`;
  return random.pick([
    ...["", "jobs", "disable sketch", "enable sketch", `freeze ${chat}`, `unfreeze ${chat}`, `retry ${scene.jobId}`],
    ...[`ceiling ${chat} daily 5`, `approve ${applicant}`, `refuse ${applicant}`, "help"],
  ]);
};
const forged = (random: Random, { token }: Target): string =>
  random.pick([
    "",
    "0",
    token.slice(1),
    `${token}x`,
    token.toUpperCase(),
    token.split("").reverse().join(""),
    "x".repeat(90),
    "' or 1=1",
  ]);

type Make = (random: Random, scene: Scene) => Omit<Try, "kind">;

const said = (scene: Scene, who: Who, where: Where, text: string, shape: number) => ({
  told: `${who} in ${where}: ${text}`,
  send: () => scene.door.says(who, where, text, shape),
});
const pressed = (scene: Scene, who: Who, where: Where, { token, messageId }: Target, what: string) => ({
  told: `${who} in ${where} presses ${what}`,
  send: () => scene.door.presses(who, where, token, messageId),
});

/** What people try without the right to it. */
const KINDS: Readonly<Record<string, Make>> = {
  "a moderators' command": (random, scene) =>
    said(
      scene,
      random.pick(NO_MODERATORS),
      random.pick(["group", "thread"]),
      `/${random.pick(MODERATION)} ${words(random, scene)}`.trim(),
      random.below(12),
    ),
  "a moderators' command in private": (random, scene) =>
    said(
      scene,
      random.pick([...NO_MODERATORS, "mona"]),
      "private",
      `/${random.pick(MODERATION)} ${words(random, scene)}`.trim(),
      random.below(12),
    ),
  "a moderator's command in another group": (random, scene) =>
    said(scene, "mona", "otherGroup", `/${random.pick(MODERATION)} ${words(random, scene)}`.trim(), random.below(12)),
  "an operators' command": (random, scene) =>
    said(
      scene,
      random.pick(NO_OPERATORS),
      random.pick(["group", "private", "thread"]),
      `/admin ${orders(random, scene)}`.trim(),
      random.below(12),
    ),
  "an operator's command in a group": (random, scene) =>
    said(
      scene,
      "olga",
      random.pick(["group", "thread", "otherGroup"]),
      `/admin ${orders(random, scene)}`.trim(),
      random.below(12),
    ),
  "another's button": (random, scene) => {
    const [name, target] = random.pick(Object.entries(scene.own));
    return pressed(scene, random.pick(STRANGERS), random.pick(["group", "thread"]), target, `Ann's ${name}`);
  },
  "a button that was carried elsewhere": (random, scene) => {
    const [name, target] = random.pick(Object.entries(scene.own));
    return pressed(scene, random.pick(["ann", "bob"]), random.pick(["private", "otherGroup"]), target, `Ann's ${name}`);
  },
  "a forged button": (random, scene) => {
    const target = random.pick(Object.values(scene.own));
    const fake = { ...target, token: forged(random, target) };
    return pressed(scene, random.pick(["ann", "bob", "mona"]), "group", fake, "a forged button");
  },
  "a used or expired button": (random, scene) =>
    pressed(scene, random.pick(["ann", "bob"]), "group", random.pick([scene.used, scene.expired]), "an old button"),
  "a moderators' button": (random, scene) => {
    const [name, target] = random.pick(Object.entries(scene.chat));
    return pressed(scene, random.pick(NO_MODERATORS), "group", target, `the default of ${name}`);
  },
  "an operators' button": (random, scene) => {
    const [name, target] = random.pick(Object.entries(scene.access));
    const where = name === "group" ? "group" : random.pick<Where>(["group", "private"]);
    return pressed(scene, random.pick(NO_OPERATORS), where, target, `Approve in ${name}`);
  },
  "an operators' button in a group": (_random, scene) =>
    pressed(scene, "olga", "group", scene.access.group, "Approve in the group"),
  "another's modal": (random, scene) => {
    const target = scene.own[random.pick(["edit", "feedback"])] as Target;
    const who = random.pick(STRANGERS);
    const { fills, presses } = scene.door;
    return {
      told: `${who} fills Ann's modal`,
      send: () => (fills ?? presses)(who, "group", target.token, fills ? "my words" : target.messageId),
    };
  },
  "another's session by its id": (random, scene) =>
    said(
      scene,
      random.pick(STRANGERS),
      random.pick(["group", "private"]),
      `/${random.pick(["rerun ", "start s_"])}${scene.sessionId}`,
      random.below(2),
    ),
  "words about another's picture": (random, scene) => {
    const { messageId } = random.pick(Object.values(scene.own));
    const who = random.pick(STRANGERS);
    return {
      told: `${who} answers Ann's card`,
      send: () => scene.door.replies(who, "group", messageId, "make it mine"),
    };
  },
};

/** A try of some kind on some platform. */
export function anyTry(random: Random, scenes: readonly Scene[]): Try {
  const kind = random.pick(Object.keys(KINDS));
  const scene = random.pick(scenes);
  const { told, send } = (KINDS[kind] as Make)(random, scene);
  return { kind, told: `${kind}, ${scene.door.platform.id}: ${told}`, send };
}

/** The same by those who have the right: each of them changes something. In this order, as some end what others need. */
export function rightfulTries(scene: Scene): Try[] {
  const { door, own, chat, access } = scene;
  const byMona = [
    "caps daily 5",
    "pause",
    "resume",
    `block ${door.idOf("bob")}`,
    `unblock ${door.idOf("bob")}`,
    "defaults zone Asia/Tokyo",
  ];
  const there = `${door.platform.id}:${door.chatIdOf("group", "ann")}`;
  const byOlga = [
    "disable sketch",
    "enable sketch",
    `freeze ${there}`,
    `unfreeze ${there}`,
    `ceiling ${there} daily 5`,
  ];
  const { fills } = door;
  const all = [
    // Two ways of saying it: one tells the right with it, the other has it asked for.
    ...byMona.map((text, at) => said(scene, "mona", "group", `/${text}`, at % 2)),
    ...byOlga.map((text) => said(scene, "olga", "private", `/admin ${text}`, 0)),
    pressed(scene, "mona", "group", chat.mona, "her default"),
    pressed(scene, "mona", "group", chat.anybody, "anybody's default"),
    pressed(scene, "olga", "private", access.private, "Approve"),
    {
      told: "ann answers her card",
      send: () => door.replies("ann", "group", own.edit?.messageId ?? "", "FLEX my own fox"),
    },
    ...(fills
      ? [{ told: "ann fills her modal", send: () => fills("ann", "group", own.edit?.token ?? "", "a blue fox") }]
      : []),
    ...["setting", "keep", "accept", "delete"].map((name) =>
      pressed(scene, "ann", "group", own[name] as Target, `her ${name}`),
    ),
  ];
  return all.map((one) => ({ kind: "with the right", ...one, told: `${door.platform.id}: ${one.told}` }));
}
