import type { SystemActor } from "@/domain/access/actor";
import { openInstallation } from "@/domain/access/open-installation";
import { disconnectDb } from "@/lib/db/client";
import { readEnv } from "@/lib/env/env";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { withDatabase } from "@/lib/postgres/with-database";

/** Whoever sits at the command line of the machine. */
export const CLI: SystemActor = { kind: "system", process: "cli" };

/**
 * Runs `use` on a database that is up to date and belongs to this secret, whether Vigil runs or not. The domain reads
 * its environment when it is first used, so it is completed here, and domain functions are to be called inside `use`.
 */
export async function withDesk(say: (line: string) => void, use: () => Promise<0 | 1>): Promise<0 | 1> {
  const env = readEnv(process.env);
  return withDatabase(env, async (url) => {
    await deployMigrations(url, say);
    Object.assign(process.env, { DATABASE_URL: url, VIGIL_SECRET: env.secret });
    try {
      await openInstallation();
      return await use();
    } finally {
      await disconnectDb();
    }
  });
}
