import { defineEdit } from "../edit-tool.ts";

/** More of the scene around the photo; the photo itself is put back to the pixel. */
export const outpaint = defineEdit("outpaint", {
  task: "outpaint",
  can: ({ extra_tasks = [], supports_edit }) => supports_edit || extra_tasks.includes("outpaint"),
  words: "optional",
  mask: "none",
  wish: "Continue the scene of the photo beyond its edges",
  checks: [
    "the added parts continue the scene of the photo",
    "no seam shows between the photo and what was added",
    "nothing of the photo is repeated as a mirror image",
  ],
});
