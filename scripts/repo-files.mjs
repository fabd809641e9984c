import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Compiles one `.gitignore` line to a test of a repository path; null for a comment or an empty line. */
function ignoreRule(line) {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return null;
  if (text.startsWith("!")) throw new Error(`.gitignore: "${text}" takes something back, which the checks cannot read`);
  const body = text.replace(/\/$/, "");
  const source = body
    .replace(/^\//, "")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/?|\*|\?/g, (glob) => (glob.startsWith("**") ? ".*" : glob === "*" ? "[^/]*" : "[^/]"));
  const anywhere = body.includes("/") ? "" : "(?:.*/)?";
  return new RegExp(`^${anywhere}${source}$`);
}

function ignoreRules(root) {
  const rules = [/^\.git$/, /^(?:.*\/)?node_modules$/];
  try {
    rules.push(...readFileSync(path.join(root, ".gitignore"), "utf8").split("\n").map(ignoreRule).filter(Boolean));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  return rules;
}

/**
 * Lists the repository's own files: everything under `root` that `.gitignore` does not name. Works in a plain download
 * too, where there is no git.
 *
 * @param {string} root absolute path of the repository
 * @returns {string[]} paths relative to `root`, with `/`, sorted
 */
export function listFiles(root) {
  const rules = ignoreRules(root);
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (rules.some((rule) => rule.test(name))) continue;
      if (entry.isDirectory()) walk(name);
      else if (entry.isFile()) files.push(name);
    }
  };
  walk("");
  return files.sort();
}

/**
 * Whether `.gitignore` names a path or one of its folders: then the path is made, not kept.
 *
 * @param {string} root @param {string} file @returns {boolean}
 */
export function isIgnored(root, file) {
  const rules = ignoreRules(root);
  const parts = file.split("/");
  return parts.some((_part, index) => rules.some((rule) => rule.test(parts.slice(0, index + 1).join("/"))));
}

/** @param {string} text @param {number} offset @returns {number} the line of `offset`, from 1 */
export function lineAt(text, offset) {
  return text.slice(0, offset).split("\n").length;
}

/** Whether a repository path holds tests or what only tests use. @param {string} file @returns {boolean} */
export function isTestFile(file) {
  return /\.test\.[cm]?tsx?$/.test(file) || /(^|\/)testing\//.test(file) || file.startsWith("e2e/");
}
