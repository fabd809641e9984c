import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findCluster } from "@/lib/postgres/cluster";
import { parsePostmasterFile } from "@/lib/postgres/postmaster-file";

export type ProcessInfo = { pid: number; parent: number; startedAt: string; command: string };

function listProcesses(): ProcessInfo[] {
  const text = execFileSync("ps", ["-e", "-ww", "-o", "pid=,ppid=,stat=,lstart=,args="], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  return text.split("\n").flatMap((line) => {
    const [, pid, parent, state, startedAt, command] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w+ \w+ +\d+ [\d:]+ \d+)\s+(.*)$/.exec(line) ?? [];
    // What has ended and only waits for its parent to notice is no longer there.
    if (pid === undefined || parent === undefined || startedAt === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), startedAt, command: command ?? "" }];
  });
}

/** A process and everything that it started, directly or not. */
export function familyOf(pid: number): ProcessInfo[] {
  const all = listProcesses();
  const found = all.filter((each) => each.pid === pid);
  for (const parent of found) found.push(...all.filter((each) => each.parent === parent.pid));
  return found;
}

/** Those of these processes that still run; a later process with the same id does not count. */
export function stillRunning(processes: readonly ProcessInfo[]): ProcessInfo[] {
  const now = new Map(listProcesses().map((each) => [each.pid, each.startedAt]));
  return processes.filter(({ pid, startedAt }) => now.get(pid) === startedAt);
}

/** The id of the PostgreSQL that serves a data folder. @throws when there is none, or it is just being started. */
export function postmasterPid(dataDir: string): number {
  const cluster = findCluster(dataDir);
  if (!cluster) throw new Error(`no database belongs to ${dataDir}`);
  const file = parsePostmasterFile(readFileSync(path.join(cluster.clusterDir, "postmaster.pid"), "utf8"));
  if (!file) throw new Error(`the PostgreSQL of ${dataDir} is being started`);
  return file.pid;
}
