import pg from "pg";
import { readMigrationList } from "@/lib/migrations/migration-folder";
import { type MigrationStatus, readMigrationStatus } from "@/lib/migrations/migration-status";
import { withSchemaEngine } from "@/lib/migrations/schema-engine";
import { OperatorError } from "@/lib/process/operator-error";

/** "vigilmig" in hexadecimal: the advisory lock that lets one process at a time migrate. */
const lockKey = "8531029457213286759";

async function withMigrationLock<T>(databaseUrl: string, use: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1::bigint)", [lockKey]);
    return await use();
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refuseNewer(status: MigrationStatus): void {
  if (status.state !== "newer") return;
  throw new OperatorError(
    `this database was last used by a newer Vigil (it has ${status.unknown.join(", ")}, which this code does not know). Start the newer version again`,
  );
}

async function apply(databaseUrl: string, say: (line: string) => void): Promise<string[]> {
  const status = await readMigrationStatus(databaseUrl);
  refuseNewer(status);
  if (status.state === "current") return [];
  return withSchemaEngine(databaseUrl, async (engine) => {
    if (status.state === "failed") {
      // A migration is one transaction, so one that did not finish left nothing: it may be tried again.
      for (const migrationName of status.failed) {
        say(`Migration ${migrationName} was interrupted; applying it again`);
        await engine.markMigrationRolledBack({ migrationName });
      }
    }
    const filters = { externalTables: [], externalEnums: [] };
    const applied = await engine.applyMigrations({ migrationsList: readMigrationList(), filters });
    return applied.appliedMigrationNames;
  });
}

/**
 * Brings a database to the schema of this code with Prisma's own engine and records (`_prisma_migrations`). Several
 * processes may call it at once: one migrates, the others wait and find nothing left to do.
 * @returns the names of the migrations just applied
 * @throws OperatorError when the database is newer than this code, or a migration fails (it then left nothing behind)
 */
export async function deployMigrations(
  databaseUrl: string,
  say: (line: string) => void = () => undefined,
): Promise<string[]> {
  const before = await readMigrationStatus(databaseUrl);
  refuseNewer(before);
  if (before.state === "current") return [];
  return withMigrationLock(databaseUrl, async () => {
    try {
      return await apply(databaseUrl, say);
    } catch (error) {
      if (error instanceof OperatorError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new OperatorError(`the database could not be brought up to date: ${reason}`, 1, { cause: error });
    }
  });
}
