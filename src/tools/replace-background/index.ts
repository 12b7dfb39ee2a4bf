import { defineEdit } from "../edit-tool.ts";

/** Another background behind the same subject. */
export const replaceBackground = defineEdit("replace-background", {
  task: "edit",
  can: ({ supports_edit }) => supports_edit,
  words: "needed",
  mask: "optional",
  wish: "",
  checks: [
    "the subject itself is unchanged in shape, colours and details",
    "the subject stands in the new background with fitting light and shadow",
    "the edges of the subject are clean",
  ],
});
