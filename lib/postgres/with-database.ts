import pg from "pg";
import { findRunning, startPostgres, stopPostgres } from "@/lib/postgres/embedded";
import { OperatorError } from "@/lib/process/operator-error";

export interface DatabasePlace {
  dataDir: string;
  databaseUrl: string | null;
}

/** Advisory lock held (shared) by every program that uses the embedded PostgreSQL; who leaves last stops it. */
export const usersLock = "8531029457213286760";

/**
 * The database to use, when one is there: DATABASE_URL, or the running embedded PostgreSQL.
 * @throws OperatorError when neither is.
 */
export async function getDatabaseUrl(place: DatabasePlace): Promise<string> {
  if (place.databaseUrl !== null) return place.databaseUrl;
  const running = await findRunning(place.dataDir);
  if (running) return running.url;
  throw new OperatorError(
    `no database: Vigil is not running with DATA_DIR ${place.dataDir}. Run npm start, or set DATABASE_URL`,
  );
}

/**
 * Runs `use` with a database whether Vigil is running or not: DATABASE_URL, the running embedded PostgreSQL, or one
 * started for the occasion and stopped afterwards unless another program has begun to use it.
 */
export async function withDatabase<T>(place: DatabasePlace, use: (databaseUrl: string) => Promise<T>): Promise<T> {
  if (place.databaseUrl !== null) return use(place.databaseUrl);
  const postgres = await startPostgres({ dataDir: place.dataDir });
  const client = new pg.Client({ connectionString: postgres.url });
  client.on("error", () => undefined);
  await client.connect();
  let isLast = false;
  try {
    await client.query("SELECT pg_advisory_lock_shared($1::bigint)", [usersLock]);
    return await use(postgres.url);
  } finally {
    try {
      await client.query("SELECT pg_advisory_unlock_shared($1::bigint)", [usersLock]);
      const found = await client.query("SELECT pg_try_advisory_lock($1::bigint) AS alone", [usersLock]);
      isLast = found.rows[0].alone === true;
    } finally {
      await client.end().catch(() => undefined);
    }
    if (isLast) await stopPostgres(place.dataDir);
  }
}
