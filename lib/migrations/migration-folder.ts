import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm";

/** Every program of Vigil runs in the root of the repository; inside Next's bundle a module has no folder of its own. */
const root = process.cwd();

export const schemaFile = path.join(root, "prisma", "schema.prisma");
export const migrationsDir = path.join(root, "prisma", "migrations");

/** What Prisma keeps in `migration_lock.toml`: the kind of database the migrations are written for. */
export const lockfileText = 'provider = "postgresql"\n';

/** Names of the migrations this code brings, oldest first. */
export function listMigrationNames(directory = migrationsDir): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(directory, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort();
}

/** The migrations folder as Prisma's engine wants it handed over. */
export function readMigrationList(directory = migrationsDir): MigrationList {
  const lockfile = path.join(directory, "migration_lock.toml");
  return {
    baseDir: directory,
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : lockfileText,
    },
    shadowDbInitScript: "",
    migrationDirectories: listMigrationNames(directory).map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(path.join(directory, name, "migration.sql"), "utf8") },
      },
    })),
  };
}
