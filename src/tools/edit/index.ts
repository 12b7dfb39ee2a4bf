import { defineEdit } from "../edit-tool.ts";

/** An instruction changes one thing in a photo; everything else stays. */
export const edit = defineEdit("edit", {
  task: "edit",
  can: ({ supports_edit }) => supports_edit,
  words: "needed",
  mask: "optional",
  wish: "",
  checks: ["everything that was not asked to change is as in the original photo"],
});
