import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { canReach, type PostgresAccount } from "@/lib/postgres/account";
import { binariesIn, type PostgresBinaries } from "@/lib/postgres/binaries";

/** Where root's PostgreSQL may live when its own user cannot enter the folders Vigil lies in. */
const sharedRoot = "/var/lib/vigil";

/**
 * Chooses where a new database goes: DATA_DIR/postgres, or a folder under /var/lib/vigil when Vigil runs as root and
 * the postgres user cannot enter DATA_DIR (a clone under /root, a home folder with mode 0700).
 * @returns a path, relative to DATA_DIR when it lies inside
 */
export function chooseClusterPath(dataDir: string, account: PostgresAccount | null): string {
  if (!account || canReach(dataDir, account)) return "postgres";
  const id = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return path.join(sharedRoot, id, "postgres");
}

/** The binaries, or a copy under /var/lib/vigil when the postgres user cannot execute those in node_modules. */
export function reachableBinaries(
  installed: PostgresBinaries,
  account: PostgresAccount | null,
  say: (line: string) => void,
): PostgresBinaries {
  if (!account || canReach(installed.postgres, account)) return installed;
  const target = path.join(sharedRoot, `postgresql-${installed.version}`);
  if (!existsSync(target)) {
    say(`The user "postgres" cannot enter ${installed.nativeDir}: copying PostgreSQL to ${target}`);
    const draft = `${target}.${process.pid}`;
    mkdirSync(sharedRoot, { recursive: true, mode: 0o755 });
    cpSync(installed.nativeDir, draft, { recursive: true, verbatimSymlinks: true });
    if (existsSync(target)) rmSync(draft, { recursive: true });
    else renameSync(draft, target);
  }
  return binariesIn(target, installed.version);
}
