import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

function listFiles(target: string): string[] {
  if (!existsSync(target)) return [];
  if (statSync(target).isFile()) return [target];
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/**
 * One hash over the names and contents of files, the same on every machine.
 * @param targets files and folders relative to `root`; those that do not exist count as empty
 * @param isIrrelevant says of a path relative to `root`, with forward slashes, that it does not count
 * @returns hexadecimal SHA-256
 */
export function hashSources(root: string, targets: readonly string[], isIrrelevant: (file: string) => boolean): string {
  const files = targets
    .flatMap((target) => listFiles(path.join(root, target)))
    .map((file) => path.relative(root, file).split(path.sep).join("/"))
    .filter((file) => !isIrrelevant(file))
    .sort();
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
