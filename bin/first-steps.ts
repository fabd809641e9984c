import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "..");

const firstAdminModule = z.object({
  issueFirstAdminLink: z.custom<() => Promise<string | null>>((value) => typeof value === "function"),
});
const seedModule = z.object({ seedDemo: z.custom<() => Promise<void>>((value) => typeof value === "function") });

function load(file: string): Promise<unknown> {
  return import(pathToFileURL(path.join(root, file)).href);
}

/** The one-time link that makes the first admin, or null when there is a user already. */
export async function issueFirstAdminLink(): Promise<string | null> {
  const file = "domain/access/first-admin.ts";
  if (!existsSync(path.join(root, file))) return null;
  return firstAdminModule.parse(await load(file)).issueFirstAdminLink();
}

/** Sample conversations and accounts for `--demo`. @throws when the database has conversations of its own. */
export async function seedDemo(): Promise<void> {
  await seedModule.parse(await load("prisma/seed.ts")).seedDemo();
}
