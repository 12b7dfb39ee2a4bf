import { defineEdit } from "../edit-tool.ts";

/** An instruction changes what lies inside of a mask; outside of it the original pixels are put back. */
export const inpaint = defineEdit("inpaint", {
  task: "edit",
  // A model without masks sees the whole picture; what it does outside of the mask is undone by code.
  can: ({ supports_edit }) => supports_edit,
  words: "needed",
  mask: "needed",
  wish: "",
  checks: ["the changed part fits its surroundings in light, scale and perspective, without a seam"],
});
