import { type APIMessageTopLevelComponent, ButtonStyle, ComponentType } from "discord.js";
import type { TokenButton } from "../platform.ts";

export const MAX_LABEL = 80;
const MAX_ROWS = 5;
const PER_ROW = 5;
const MAX_OPTIONS = 25;
const MAX_OPTION = 100;
/** From this number of choices on they are a menu; two are a button that changes over. */
const MENU_FROM = 3;
/** Ends the id of a button whose press is answered by a modal: that has to be known before anything is looked up. */
const FORM_MARK = ".form";

const STYLES = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger, plain: ButtonStyle.Secondary } as const;

/** The id that a button or menu carries: its token, and whether a modal answers. */
function toCustomId({ token, form }: Pick<TokenButton, "token" | "form">): string {
  return `${token}${form ? FORM_MARK : ""}`;
}

/** Reads a custom id back. */
export function fromCustomId(customId: string): { token: string; form: boolean } {
  const form = customId.endsWith(FORM_MARK);
  return { token: form ? customId.slice(0, -FORM_MARK.length) : customId, form };
}

/** The buttons and menus of a view, in at most five rows. */
export function toComponents(rows: readonly (readonly TokenButton[])[]): APIMessageTopLevelComponent[] {
  const seen = new Set<string>();
  // Discord refuses the same id twice in a message. What has no token is for the clipboard, which Discord lacks.
  const known = rows.map((row) =>
    row.filter(({ token }) => token !== undefined && !seen.has(token) && seen.add(token)),
  );
  const isMenu = (button: TokenButton) => (button.choices?.length ?? 0) >= MENU_FROM;
  const menus = known
    .flat()
    .filter(isMenu)
    .slice(0, MAX_ROWS - 1);
  const buttons = known.map((row) => row.filter((button) => !menus.includes(button)));
  return [
    ...menus.map((menu) => ({ type: ComponentType.ActionRow as const, components: [toMenu(menu)] })),
    ...intoRows(buttons, MAX_ROWS - menus.length).map((row) => ({
      type: ComponentType.ActionRow as const,
      components: row.map(toButton),
    })),
  ];
}

/** Keeps the rows as they are while they fit; else the shortest neighbours are joined. */
function intoRows(rows: readonly (readonly TokenButton[])[], most: number): TokenButton[][] {
  let fitting = rows.flatMap((row) => chunks(row));
  while (fitting.length > most) {
    const sums = fitting.slice(1).map((row, at) => row.length + (fitting[at]?.length ?? 0));
    const least = Math.min(...sums);
    if (least > PER_ROW) {
      fitting = chunks(fitting.flat()).slice(0, most);
      break;
    }
    const at = sums.lastIndexOf(least);
    fitting.splice(at, 2, [...(fitting[at] ?? []), ...(fitting[at + 1] ?? [])]);
  }
  return fitting;
}

function chunks(row: readonly TokenButton[]): TokenButton[][] {
  return Array.from({ length: Math.ceil(row.length / PER_ROW) }, (_, at) =>
    row.slice(at * PER_ROW, (at + 1) * PER_ROW),
  );
}

function toButton(button: TokenButton) {
  return {
    type: ComponentType.Button as const,
    style: STYLES[button.style],
    label: cut(button.label, MAX_LABEL),
    custom_id: toCustomId(button),
  };
}

/** A menu shows its title as the placeholder, and as the chosen option's own words once something is chosen. */
function toMenu(button: TokenButton) {
  const choices = button.choices ?? [];
  const name = button.label.split(": ")[0] ?? button.label;
  return {
    type: ComponentType.StringSelect as const,
    custom_id: toCustomId(button),
    placeholder: cut(button.label, 150),
    min_values: 1,
    max_values: 1,
    options: aroundChosen(choices).map(({ value, label, chosen }) => ({
      value: cut(value, MAX_OPTION),
      label: cut(`${name}: ${label}`, MAX_OPTION),
      default: chosen,
    })),
  };
}

/** A menu holds 25; what is chosen is among them. */
function aroundChosen(choices: NonNullable<TokenButton["choices"]>) {
  const shown = choices.slice(0, MAX_OPTIONS);
  const chosen = choices.find((choice) => choice.chosen);
  return chosen && !shown.includes(chosen) ? [...shown.slice(0, MAX_OPTIONS - 1), chosen] : shown;
}

export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, /[\ud800-\udbff]/.test(text.charAt(limit - 2)) ? limit - 2 : limit - 1)}…`;
}
