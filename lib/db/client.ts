import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@/lib/db/generated/client";
import { loadEnv } from "@/lib/env/env";

export type { DataKeyKind } from "@/lib/db/generated/client";
export { Prisma };

export type Db = PrismaClient;
/** A transaction of `db()`: what domain functions that write are handed. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

const holder = globalThis as typeof globalThis & { vigilDb?: PrismaClient };

/** Where the database is. `npm start` and the tests set DATABASE_URL for the processes they run. */
export function databaseUrl(): string {
  const url = loadEnv().databaseUrl;
  if (url === null) throw new Error("DATABASE_URL is not set in this process: start it through npm start");
  return url;
}

/** The one Prisma client of this process, connected to DATABASE_URL on first use. */
export function db(): Db {
  holder.vigilDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: databaseUrl(), max: 20 }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return holder.vigilDb;
}

/** Closes the connections; the next `db()` opens new ones. */
export async function disconnectDb(): Promise<void> {
  const client = holder.vigilDb;
  holder.vigilDb = undefined;
  await client?.$disconnect();
}
