import { DescribeAnswer, type DescribeData } from "../../domain/calls.ts";
import { SfumatoError } from "../../domain/errors.ts";
import { BlockName, cleanBlock, emptyBlocks, PLAIN_FRAME, type Prompt, plainText } from "../../domain/prompt-blocks.ts";
import { DESCRIBE_MAX_TOKENS } from "../text-calls.ts";
import type { ToolContext } from "../tool.ts";
import type { DescribeInput } from "./index.ts";

const MAX_BLOCK_LENGTH = 2000;

/** What `describe` answers. */
export interface Described {
  description: string;
  promptText: string;
  costMicros: number;
}

/** One vision call. The prompt becomes the session's, so that Accept makes a picture from it. */
export async function runDescribe(context: ToolContext, input: DescribeInput): Promise<Described> {
  const { imageId, language } = await context.step("begin", async () => {
    const { photo, language } = await context.session.get();
    const imageId = input.imageId ?? photo?.inputs[0];
    if (imageId === undefined) throw new SfumatoError("E_NOT_FOUND", "There is no picture to describe.");
    return { imageId, language };
  });
  const data: DescribeData = { language };
  const { value, costMicros } = await context.askText("ask", {
    call: "describe",
    instructions: context.prompts.instructions("describe"),
    data,
    images: [{ label: "photo", image: await context.pictures.view(imageId) }],
    schema: DescribeAnswer,
    maxTokens: DESCRIBE_MAX_TOKENS,
  });
  const blocks = emptyBlocks();
  for (const name of BlockName.options) blocks[name] = cleanBlock(value.blocks[name]).slice(0, MAX_BLOCK_LENGTH).trim();
  const prompt: Prompt = { frame: PLAIN_FRAME, blocks, locked: [] };
  return { description: value.description.slice(0, 1500), promptText: plainText(prompt), costMicros };
}
