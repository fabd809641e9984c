import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findCluster } from "@/lib/postgres/cluster";
import { stopPostgres } from "@/lib/postgres/embedded";

/**
 * A temporary data folder for a database that is removed again. Its mode lets root's PostgreSQL pass through it: in
 * the 0700 folder `mkdtemp` makes, the database would go to /var/lib/vigil instead.
 * @param prefix first part of the folder's name
 */
export function makeThrowawayDir(prefix: string): string {
  const dataDir = mkdtempSync(path.join(tmpdir(), prefix));
  chmodSync(dataDir, 0o711);
  return dataDir;
}

/** Stops the database of a throwaway data folder and removes both, also when the database lies elsewhere. */
export async function removeThrowaway(dataDir: string): Promise<void> {
  await stopPostgres(dataDir);
  const cluster = findCluster(dataDir);
  // Exactly the folder this data folder names, never its neighbours: they are other people's databases.
  if (cluster) rmSync(cluster.clusterDir, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
