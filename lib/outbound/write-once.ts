import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";

const CODES: Readonly<Record<string, string>> = {
  ENOENT: "There is no such folder.",
  ENOTDIR: "There is no such folder.",
  EACCES: "The folder may not be written to.",
  EROFS: "The folder may not be written to.",
  ENOSPC: "The disk is full.",
};

/**
 * Writes a file that is never written again, and waits until the disk has it. The same text a second time is fine.
 * @returns why it is not there, in words fit to be shown; null when it is
 */
export async function writeOnce(folder: string, name: string, text: string): Promise<string | null> {
  const file = path.join(folder, name);
  try {
    const handle = await open(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code !== "EEXIST") return CODES[code] ?? "The file could not be written.";
    const there = await readFile(file, "utf8").catch(() => null);
    return there === text ? null : "A file of this name says something else.";
  }
}
