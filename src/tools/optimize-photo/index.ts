import { defineEdit } from "../edit-tool.ts";

/** A product photo as shops want it: white background, soft shadow, straight, with margins. */
export const optimizePhoto = defineEdit("optimize-photo", {
  task: "edit",
  can: ({ supports_edit }) => supports_edit,
  words: "optional",
  mask: "none",
  wish: "Make a clean product photo: white background, soft shadow, straightened, even margins",
  checks: [
    "the background is plain white",
    "a soft shadow lies under the product",
    "the product stands straight",
    "there are even margins around the product",
    "the product itself is unchanged in shape, colours, text and logo",
  ],
});
