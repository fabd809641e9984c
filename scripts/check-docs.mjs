import { readFileSync } from "node:fs";
import path from "node:path";
import { isIgnored, lineAt, listFiles } from "./repo-files.mjs";
import { runCheck } from "./run-check.mjs";

/** Top folders a document may name; a path that starts with one of them is a claim that it exists. */
const FOLDERS = "app|components|domain|inference|lib|prisma|e2e|bin|bench|docs|scripts|public|\\.ci";
const REPOSITORY_PATH = new RegExp(`^(?:@/|\\./)?(?:${FOLDERS})/`);
const BARE_FILE = /^[\w.-]+\.(?:[cm]?[jt]sx?|md|prisma|css)$/;

/** Replaces every match by spaces, so that offsets and lines stay true. */
const blank = (text, pattern) => text.replace(pattern, (match) => match.replace(/[^\n]/g, " "));

const FENCE = /^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gm;

function globToRegExp(glob) {
  const source = glob
    .replace(/[.+^$()|[\]\\]/g, "\\$&")
    .replace(/\{([^}]*)\}/g, (_all, names) => `(?:${names.replaceAll(",", "|")})`)
    .replace(/\*\*\/?|\*/g, (star) => (star.startsWith("**") ? ".*" : "[^/]*"));
  return new RegExp(`^${source}(?:/.*)?$`);
}

function existsIn(files, name) {
  if (name === "" || name === ".") return true;
  // `@/lib/clock` stands for lib/clock.ts.
  const plain = [name, `${name}.ts`, `${name}.tsx`];
  if (files.some((file) => plain.includes(file) || file.startsWith(`${name}/`))) return true;
  return /[*{]/.test(name) && files.some((file) => globToRegExp(name).test(file));
}

/** Paths in inline code. A placeholder such as `<platform>`, `…` or `NNNN` is no path. */
function codeProblems(text, files, root) {
  const problems = [];
  for (const match of blank(text, FENCE).matchAll(/(`+)([^`\n]+?)\1/g)) {
    for (const word of match[2].split(/\s+/)) {
      const name = word
        .replace(/[,;.)]+$/, "")
        .replace(/:\d+$/, "")
        .replace(/^(?:@\/|\.\/)/, "")
        .replace(/\/$/, "");
      if (/[<>…$]|\.\.\.|NNN|:\/\//.test(word)) continue;
      const isPath = REPOSITORY_PATH.test(word);
      if (!isPath && !BARE_FILE.test(word)) continue;
      const found = isPath ? existsIn(files, name) : files.some((file) => path.posix.basename(file) === name);
      if (!found && !isIgnored(root, name))
        problems.push({ offset: match.index, problem: `\`${name}\` does not exist` });
    }
  }
  return problems;
}

/** The anchors GitHub gives to the headings of a document. */
function anchorsOf(text) {
  const seen = new Map();
  return [...blank(text, FENCE).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, title]) => {
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

/** Links and pictures, in Markdown and in HTML; a link has to work for a reader of the repository. */
function linkProblems(document, text, files, read) {
  const prose = blank(blank(text, FENCE), /(`+)[^`\n]+?\1/g);
  const links = [
    ...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g),
    ...prose.matchAll(/^ *\[[^\]]+\]: +(\S+)/gm),
    ...prose.matchAll(/\b(?:src|srcset|href)="([^"\s]+)"/g),
  ];
  return links.flatMap(({ 1: target, index }) => {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) return [];
    const [place, anchor] = decodeURI(target).split("#");
    const name = place === "" ? document : path.posix.join(path.posix.dirname(document), place).replace(/\/$/, "");
    if (!files.includes(name) && !files.some((file) => file.startsWith(`${name}/`)) && name !== ".") {
      return [{ offset: index, problem: `links to ${target}, which does not exist` }];
    }
    if (!anchor || !name.endsWith(".md") || anchorsOf(read(name)).includes(anchor)) return [];
    return [{ offset: index, problem: `links to ${target}, but ${name} has no such heading` }];
  });
}

function scriptProblems(text, scripts) {
  return [...text.matchAll(/\bnpm (?:run ([\w:.-]*[\w])|(start|test)\b)/g)].flatMap(({ 1: run, 2: short, index }) => {
    const name = run ?? short;
    return name in scripts ? [] : [{ offset: index, problem: `npm has no script "${name}"` }];
  });
}

/**
 * Holds the documents to the tree: every path, link, heading and npm script they name has to exist.
 *
 * @param {string} root absolute path of a repository
 * @returns {string[]} problems as `file:line reason`
 */
export function checkDocs(root) {
  const files = listFiles(root);
  const read = (file) => readFileSync(path.join(root, file), "utf8");
  const { scripts = {} } = JSON.parse(read("package.json"));
  // A change log speaks of the past, where other paths were right.
  const documents = files.filter((file) => /^([^/]+|docs\/.*|.*\/README)\.md$/.test(file) && file !== "CHANGELOG.md");
  return documents.flatMap((document) => {
    const text = read(document);
    return [
      ...codeProblems(text, files, root),
      ...linkProblems(document, text, files, read),
      ...scriptProblems(text, scripts),
    ]
      .sort((a, b) => a.offset - b.offset)
      .map(({ offset, problem }) => `${document}:${lineAt(text, offset)} ${problem}`);
  });
}

runCheck(import.meta.url, "docs", checkDocs);
