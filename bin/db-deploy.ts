import { readEnv } from "@/lib/env/env";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { withDatabase } from "@/lib/postgres/with-database";
import { describeFailure } from "@/lib/process/operator-error";

/** `npm run db:deploy`: brings the database up to date, whether Vigil is running or not. */
async function main(): Promise<void> {
  const applied = await withDatabase(readEnv(process.env), (url) => deployMigrations(url, console.log));
  console.log(applied.length === 0 ? "The database is up to date" : `Applied ${applied.join(", ")}`);
}

main().then(
  // Prisma's engine leaves a ten-second timer behind that would hold the process.
  () => process.exit(0),
  (error: unknown) => {
    console.error(describeFailure(error));
    process.exit(1);
  },
);
