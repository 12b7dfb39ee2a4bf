/** Tools that end in the card: cheap, no picture is made, and they come with the wish itself. */
export const CARD_TOOLS: ReadonlySet<string> = new Set(["refine", "receive"]);
/** Tools that wait for the decoder of photos. */
export const INTAKE_TOOLS: ReadonlySet<string> = new Set(["receive"]);
/** Tools that cost nothing: no interval and no count of running jobs holds them back. */
export const FREE_TOOLS: ReadonlySet<string> = new Set(["export", "contact-sheet"]);
