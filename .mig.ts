(globalThis as any).PRISMA_WASM_PANIC_REGISTRY = { set_message(m: string) { console.log("PANIC", m); } };
import { startPostgres, stopPostgres } from "@/lib/postgres/embedded";
import { withSchemaEngine } from "@/lib/migrations/schema-engine";
import { readMigrationList } from "@/lib/migrations/migration-folder";
import { mkdirSync, writeFileSync, rmSync } from "node:fs";
const d = "/tmp/vg2";
const p = await startPostgres({ dataDir: d, say: console.log });
const m = "/tmp/vg2-mig"; rmSync(m, {recursive:true,force:true}); mkdirSync(m + "/20260101000000_init", { recursive: true });
const sql = process.argv[2] === "bad" ? `CREATE TABLE ok (id int); CREATE TABLE x (id nosuch);` : `
CREATE TABLE "a" ("id" TEXT NOT NULL, "n" INTEGER NOT NULL, "t" TIMESTAMP(3), CONSTRAINT "a_pkey" PRIMARY KEY ("id"), CONSTRAINT pos CHECK (n > 0));
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no; never'; RETURN NULL; END; $$;
CREATE TRIGGER a_ro BEFORE UPDATE OR DELETE ON "a" FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE INDEX a_partial ON "a" ("n") WHERE "t" IS NULL;
CREATE UNIQUE INDEX a_partial_unique ON "a" ("n") WHERE "t" IS NOT NULL;
CREATE INDEX a_expr ON "a" (lower("id"));
CREATE INDEX a_incl ON "a" ("n") INCLUDE ("t");
CREATE INDEX a_plain_extra ON "a" ("t");
CREATE INDEX a_brin ON "a" USING brin ("t");
CREATE SEQUENCE myseq;
CREATE VIEW v AS SELECT 1 AS one;
ALTER TABLE "a" ADD COLUMN gen int GENERATED ALWAYS AS (n + 1) STORED;
`;
writeFileSync(m + "/20260101000000_init/migration.sql", sql);
try {
  let t = Date.now();
  console.log(await withSchemaEngine(p.adminUrl, (e) => e.applyMigrations({ migrationsList: readMigrationList(m), filters: { externalTables: [], externalEnums: [] } })), Date.now() - t);
  t = Date.now();
  const schema = `datasource db {
  provider = "postgresql"
}
model A {
  id String @id
  n Int
  t DateTime?
  gen Int?
  @@map("a")
}
`;
  console.log(await withSchemaEngine(p.adminUrl, (e) => e.diff({ from: { tag: "migrations", ...readMigrationList(m) }, to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] }, script: true, exitCode: true, filters: { externalTables: [], externalEnums: [] } })), Date.now() - t);
} catch (e) { console.log("ERR", e); }
finally { await stopPostgres(d); rmSync(d, { recursive: true }); }
console.log(process.getActiveResourcesInfo());
setTimeout(()=>console.log("1s", process.getActiveResourcesInfo()),1000).unref();
