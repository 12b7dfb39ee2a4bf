import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { SfumatoError } from "../domain/errors.ts";
import { refusedUpload } from "../domain/upload.ts";
import { type DecoderCall, type DecoderReply, type DecoderValue, TOO_HEAVY, YIELDS } from "./decoder-calls.ts";
import { cpuTimeOf, watchHunger } from "./process-times.ts";
import { storageError } from "./write-whole.ts";
import { yieldSomewhat } from "./yield-processor.ts";

type DecoderAnswer = DecoderValue;

/** Asks the decoder process; one that hangs or dies is replaced. */
export interface Decoder {
  /** @throws SfumatoError `E_INPUT_UNSUPPORTED` when the picture cannot be decoded, in time or at all; `E_STORAGE_IO` */
  ask(call: DecoderCall): Promise<DecoderAnswer>;
  /** Starts its process, so that the next request does not wait for that. */
  warmUp(): void;
  close(): Promise<void>;
}

export interface DecoderOptions {
  log?: { warn(details: object, message: string): void };
  /** Limit of one request (ms). Where others take the processor, it counts the process's own time, up to {@link PATIENCE} limits. */
  timeLimitMs?: number;
  /** Resident memory above which the process ends (MB). */
  maxMemoryMb?: number;
  /** Requests in the process at once; by default two, as the second fills the gaps of the first. */
  atOnce?: number;
  /** Each request waits for one; decoders that share them take turns, however many processes they have. */
  places?: () => { admit(): Promise<void>; done(): void };
  /** An unused process is ended after this time (ms). */
  idleMs?: number;
  /** The program of the process. */
  program?: string;
}

/** For pictures from outside: each is judged within two seconds, in less than 300 MB, and leaves a core to the chat. */
export const INTAKE_LIMITS: DecoderOptions = { timeLimitMs: 1_800, maxMemoryMb: 280, atOnce: 1 };

/** Longest wait for a request on a machine that is busy with other things, in limits. */
const PATIENCE = 12;
/**
 * Few arenas, so that memory does not lie about in many; letters are brought along. Nothing else of the environment goes on.
 * Lower thresholds for giving memory back made each picture a quarter slower.
 */
const ENVIRONMENT = {
  MALLOC_ARENA_MAX: "2",
  FONTCONFIG_FILE: join(import.meta.dirname, "fonts.conf"),
};

interface Request {
  id: number;
  call: DecoderCall;
  /** Its failure may have been the fault of what came before or beside it: it is tried once more, alone in a new process. */
  suspect: boolean;
  /** When it went to the process; its limit (ms), less what a first try took. */
  began: number;
  limitMs: number;
  /** Limits that it has waited already. */
  waited: number;
  /** The process's own time when it began (ms). */
  cpuMs?: number;
  timer?: NodeJS.Timeout;
  /** Sees whether it gets on. */
  hunger?: NodeJS.Timeout;
  resolve(answer: DecoderAnswer): void;
  reject(error: SfumatoError): void;
}

/** Starts its process when it is first needed. */
export function createDecoder(options: DecoderOptions = {}): Decoder {
  return new DecoderQueue(options);
}

class DecoderQueue implements Decoder {
  readonly #options: DecoderOptions;
  readonly #waiting: Request[] = [];
  readonly #running = new Map<number, Request>();
  #child: ChildProcess | undefined;
  /** Requests that went to this process. */
  #served = 0;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 1;
  #closed = false;
  /** A process that yields would get nothing: the next one does not. */
  #isHungry = false;

  constructor(options: DecoderOptions) {
    this.#options = options;
  }

  async ask(call: DecoderCall): Promise<DecoderAnswer> {
    const place = this.#options.places?.();
    await place?.admit();
    return this.#queue(call).finally(() => place?.done());
  }

  async #queue(call: DecoderCall): Promise<DecoderAnswer> {
    if (this.#closed) throw cancelled();
    const { promise, resolve, reject } = Promise.withResolvers<DecoderAnswer>();
    this.#waiting.push({
      id: this.#nextId++,
      call,
      suspect: false,
      began: 0,
      limitMs: this.#limit,
      waited: 0,
      resolve,
      reject,
    });
    this.#dispatch();
    return promise;
  }

  warmUp(): void {
    if (this.#closed || this.#child !== undefined) return;
    this.#child = this.#start();
    this.#dispatch();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    for (const request of [...this.#waiting.splice(0), ...this.#takeAll()]) request.reject(cancelled());
    const last = this.#child;
    this.#child = undefined;
    if (last === undefined || last.exitCode !== null || last.signalCode !== null) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    // An idle one does not keep the process alive; its end is waited for all the same.
    last.ref();
    last.once("exit", () => resolve());
    last.kill("SIGKILL");
    await promise;
  }

  #dispatch(): void {
    clearTimeout(this.#idle);
    const { atOnce = 2 } = this.#options;
    while (!this.#closed && this.#waiting[0] !== undefined && mayRun(this.#waiting[0], this.#running, atOnce))
      this.#send(this.#waiting.shift() as Request);
    if (this.#running.size > 0) return;
    // An unused process does not keep the bot's alive, and is ended after a while.
    this.#child?.unref();
    this.#child?.channel?.unref();
    this.#idle = setTimeout(() => {
      this.#discard();
      this.#isHungry = false;
    }, this.#options.idleMs ?? 60_000);
    this.#idle.unref();
  }

  #send(request: Request): void {
    if (request.suspect && this.#served > 0) this.#discard();
    this.#child ??= this.#start();
    this.#served++;
    this.#child.ref();
    this.#child.channel?.ref();
    this.#running.set(request.id, request);
    request.waited = 0;
    request.began = performance.now();
    request.cpuMs = this.#cpuTime();
    request.timer = setTimeout(() => this.#overdue(request), request.limitMs);
    const { pid } = this.#child;
    if (pid !== undefined && !this.#isHungry) request.hunger = watchHunger(pid, () => this.#stopYielding());
    // A process that does not listen any more says so by its exit.
    this.#child.send({ id: request.id, call: request.call }, () => {});
  }

  #start(): ChildProcess {
    const { log, program = join(import.meta.dirname, "decoder-process.ts") } = this.#options;
    // No variable goes on, as they hold keys; what native code writes would not be our JSON lines.
    const flags = {
      env: ENVIRONMENT,
      execArgv: ["--max-old-space-size=128", "--expose-gc", "--v8-pool-size=1"],
      serialization: "advanced" as const,
    };
    const args = [String(this.#options.maxMemoryMb ?? 600), ...(this.#isHungry ? [] : [YIELDS])];
    this.#served = 0;
    const child = fork(program, args, { ...flags, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    if (child.pid !== undefined) yieldSomewhat(child.pid);
    child.on("message", (reply: DecoderReply) => this.#settle(reply));
    child.once("error", (error) => {
      log?.warn({ err: error }, "decoder: its process failed");
      // One that could not be started has no exit.
      if (child.pid === undefined) this.#lost(child);
    });
    child.once("exit", (code) => this.#lost(child, code));
    return child;
  }

  #settle(reply: DecoderReply): void {
    const request = this.#take(reply.id);
    if (reply.ok) request?.resolve(reply.value);
    else if (reply.upload) request?.reject(refusedUpload(reply.upload, reply.details));
    else if (reply.fault === "disk") request?.reject(storageError({ code: reply.problem }));
    else if (reply.fault === "heavy" && request?.suspect === false) this.#again(request);
    else request?.reject(undecodable(reply.problem, reply.fault === "heavy"));
    this.#dispatch();
  }

  /** Those in hand may have killed it, or what was left of earlier pictures: each gets another chance, alone in a new process. */
  #lost(child: ChildProcess, code: number | null = null): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    const requests = this.#takeAll();
    if (requests.length > 0) this.#options.log?.warn({ code }, "decoder: its process died over a picture");
    const reason = code === TOO_HEAVY ? "it needs too much memory" : "the decoder died of it";
    const isSure = requests.length === 1 && this.#served <= 1;
    for (const request of requests)
      if (isSure || request.suspect) request.reject(undecodable(reason, true));
      else this.#again(request);
    this.#dispatch();
  }

  /** Once more, in what is left of its time. */
  #again(request: Request): void {
    const limitMs = Math.max(0, request.limitMs - (performance.now() - request.began));
    this.#waiting.unshift({ ...request, suspect: true, limitMs });
  }

  get #limit(): number {
    return this.#options.timeLimitMs ?? 10_000;
  }

  #cpuTime(): number | undefined {
    return this.#child?.pid === undefined ? undefined : cpuTimeOf(this.#child.pid);
  }

  /** A good picture must not be refused because the processor was elsewhere. */
  #isStarved(request: Request): boolean {
    const now = this.#cpuTime();
    if (now === undefined || request.cpuMs === undefined || ++request.waited >= PATIENCE) return false;
    return now - request.cpuMs < request.limitMs * 0.9;
  }

  /** Where no time is left over at all, pictures take their share: what is in hand goes to a process that does not yield. */
  #stopYielding(): void {
    this.#isHungry = true;
    this.#waiting.unshift(...this.#takeAll());
    this.#discard();
    this.#dispatch();
  }

  #overdue(request: Request): void {
    if (this.#isStarved(request)) {
      request.timer = setTimeout(() => this.#overdue(request), request.limitMs);
      return;
    }
    this.#take(request.id);
    request.reject(undecodable("it takes too long", true));
    this.#options.log?.warn({}, "decoder: a picture took too long");
    // Nothing else stops a decoder; the others in hand did no wrong.
    this.#waiting.unshift(...this.#takeAll());
    this.#discard();
    this.#dispatch();
  }

  #discard(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill("SIGKILL");
  }

  #take(id: number): Request | undefined {
    const request = this.#running.get(id);
    clearTimeout(request?.timer);
    clearInterval(request?.hunger);
    this.#running.delete(id);
    return request;
  }

  #takeAll(): Request[] {
    return [...this.#running.keys()].map((id) => this.#take(id) as Request);
  }
}

function mayRun(next: Request, running: ReadonlyMap<number, Request>, atOnce: number): boolean {
  if (running.size === 0) return true;
  return running.size < atOnce && ![next, ...running.values()].some(({ suspect }) => suspect);
}

/** `heavy`: it is not damaged, but asks for more than a decoder may take. */
function undecodable(reason: string, heavy = false): SfumatoError {
  return new SfumatoError("E_INPUT_UNSUPPORTED", "The picture cannot be read.", { details: { reason, heavy } });
}

function cancelled(): SfumatoError {
  return new SfumatoError("E_CANCELLED", "The bot is stopping.");
}
