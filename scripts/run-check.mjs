import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Runs a check when its file is the one started, and does nothing when it is imported. Prints one problem per line and
 * exits 1 if there are any. `node scripts/check-x.mjs [ROOT]`.
 *
 * @param {string} moduleUrl the check's `import.meta.url`
 * @param {string} name what the check looks after, for the closing line
 * @param {(root: string) => string[]} check returns problems as `file:line what is wrong`
 */
export function runCheck(moduleUrl, name, check) {
  const started = process.argv[1];
  if (started === undefined || pathToFileURL(path.resolve(started)).href !== moduleUrl) return;
  const root = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, ".."));
  const problems = check(root);
  for (const problem of problems) console.log(problem);
  console.log(problems.length === 0 ? `${name}: fine` : `${name}: ${problems.length} to put right`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
