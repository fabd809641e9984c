/** Why PostgreSQL did not start: worth another try soon, held by a pid file, or a reason to tell the operator. */
export type StartFailure = { kind: "wait" } | { kind: "lock-file"; pid: number } | { kind: "stop"; message: string };

/**
 * Reads what initdb or postgres wrote before it gave up.
 * @param output everything written since this attempt began
 * @param logFile named in the message when the cause is not one we know
 */
export function explainStartFailure(output: string, logFile: string): StartFailure {
  const lock = /lock file "[^"]*postmaster\.pid" already exists[\s\S]*?PID (\d+)/.exec(output);
  if (lock) return { kind: "lock-file", pid: Number(lock[1]) };
  if (/pre-existing shared memory block|Address already in use|address already in use/.test(output))
    return { kind: "wait" };
  if (/No space left on device|ENOSPC|Disk quota exceeded|Check free disk space/i.test(output)) {
    return {
      kind: "stop",
      message: "the disk that holds the database is full. Free some space and start again; nothing is lost",
    };
  }
  if (/incompatible with server|initialized by PostgreSQL version/.test(output)) {
    return {
      kind: "stop",
      message: "the database folder was made by another PostgreSQL version than the one Vigil brings",
    };
  }
  if (/Permission denied|Operation not permitted/.test(output)) {
    const line = output.split("\n").find((each) => /Permission denied|Operation not permitted/.test(each)) ?? "";
    return { kind: "stop", message: `the database folder cannot be used by this user: ${line.trim()}` };
  }
  const last =
    output
      .split("\n")
      .filter((line) => /FATAL|PANIC|error/i.test(line))
      .at(-1) ??
    output.trim().split("\n").at(-1) ??
    "";
  return { kind: "stop", message: `PostgreSQL did not start: ${last.trim() || "it said nothing"} (see ${logFile})` };
}
