import { z } from "zod";
import { listMigrationNames } from "@/lib/migrations/migration-folder";
import { withClient } from "@/lib/postgres/connect";

const rowSchema = z.object({ migration_name: z.string(), finished: z.boolean() });

export type MigrationStatus =
  | { state: "current" }
  | { state: "behind"; missing: string[] }
  | { state: "failed"; failed: string[] }
  | { state: "newer"; unknown: string[] };

/**
 * Compares what a database says it has with what this code brings. Pure.
 * @param rows Prisma's records that were not rolled back
 */
function compareMigrations(rows: readonly z.infer<typeof rowSchema>[], known: readonly string[]): MigrationStatus {
  const unknown = rows.map((row) => row.migration_name).filter((name) => !known.includes(name));
  if (unknown.length > 0) return { state: "newer", unknown };
  const finished = new Set(rows.filter((row) => row.finished).map((row) => row.migration_name));
  const failed = rows.filter((row) => !finished.has(row.migration_name)).map((row) => row.migration_name);
  if (failed.length > 0) return { state: "failed", failed };
  const missing = known.filter((name) => !finished.has(name));
  return missing.length > 0 ? { state: "behind", missing } : { state: "current" };
}

/** The state of a database's schema, by plain SQL: cheap enough for /readyz. @throws when it cannot be reached. */
export async function readMigrationStatus(databaseUrl: string): Promise<MigrationStatus> {
  return withClient(databaseUrl, async (client) => {
    const known = listMigrationNames();
    const table = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present");
    if (table.rows[0].present !== true) return compareMigrations([], known);
    const found = await client.query(
      "SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at",
    );
    return compareMigrations(z.array(rowSchema).parse(found.rows), known);
  });
}
