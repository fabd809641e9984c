import pg from "pg";
import { usersLock } from "@/lib/postgres/with-database";

/** Advisory lock held by the one `npm start` that runs an embedded database. It ends with its holder, whatever happens. */
const startLock = "8531029457213286761";

const applicationPrefix = "vigil start ";

/** What the holder of a start lock says about itself. */
export interface StartLockHolder {
  pid: number;
  url: string;
}

/**
 * Tries to become the one start of this database; held until `release` or until the connection ends.
 * @param self shown to whoever tries next
 * @returns how to give it up, or who holds it (null when that cannot be told)
 */
export async function takeStartLock(
  databaseUrl: string,
  self: StartLockHolder,
): Promise<{ taken: true; release: () => Promise<void> } | { taken: false; holder: string | null }> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: `${applicationPrefix}process ${self.pid}, ${self.url}`.slice(0, 63),
  });
  client.on("error", () => undefined);
  await client.connect();
  const found = await client.query("SELECT pg_try_advisory_lock($1::bigint) AS taken", [startLock]);
  if (found.rows[0].taken === true) {
    await client.query("SELECT pg_advisory_lock_shared($1::bigint)", [usersLock]);
    return { taken: true, release: () => client.end().catch(() => undefined) };
  }
  const others = await client.query(
    "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE $1 AND pid <> pg_backend_pid() LIMIT 1",
    [`${applicationPrefix}%`],
  );
  await client.end();
  const name: unknown = others.rows[0]?.application_name;
  return { taken: false, holder: typeof name === "string" ? name.slice(applicationPrefix.length) : null };
}
