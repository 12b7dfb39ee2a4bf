import { defineEdit } from "../edit-tool.ts";

/** Another picture like this one. */
export const variations = defineEdit("variations", {
  task: "edit",
  can: ({ supports_edit }) => supports_edit,
  words: "optional",
  mask: "none",
  wish: "Make a variation of the photo: the same subject, style and mood in another composition",
  checks: ["the same subject as in the original", "the same style and mood", "it is no plain copy of the original"],
});
