/** For every import rule a file that breaks it, written into a copy of src/ by the test. */
export const BROKEN_FILES: Readonly<Record<string, { file: string; code: string }>> = {
  "domain-is-pure": { file: "domain/broken.ts", code: 'import type { Stores } from "../ports/stores.ts";' },
  "ports-know-domain-only": { file: "ports/broken.ts", code: 'export * from "../storage/stores.ts";' },
  "tools-know-domain-and-ports": {
    file: "tools/generate/broken.ts",
    code: 'import { paidCall } from "../../engine/paid-call.ts";',
  },
  "engine-knows-no-tool-by-name": {
    file: "engine/broken.ts",
    code: 'import { optimize } from "../tools/optimize/index.ts";',
  },
  "adapters-know-ports-only": {
    file: "storage/broken.ts",
    code: 'import { createImageFiles } from "../images/image-files.ts";',
  },
  "chat-knows-no-adapter": {
    file: "chat/broken.ts",
    code: 'import { createStores } from "../storage/stores.ts";',
  },
  "platform-knows-the-neutral-chat-only": {
    file: "chat/telegram/broken.ts",
    code: 'import { helpScreen } from "../screens/help.ts";',
  },
  "screens-only-show": {
    file: "chat/screens/broken.ts",
    code: 'import { submitJob } from "../../engine/submit-job.ts";',
  },
  "http-knows-no-adapter": { file: "http/broken.ts", code: 'import { createStores } from "../storage/stores.ts";' },
  "config-knows-no-adapter": {
    file: "variables.ts",
    code: 'import { imageProviders } from "./providers/index.ts";',
  },
  "vendors-never-meet": {
    file: "providers/openai/broken.ts",
    code: 'import type { compatible } from "../compatible/index.ts";',
  },
  "vendors-are-listed-not-known": {
    file: "providers/broken.ts",
    code: 'import { openai } from "./openai/index.ts";',
  },
  "vendors-know-no-list": {
    file: "providers/compatible/broken.ts",
    code: 'import { imageProviders } from "../index.ts";',
  },
  "tools-never-meet": { file: "tools/judge/broken.ts", code: 'import { refine } from "../refine/index.ts";' },
  "tools-are-listed-not-known": { file: "tools/broken.ts", code: 'import { judge } from "./judge/index.ts";' },
  "platforms-never-meet": {
    file: "chat/terminal/broken.ts",
    code: 'import { renderView } from "../telegram/render.ts";',
  },
  "chat-knows-no-platform": {
    file: "chat/conversation/broken.ts",
    code: 'const telegram = await import("../telegram/index.ts");',
  },
  "adapters-are-built-in-compose": {
    file: "cli/broken.ts",
    code: 'import { connectDatabase } from "../storage/connect.ts";',
  },
  "compose-is-for-main": { file: "cli/broken-too.ts", code: 'import type { Role } from "../compose.ts";' },
  "main-is-the-top": { file: "cli/broken-at-the-top.ts", code: 'import "../main.ts";' },
  "cli-is-for-main": { file: "chat/broken-command-line.ts", code: 'import { EXIT } from "../cli/run.ts";' },
  "config-is-handed-over": { file: "engine/broken-config.ts", code: 'import type { Config } from "../config.ts";' },
  "log-is-handed-over": { file: "engine/broken-log.ts", code: 'import { createLog } from "../log.ts";' },
  "prompt-files-are-for-compose": {
    file: "tools/broken-prompts.ts",
    code: 'import { createTemplateFiles } from "../template-files.ts";',
  },
  "app-is-a-type": { file: "app.ts", code: 'import { COMMANDS } from "./chat/commands.ts";' },
  "source-stands-alone": {
    file: "queue/broken.ts",
    code: 'import { createFakeStores } from "../../tests/fakes/fake-stores.ts";',
  },
  "domain-needs-zod-only": { file: "domain/broken-io.ts", code: 'import { readFile } from "node:fs/promises";' },
  "tools-do-no-io": { file: "tools/refine/broken.ts", code: 'import { request } from "node:https";' },
  "cockatiel-in-two-places": {
    file: "tools/broken-breaker.ts",
    code: 'import { retry } from "cockatiel";',
  },
  "grammy-in-telegram": { file: "chat/broken-grammy.ts", code: 'import type { Update } from "grammy/types";' },
  "discord-in-discord": {
    file: "chat/telegram/broken-discord.ts",
    code: 'import { Client } from "discord.js";',
  },
  "bullmq-in-queue": { file: "engine/broken-queue.ts", code: 'import { Queue } from "bullmq";' },
  "database-in-storage": { file: "queue/broken-sql.ts", code: 'import { sql } from "drizzle-orm";' },
  "pixels-in-images": { file: "providers/sketch/broken.ts", code: 'import sharp from "sharp";' },
  "charts-in-images": { file: "chat/screens/broken-chart.ts", code: 'import * as echarts from "echarts";' },
  "vendor-clients-in-providers": {
    file: "tools/broken-client.ts",
    code: 'import { type OpenAI } from "openai";',
  },
  "web-server-in-http": { file: "chat/telegram/broken-server.ts", code: 'import { Hono } from "hono";' },
  "wording-in-chat": { file: "cli/broken-wording.ts", code: 'import { FluentBundle } from "@fluent/bundle";' },
  "command-line-in-main": { file: "chat/broken-options.ts", code: 'import { Command } from "commander";' },
  "prompts-in-prompt-files": { file: "providers/broken-prompts.ts", code: 'import { parse } from "yaml";' },
  "log-writes-through-log": { file: "storage/broken-log.ts", code: 'import { pino } from "pino";' },
  "no-development-package": { file: "images/broken.ts", code: 'import fc from "fast-check";' },
  "everything-resolves": { file: "images/broken-path.ts", code: 'import { nothing } from "./no-such-file.ts";' },
  "no-circle": { file: "queue/broken-circle.ts", code: 'export * from "./broken-circle.ts";' },
};
