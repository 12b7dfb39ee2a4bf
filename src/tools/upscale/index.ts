import { defineEdit } from "../edit-tool.ts";

/** The same picture with more pixels. */
export const upscale = defineEdit("upscale", {
  task: "upscale",
  can: ({ extra_tasks = [] }) => extra_tasks.includes("upscale"),
  words: "optional",
  mask: "none",
  wish: "Upscale the photo: more detail, nothing else changed",
  checks: ["everything is where it is in the original", "edges and textures are sharp", "faces and text are unchanged"],
});
