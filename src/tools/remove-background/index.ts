import { defineEdit } from "../edit-tool.ts";

/** The subject alone, on transparency. */
export const removeBackground = defineEdit("remove-background", {
  task: "remove_background",
  can: ({ extra_tasks = [], supports_edit, supports_transparency }) =>
    extra_tasks.includes("remove_background") || (supports_edit && supports_transparency),
  words: "optional",
  mask: "none",
  transparent: true,
  wish: "Remove the background: the subject alone",
  checks: ["the subject is complete", "nothing of the old background is left", "the edges of the subject are clean"],
});
