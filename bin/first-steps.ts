import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { OperatorError } from "@/lib/process/operator-error";

const root = path.resolve(import.meta.dirname, "..");

const seedModule = z.object({ seedDemo: z.custom<() => Promise<void>>((value) => typeof value === "function") });

/**
 * The one-time link that makes the first admin, or null when there is a user already. Loaded only now, because the
 * domain reads its environment once, and `npm start` completes it on the way.
 */
export async function issueFirstAdminLink(): Promise<string | null> {
  const firstAdmin = await import("@/domain/access/first-admin");
  return firstAdmin.issueFirstAdminLink();
}

/** Sample conversations and accounts for `--demo`. @throws when the database has conversations of its own. */
export async function seedDemo(): Promise<void> {
  const file = path.join(root, "prisma", "seed.ts");
  if (!existsSync(file)) throw new OperatorError("there is no sample data in this version (prisma/seed.ts is missing)");
  await seedModule.parse(await import(pathToFileURL(file).href)).seedDemo();
}
