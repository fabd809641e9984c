import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PgBoss } from "pg-boss";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { withClient } from "@/lib/postgres/connect";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";
import { isAlive } from "@/lib/process/liveness";

export const templateDatabase = "vigil_template";

const prefix = "vigil-test-";

/**
 * Nothing here must survive a power cut; everything else behaves as in production. Statistics are gathered only where a
 * test asks for them: gathered by the clock, they gave one test another plan now and then.
 */
const throwawaySettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  max_connections: "200",
};

/** Ends the servers of test runs that were killed: their folder's name holds the pid of the run. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    await removeThrowaway(path.join(tmpdir(), name));
  }
}

/** The same server seen through another of its databases. */
export function databaseUrlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** The tables of pg-boss, so that no test file has to wait for them. */
async function installJobQueue(connectionString: string): Promise<void> {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false, max: 1 });
  await boss.start();
  await boss.stop({ graceful: false });
}

/**
 * Starts a throwaway PostgreSQL in a temporary folder and makes the migrated database tests are cloned from.
 * @returns connection strings of the superuser and of the application, and what ends and removes the server
 */
export async function startTestServer(): Promise<{ adminUrl: string; url: string; stop: () => Promise<void> }> {
  await sweepAbandoned();
  const dataDir = makeThrowawayDir(`${prefix}${process.pid}-`);
  const stop = () => removeThrowaway(dataDir);
  try {
    const postgres = await startPostgres({ dataDir, settings: throwawaySettings });
    // Owned by the application's role, so that tests run with production's rights and not a superuser's.
    await withClient(postgres.adminUrl, (client) => client.query(`CREATE DATABASE ${templateDatabase} OWNER vigil`));
    const templateUrl = databaseUrlOf(postgres.url, templateDatabase);
    await deployMigrations(templateUrl);
    await installJobQueue(templateUrl);
    return { adminUrl: postgres.adminUrl, url: postgres.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
