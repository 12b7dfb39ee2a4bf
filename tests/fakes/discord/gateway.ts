import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 };
/** Message content, members, presences: none may be asked for. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;

interface Session {
  readonly id: string;
  readonly shard: [number, number];
  seq: number;
  readonly events: { s: number; t: string; d: unknown }[];
  socket: WebSocket | null;
}

/** The gateway's side of the fake, as tests see it. */
export interface FakeGateway {
  readonly identified: { shard: [number, number]; intents: number }[];
  readonly resumed: number[];
  /** Tells the bot something, now or when it resumes. */
  dispatch(type: string, data: unknown): void;
  /** Tells the newest event again, as a resume with a lost number would. */
  repeat(): void;
  /** Breaks every connection, or closes it with a code. */
  drop(code?: number): void;
  /** Closes the connection of whoever resumes, with this code. */
  closeResumes(code: number): void;
  /** Says that the session is no good (op 9): it may be resumed on the same connection, or is over. */
  invalidate(resumable: boolean): void;
  /** Asks for a heartbeat now; how many came. */
  askForHeartbeat(): void;
  heartbeats(): number;
  /** For connections to come: the time between heartbeats (ms), and whether they are answered. */
  beat(intervalMs: number, answered: boolean): void;
  /** A resume tells so many more of the events that came already. */
  replay(events: number): void;
  /** Asks to reconnect, as Discord does before a deployment. */
  askToReconnect(): void;
  /** Refuses connections until told otherwise. */
  refuse(refusing: boolean): void;
  /** Forgets all sessions: a resume is refused. */
  forgetSessions(): void;
  connections(): number;
  close(): void;
}

/** Serves the gateway on an HTTP server. */
export function createGateway(
  server: Server,
  options: { token: string; ready(): object; changed(): void; url(): string },
): FakeGateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const identified: FakeGateway["identified"] = [];
  const resumed: number[] = [];
  let refusing = false;
  let count = 0;
  let beats = 0;
  let replayed = 0;
  let closing = 0;
  let beat = { intervalMs: 41_250, answered: true };

  server.on("upgrade", (request, socket, head) => {
    const { searchParams } = new URL(request.url ?? "/", "http://x");
    if (refusing || searchParams.get("v") !== "10" || searchParams.get("encoding") !== "json")
      return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (open) => greet(open));
  });

  const send = (socket: WebSocket, op: number, more: object = {}) =>
    socket.send(JSON.stringify({ op, s: null, t: null, ...more }));
  const emit = (session: Session, t: string, d: unknown) => {
    const event = { s: ++session.seq, t, d };
    session.events.push(event);
    if (session.socket) send(session.socket, OP.dispatch, event);
  };
  const greet = (socket: WebSocket) => {
    const { intervalMs, answered } = beat;
    send(socket, OP.hello, { d: { heartbeat_interval: intervalMs } });
    socket.on("message", (raw) => {
      const { op, d } = JSON.parse(String(raw));
      if (op === OP.heartbeat) beats++;
      if (op === OP.heartbeat && answered) send(socket, OP.ack);
      else if (op === OP.heartbeat) return;
      else if (op === OP.identify) identify(socket, d);
      else if (op === OP.resume) resume(socket, d);
      else socket.close(4001);
      options.changed();
    });
    socket.on("close", () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = null;
      options.changed();
    });
  };
  const identify = (
    socket: WebSocket,
    d: { token: string; intents: number; shard?: [number, number]; properties?: object },
  ) => {
    if (d.token !== options.token) return socket.close(4004);
    if (!d.properties || typeof d.intents !== "number") return socket.close(4002);
    if ((d.intents & PRIVILEGED) !== 0) return socket.close(4014);
    if ((d.intents & GUILD_MESSAGES) === 0 || (d.intents & DIRECT_MESSAGES) === 0) return socket.close(4013);
    const shard = d.shard ?? [0, 1];
    const session: Session = { id: `session-${++count}`, shard, seq: 0, events: [], socket };
    sessions.set(session.id, session);
    identified.push({ shard, intents: d.intents });
    emit(session, "READY", { ...options.ready(), session_id: session.id, resume_gateway_url: options.url(), shard });
  };
  const resume = (socket: WebSocket, d: { token: string; session_id: string; seq: number }) => {
    const session = sessions.get(d.session_id);
    if (!session || d.token !== options.token) return send(socket, OP.invalid, { d: false });
    resumed.push(d.seq);
    if (closing !== 0) return socket.close(closing);
    session.socket = socket;
    for (const event of session.events.filter(({ s }) => s > d.seq - replayed)) send(socket, OP.dispatch, event);
    emit(session, "RESUMED", {});
  };
  /** A server's events come on one shard, private ones on the first. */
  const sessionOf = (data: unknown) => {
    const guildId = (data as { guild_id?: string }).guild_id;
    const newest = [...sessions.values()].reverse();
    return newest.find(
      ({ shard: [id, total] }) => id === (guildId ? Number((BigInt(guildId) >> 22n) % BigInt(total)) : 0),
    );
  };
  let last: { type: string; data: unknown } | null = null;
  const gateway: FakeGateway = {
    ...{ identified, resumed },
    dispatch(type, data) {
      last = { type, data };
      const session = sessionOf(data);
      if (!session) throw new Error(`no bot listens for ${type}`);
      emit(session, type, data);
    },
    repeat: () => last && gateway.dispatch(last.type, last.data),
    drop(code) {
      // 0: without a code.
      for (const socket of sockets.clients) code === undefined ? socket.terminate() : socket.close(code || undefined);
    },
    closeResumes: (code) => {
      closing = code;
    },
    invalidate(resumable) {
      if (!resumable) sessions.clear();
      for (const socket of sockets.clients) send(socket, OP.invalid, { d: resumable });
    },
    askForHeartbeat() {
      for (const socket of sockets.clients) send(socket, OP.heartbeat);
    },
    heartbeats: () => beats,
    beat: (intervalMs, answered) => {
      beat = { intervalMs, answered };
    },
    replay: (events) => {
      replayed = events;
    },
    askToReconnect() {
      for (const socket of sockets.clients) send(socket, OP.reconnect);
    },
    refuse: (now) => {
      refusing = now;
    },
    forgetSessions: () => sessions.clear(),
    connections: () => sockets.clients.size,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
  return gateway;
}
