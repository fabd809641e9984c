import { databaseUrl } from "@/lib/db/client";
import { withClient } from "@/lib/postgres/connect";
import { testServerAdminUrl } from "@/lib/testing/test-database";
import { databaseUrlOf } from "@/lib/testing/test-server";

const LOG = [
  "audit_leaf",
  "audit_checkpoint",
  "audit_node",
  "audit_key",
  "audit_unsealed",
  "audit_chain",
  "audit_event",
];

async function asOwner(sql: string, values?: unknown[]): Promise<void> {
  const adminUrl = databaseUrlOf(testServerAdminUrl(), new URL(databaseUrl()).pathname.slice(1));
  await withClient(adminUrl, async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query(sql, values);
  });
}

/** Does what a superuser can do and the application cannot: change the log behind the backs of its triggers. */
export function tamper(...statements: string[]): Promise<void> {
  return asOwner(statements.join(";\n"));
}

/** The same with one statement and its values. */
export function tamperWith(sql: string, values: unknown[]): Promise<void> {
  return asOwner(sql, values);
}

/** Empties the log, its seals and its keys. */
export function clearLog(): Promise<void> {
  return tamper(...LOG.map((table) => `DELETE FROM ${table}`));
}

/** Makes a copy of the log as it is, under a name. */
export function keepLog(name: string): Promise<void> {
  return tamper(...LOG.map((table) => `CREATE TABLE ${name}_${table} AS TABLE ${table}`));
}

/** Puts a copy in the place of the log. */
export function putLogBack(name: string): Promise<void> {
  const insert = (table: string) => `INSERT INTO ${table} OVERRIDING SYSTEM VALUE TABLE ${name}_${table}`;
  return tamper(...LOG.flatMap((table) => [`DELETE FROM ${table}`, insert(table)]));
}
