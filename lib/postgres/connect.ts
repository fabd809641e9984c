import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Runs `use` with one connection and closes it. An idle connection that breaks is the caller's next query's error. */
export async function withClient<T>(connectionString: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a database lets us in with this connection string within `waitMs`. */
export async function answers(connectionString: string, waitMs = 0): Promise<boolean> {
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      await withClient(connectionString, (client) => client.query("SELECT 1"));
      return true;
    } catch {
      if (Date.now() >= until) return false;
      await sleep(40);
    }
  }
}
