import { type Logger, pino, stdSerializers } from "pino";

/** What lines are written to. */
export interface LogDestination {
  write(line: string): void;
}

export interface LogOptions {
  level: string;
  /** Values that must never be written; see `secretsOf`. */
  secrets: readonly string[];
  /** Default: standard error. */
  destination?: LogDestination;
}

/** Shorter values would blot out ordinary words. */
const SHORTEST_SECRET = 6;
const TELEGRAM_TOKEN = /\bbot\d{5,}(?::|%3A)[\w-]{20,}/gi;
// The look-behind lets a run be tried from its beginning only, so that a long line takes linear time.
const BASE64_RUN = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_=-]{201,}/g;
const NUMBER_RUN = /\[(?:\d{1,3},){40,}\d{1,3}\]|\{"0":\d{1,3}(?:,"\d{1,8}":\d{1,3}){40,}[^}]*\}/g;
/** Below this no line can hold a run of bytes. */
const SHORTEST_RUN = 80;

/** JSON lines at a level; every line is scrubbed of secrets and picture bytes by value, wherever they stand in it. */
export function createLog({
  level,
  secrets,
  destination = pino.destination({ fd: 2, sync: true }),
}: LogOptions): Logger {
  const scrub = createScrubber(secrets);
  const options = {
    level,
    base: { pid: process.pid },
    serializers: { err: describeError },
    formatters: { log: describeErrors },
  };
  return pino(options, { write: (line: string) => destination.write(scrub(line)) });
}

/** Makes a function that takes secrets, Telegram tokens and runs of bytes out of a text. */
function createScrubber(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  const values = [...new Set(forms)].filter((value) => value.length >= SHORTEST_SECRET || /^:.+@$/.test(value));
  // The longest first: a secret may hold another one.
  values.sort((a, b) => b.length - a.length);
  const pattern = values.length === 0 ? undefined : new RegExp(values.map(escaped).join("|"), "g");
  return (text) => {
    let clean = pattern === undefined ? text : text.replace(pattern, "[secret]");
    clean = clean.replace(TELEGRAM_TOKEN, "bot[secret]");
    if (clean.length < SHORTEST_RUN) return clean;
    return clean.replace(BASE64_RUN, "[bytes]").replace(NUMBER_RUN, '"[bytes]"');
  };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function describeError(error: Error): unknown {
  return stdSerializers.errWithCause(error);
}

/** Errors under any key are written out; JSON alone would make `{}` of them. */
function describeErrors(entry: Record<string, unknown>): Record<string, unknown> {
  let described: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries(entry))
    if (key !== "err" && value instanceof Error) {
      described ??= { ...entry };
      described[key] = describeError(value);
    }
  return described ?? entry;
}
