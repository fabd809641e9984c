import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** Builds the web application unless the build fits the sources, so that desks that start at once do not all build. */
export default function buildOnce(): void {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "bin/build.ts"], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`the web application could not be built (exit code ${status})`);
}
