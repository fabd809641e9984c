import { createServer } from "node:net";

/** Whether a TCP port can be bound now. `host` undefined means every address of the machine. */
export function isPortFree(port: number, host?: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => resolve(false));
  server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  return promise;
}

/**
 * A free loopback port between 20000 and 29999: below the range systems hand out for outgoing connections, so that the
 * same port is still free when PostgreSQL is started again after a crash.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isPortFree(port, "127.0.0.1")) return port;
  }
  throw new Error("no free port between 20000 and 29999 on 127.0.0.1");
}
