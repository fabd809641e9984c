import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  listMigrationNames,
  lockfileText,
  migrationsDir,
  readMigrationList,
  schemaFile,
} from "@/lib/migrations/migration-folder";
import { withSchemaEngine } from "@/lib/migrations/schema-engine";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";
import { OperatorError } from "@/lib/process/operator-error";

/** Runs `use` with the superuser of a PostgreSQL made for it alone, removed afterwards. */
async function withThrowawayPostgres<T>(use: (adminUrl: string) => Promise<T>): Promise<T> {
  const dataDir = makeThrowawayDir("vigil-diff-");
  try {
    const postgres = await startPostgres({ dataDir, settings: { fsync: "off", shared_buffers: "32MB" } });
    return await use(postgres.adminUrl);
  } finally {
    await removeThrowaway(dataDir);
  }
}

/**
 * The SQL that leads from the migrations to the schema file; null when they agree. Triggers, functions, CHECK
 * constraints and partial or expression indexes written by hand are unknown to Prisma and left alone.
 * @param adminUrl a database server where a shadow database may be made
 */
export async function diffMigrations(
  adminUrl: string,
  directory = migrationsDir,
  schema = schemaFile,
): Promise<string | null> {
  const result = await withSchemaEngine(adminUrl, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...readMigrationList(directory) },
      to: { tag: "schemaDatamodel", files: [{ path: schema, content: readFileSync(schema, "utf8") }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return result.exitCode === 0 ? null : (result.stdout ?? "");
}

/**
 * Writes the next migration: what prisma/schema.prisma says beyond prisma/migrations.
 * @param name lower-case words joined by underscores, the reason of the change
 * @param now gives the folder its timestamp (UTC)
 * @returns the path of the new migration.sql, or null when there is nothing to do
 */
export async function createMigration(
  name: string,
  now: Date,
  directory = migrationsDir,
  schema = schemaFile,
): Promise<string | null> {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) {
    throw new OperatorError(
      `a migration's name is lower-case words joined by underscores, for example "case_due_index"; given: ${JSON.stringify(name)}`,
      2,
    );
  }
  const sql = await withThrowawayPostgres((adminUrl) => diffMigrations(adminUrl, directory, schema));
  if (sql === null) return null;
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const last = listMigrationNames(directory).at(-1);
  if (last !== undefined && last >= `${stamp}_`)
    throw new OperatorError(`the migration ${last} is dated later than now; check the clock`);
  const folder = path.join(directory, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "migration.sql");
  writeFileSync(file, sql);
  writeFileSync(path.join(directory, "migration_lock.toml"), lockfileText);
  return file;
}
