import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { diffMigrations } from "@/lib/migrations/create-migration";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { listMigrationNames, lockfileText, readMigrationList } from "@/lib/migrations/migration-folder";
import { readMigrationStatus } from "@/lib/migrations/migration-status";
import { withSchemaEngine } from "@/lib/migrations/schema-engine";
import { withClient } from "@/lib/postgres/connect";
import { createTestDatabase, testServerAdminUrl } from "@/lib/testing/test-database";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-migrations-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const schema = `datasource db {
  provider = "postgresql"
}

model Note {
  id      String    @id
  version Int
  doneAt  DateTime?

  @@map("note")
}
`;

const handWritten = `
CREATE TABLE "note" ("id" TEXT NOT NULL, "version" INTEGER NOT NULL, "doneAt" TIMESTAMP(3),
  CONSTRAINT "note_pkey" PRIMARY KEY ("id"), CONSTRAINT "version_positive" CHECK ("version" > 0));
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'kept; for ever';
  RETURN NULL;
END;
$$;
CREATE TRIGGER "note_kept" BEFORE DELETE ON "note" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE UNIQUE INDEX "note_open" ON "note" ("version") WHERE "doneAt" IS NULL;
CREATE INDEX "note_lower" ON "note" (lower("id"));
`;

function write(name: string, sql: string, schemaText: string): { migrations: string; schemaFile: string } {
  const migrations = path.join(folder, name, "migrations");
  mkdirSync(path.join(migrations, "20260101000000_first"), { recursive: true });
  writeFileSync(path.join(migrations, "20260101000000_first", "migration.sql"), sql);
  writeFileSync(path.join(migrations, "migration_lock.toml"), lockfileText);
  const schemaFile = path.join(folder, name, "schema.prisma");
  writeFileSync(schemaFile, schemaText);
  return { migrations, schemaFile };
}

async function emptyDatabase(): Promise<string> {
  const url = await createTestDatabase();
  await withClient(url, (client) => client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  return url;
}

const noFilters = { externalTables: [], externalEnums: [] };

describe("the migrations of this repository", () => {
  it("lead to exactly what prisma/schema.prisma says", async () => {
    expect(await diffMigrations(testServerAdminUrl())).toBeNull();
  });

  it("are applied once when four processes start at the same time", async () => {
    const url = await emptyDatabase();
    const applied = await Promise.all(Array.from({ length: 4 }, () => deployMigrations(url)));
    expect(applied.flat()).toEqual(listMigrationNames());
    expect(await readMigrationStatus(url)).toEqual({ state: "current" });
  });

  it("are not touched when the database was used by a newer version", async () => {
    const url = await createTestDatabase();
    await withClient(url, (client) =>
      client.query(
        "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_future', now())",
      ),
    );
    await expect(deployMigrations(url)).rejects.toThrow(/newer Vigil.*29990101000000_future/);
  });
});

describe("the migration engine", () => {
  it("runs functions and triggers whole, and a diff leaves hand-written parts alone", async () => {
    const { migrations, schemaFile } = write("hand-written", handWritten, schema);
    const url = await emptyDatabase();
    const list = readMigrationList(migrations);
    await withSchemaEngine(url, (engine) => engine.applyMigrations({ migrationsList: list, filters: noFilters }));
    await withClient(url, async (client) => {
      await client.query("INSERT INTO note VALUES ('a', 1, NULL)");
      await expect(client.query("DELETE FROM note")).rejects.toThrow("kept; for ever");
    });
    expect(await diffMigrations(testServerAdminUrl(), migrations, schemaFile)).toBeNull();
  });

  it("finds what the schema says beyond the migrations", async () => {
    const wanted = schema.replace("doneAt  DateTime?", "doneAt  DateTime?\n  title   String?");
    const { migrations, schemaFile } = write("beyond", handWritten, wanted);
    const sql = await diffMigrations(testServerAdminUrl(), migrations, schemaFile);
    expect(sql).toContain('ALTER TABLE "note" ADD COLUMN     "title" TEXT');
    expect(sql).not.toContain("DROP");
  });

  it("leaves nothing of a migration that fails half-way, and says why", async () => {
    const { migrations } = write("broken", "CREATE TABLE half (id int);\nCREATE TABLE other (id nosuchtype);", schema);
    const url = await emptyDatabase();
    const list = readMigrationList(migrations);
    const run = withSchemaEngine(url, (engine) => engine.applyMigrations({ migrationsList: list, filters: noFilters }));
    await expect(run).rejects.toThrow('type "nosuchtype" does not exist');
    await withClient(url, async (client) => {
      const found = await client.query("SELECT to_regclass('half') AS name");
      expect(found.rows[0].name).toBeNull();
    });
  });
});
