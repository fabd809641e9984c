import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "@/lib/db/generated/client";
import { loadEnv } from "@/lib/env/env";

export type { DataKeyKind } from "@/lib/db/generated/client";
export { Prisma };

export type Db = PrismaClient;
/** A transaction of `db()`: what domain functions that write are handed. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

const holder = globalThis as typeof globalThis & { vigilDb?: PrismaClient; vigilPool?: pg.Pool };

/** Where the database is. `npm start` and the tests set DATABASE_URL for the processes they run. */
export function databaseUrl(): string {
  const url = loadEnv().databaseUrl;
  if (url === null) throw new Error("DATABASE_URL is not set in this process: start it through npm start");
  return url;
}

/**
 * The connections of this process, which Prisma uses too. Straight to them goes only what a bench showed to need it: the
 * insert of a webhook delivery.
 */
export function pool(): pg.Pool {
  if (!holder.vigilPool) {
    holder.vigilPool = new pg.Pool({ connectionString: databaseUrl(), max: 20 });
    // Without a listener the loss of an idle connection would end the process; the pool opens another when one is needed.
    holder.vigilPool.on("error", () => {});
  }
  return holder.vigilPool;
}

/** The one Prisma client of this process, connected to DATABASE_URL on first use. */
export function db(): Db {
  holder.vigilDb ??= new PrismaClient({
    adapter: new PrismaPg(pool()),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return holder.vigilDb;
}

/** Closes the connections; the next `db()` opens new ones. */
export async function disconnectDb(): Promise<void> {
  const [client, connections] = [holder.vigilDb, holder.vigilPool];
  holder.vigilDb = undefined;
  holder.vigilPool = undefined;
  await client?.$disconnect();
  await connections?.end();
}
