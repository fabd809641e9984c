import { spawnSync } from "node:child_process";
import { OperatorError } from "@/lib/process/operator-error";

/** The Unix user PostgreSQL runs as when Vigil itself runs as root. */
export interface PostgresAccount {
  uid: number;
  gid: number;
}

const accountName = "postgres";

function idOf(flag: "-u" | "-g"): number | null {
  const result = spawnSync("id", [flag, accountName], { encoding: "utf8" });
  return result.status === 0 ? Number.parseInt(result.stdout, 10) : null;
}

function lookUp(): PostgresAccount | null {
  const uid = idOf("-u");
  const gid = idOf("-g");
  return uid === null || gid === null ? null : { uid, gid };
}

/**
 * The account to run PostgreSQL as: null for an ordinary user (it runs as that user), `postgres` for root, which
 * PostgreSQL refuses; the account is made when the machine has none.
 * @throws OperatorError when root has no such account and cannot make one.
 */
export function postgresAccount(): PostgresAccount | null {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp();
  if (existing) return existing;
  spawnSync("groupadd", ["--system", accountName]);
  const made = spawnSync("useradd", ["--system", "--no-create-home", "--gid", accountName, accountName], {
    encoding: "utf8",
  });
  const account = lookUp();
  if (account) return account;
  const reason = made.error?.message ?? made.stderr.trim();
  throw new OperatorError(
    `PostgreSQL does not run as root, and the user "${accountName}" could not be made (${reason}). Start Vigil as an ordinary user, make that user, or set DATABASE_URL`,
  );
}

/** Whether that account can pass through every folder down to `target` and enter or execute it. */
export function canReach(target: string, account: PostgresAccount): boolean {
  const result = spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", target], { ...account, cwd: "/" });
  if (result.error) {
    throw new OperatorError(
      `PostgreSQL does not run as root, and changing to the user "${accountName}" is not allowed here (${result.error.message}). Start Vigil as an ordinary user or set DATABASE_URL`,
    );
  }
  return result.status === 0;
}
