/** What a running PostgreSQL writes into `postmaster.pid` (miscadmin.h, "LOCK_FILE_LINE"). */
export interface PostmasterFile {
  pid: number;
  port: number;
  ready: boolean;
}

/** Reads the text of a postmaster.pid; null when it is too short or holds no pid and port (still being written). */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0] || Number.NaN);
  const port = Number(lines[3] || Number.NaN);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !Number.isInteger(port) || port < 1 || port > 65_535) return null;
  return { pid, port, ready: lines[7] === "ready" };
}
