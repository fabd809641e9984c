import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "@/lib/process/operator-error";
import { runStep } from "@/lib/process/run-step";
import { hashSources } from "@/lib/process/source-hash";

const sources = [
  "app",
  "components",
  "domain",
  "inference",
  "lib",
  "public",
  "prisma/schema.prisma",
  "package-lock.json",
  "next.config.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "instrumentation.ts",
  "proxy.ts",
];

/** The generated client follows from the schema; the rest never reaches a page or a route. */
function isIrrelevant(file: string): boolean {
  return (
    /\.(test|bench)\.tsx?$/.test(file) ||
    file.startsWith("lib/db/generated/") ||
    file.startsWith("lib/testing/") ||
    file.startsWith("inference/serving/")
  );
}

/**
 * Builds the web application unless the build there is belongs to exactly these sources.
 * @returns whether it was built
 * @throws OperatorError when the build fails
 */
export async function buildApp(
  root: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  onChild?: (child: ChildProcess) => void,
): Promise<boolean> {
  const stamp = path.join(root, ".next", "vigil-sources");
  const hash = hashSources(root, sources, isIrrelevant);
  const isBuilt = existsSync(path.join(root, ".next", "BUILD_ID")) && existsSync(stamp);
  if (isBuilt && readFileSync(stamp, "utf8") === hash) return false;
  say("Building the web application (only after a change; a minute on a small machine)");
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const program = { name: "build", command: process.execPath, args: [next, "build"], cwd: root, env };
  const code = await runStep(program, onChild);
  if (code !== 0)
    throw new OperatorError(`the web application could not be built (exit code ${code}); its messages are above`);
  writeFileSync(stamp, hash);
  return true;
}
