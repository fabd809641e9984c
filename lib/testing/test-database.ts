import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import { withClient } from "@/lib/postgres/connect";
import { databaseUrlOf, templateDatabase } from "@/lib/testing/test-server";

/** Arbitrary: PostgreSQL clones a template only while nobody else is connected to it, so clones take turns. */
const cloneLock = 70_461_802;

/**
 * A migrated, empty database of this test file's own; dropped after the file's last test. Call it at the top level of
 * a file or in `beforeAll`.
 * @returns its connection string, with the rights the application has (not a superuser)
 */
export async function createTestDatabase(): Promise<string> {
  const server = inject("testServer");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(server.adminUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [cloneLock]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase} OWNER vigil`);
  });
  afterAll(() => withClient(server.adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)));
  return databaseUrlOf(server.url, name);
}

/** The superuser of the test server: for tests about the server itself, never for tests of the application. */
export function testServerAdminUrl(): string {
  return inject("testServer").adminUrl;
}

/**
 * `createTestDatabase`, and what `loadEnv()` and `db()` need to use it in this test file: call it before the first of
 * them, because they read the environment once.
 */
export async function prepareTestDatabase(): Promise<string> {
  const url = await createTestDatabase();
  process.env.DATABASE_URL = url;
  process.env.VIGIL_SECRET = "only-for-tests-0123456789abcdef-0123456789abcdef";
  return url;
}
