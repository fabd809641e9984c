import path from "node:path";
import { createMigration } from "@/lib/migrations/create-migration";
import { describeFailure, OperatorError } from "@/lib/process/operator-error";

/** `npm run db:migrate -- NAME`: writes the migration that prisma/schema.prisma asks for beyond prisma/migrations. */
async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined || rest.length > 0) throw new OperatorError("usage: npm run db:migrate -- NAME", 2);
  const file = await createMigration(name, new Date());
  console.log(
    file === null
      ? "Nothing to do: the migrations say what prisma/schema.prisma says"
      : `Wrote ${path.relative(process.cwd(), file)}. Read it, add what Prisma cannot say, then npm run db:deploy`,
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(describeFailure(error));
    process.exit(error instanceof OperatorError ? error.exitCode : 1);
  },
);
