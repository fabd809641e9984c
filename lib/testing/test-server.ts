import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { withClient } from "@/lib/postgres/connect";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";
import { isAlive } from "@/lib/process/liveness";

export const templateDatabase = "vigil_template";

const prefix = "vigil-test-";

/** Nothing here must survive a power cut; everything else behaves as in production. */
const throwawaySettings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

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
    await deployMigrations(databaseUrlOf(postgres.url, templateDatabase));
    return { adminUrl: postgres.adminUrl, url: postgres.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
