import type { AddressInfo } from "node:net";
import { createConnection, createServer, type Socket } from "node:net";

/** A door before a server: while it is shut, connections break and new ones are refused, as of a server that is away. */
export interface TcpGate {
  readonly port: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** Opens a door to a port of this machine, on a port of its own. */
export async function createTcpGate(target: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const listen = (port: number) =>
    new Promise<ReturnType<typeof createServer>>((done, fail) => {
      const server = createServer((inner) => {
        const outer = createConnection({ host: "127.0.0.1", port: target });
        for (const [from, to] of [
          [inner, outer],
          [outer, inner],
        ] as const) {
          sockets.add(from);
          from.pipe(to);
          from.on("error", () => {});
          from.on("close", () => {
            sockets.delete(from);
            to.destroy();
          });
        }
      });
      server.once("error", fail);
      server.listen(port, "127.0.0.1", () => done(server));
    });
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async shut() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async open() {
      server = await listen(port);
    },
  };
}
