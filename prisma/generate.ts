import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runStep } from "@/lib/process/run-step";
import { hashSources } from "@/lib/process/source-hash";

const root = path.resolve(import.meta.dirname, "..");
const stamp = path.join(root, "lib", "db", "generated", ".sources");

/** `npm run db:generate`: the Prisma client from prisma/schema.prisma; does nothing when it is already that one. */
async function main(): Promise<number> {
  const hash = hashSources(root, ["prisma/schema.prisma", "node_modules/prisma/package.json"], () => false);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return 0;
  const cli = path.join(root, "node_modules", "prisma", "build", "index.js");
  // Prisma would download a schema engine that generating never runs: any file that exists keeps it from doing so.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: cli,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  const code = await runStep({
    name: "prisma generate",
    command: process.execPath,
    args: [cli, "generate"],
    cwd: root,
    env,
  });
  if (code === 0) writeFileSync(stamp, hash);
  return code;
}

process.exitCode = await main();
