import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { withClient } from "@/lib/postgres/connect";

function toAdapterError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { code = "", severity = "ERROR", message, detail, column, hint } = error;
  return new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
}

/** The catalogue columns of type "char" that the engine's own queries select. */
const charColumns: ReadonlySet<string> = new Set(["constraint_type", "confdeltype", "confupdtype"]);

function castCharColumns(sql: string): string {
  return sql
    .replace("constr.contype AS constraint_type", "constr.contype::text AS constraint_type")
    .replace(/\bcon\.(confdeltype|confupdtype),/g, "con.$1::text AS $1,");
}

/**
 * Two repairs PrismaPg 7.10 needs before the migration engine can use it.
 * It splits a script at every semicolon, which cuts function bodies in pieces: sent whole, PostgreSQL parses it itself
 * and runs it as one transaction. And it cannot read the type "char", which the engine asks the catalogue for.
 */
function repairAdapter(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw({ ...query, sql: castCharColumns(query.sql) });
    const columnTypes = result.columnTypes.map((type, index) =>
      charColumns.has(result.columnNames[index] ?? "") ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  adapter.executeScript = async (script) => {
    if (script.trim() === "") return;
    try {
      await pool.query(script);
    } catch (error) {
      throw toAdapterError(error);
    }
  };
  return adapter;
}

/**
 * Connects Prisma's migration engine to a database.
 * The shadow database (for diffs) is made beside it and dropped after its connections are closed, so the role of the
 * connection string must be allowed to make databases when diffs are asked for.
 */
export class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";
  private readonly open = new Set<() => Promise<void>>();

  constructor(private readonly connectionString: string) {}

  connect(): Promise<SqlDriverAdapter> {
    return this.connectTo(this.connectionString, async () => undefined);
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const name = `vigil_shadow_${randomUUID().replaceAll("-", "")}`;
    const shadow = new URL(this.connectionString);
    shadow.pathname = `/${name}`;
    await withClient(this.connectionString, (client) => client.query(`CREATE DATABASE ${name}`));
    return this.connectTo(shadow.href, async () => {
      await withClient(this.connectionString, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    });
  }

  /** Closes what the engine left open; it does not close its connections itself. */
  async close(): Promise<void> {
    for (const dispose of [...this.open]) await dispose();
  }

  private async connectTo(connectionString: string, afterClose: () => Promise<void>): Promise<SqlDriverAdapter> {
    const pool = new pg.Pool({ connectionString, max: 4 });
    const adapter = repairAdapter(await new PrismaPg(pool).connect(), pool);
    const dispose = async () => {
      if (!this.open.delete(dispose)) return;
      await pool.end();
      await afterClose();
    };
    this.open.add(dispose);
    adapter.dispose = dispose;
    return adapter;
  }
}
