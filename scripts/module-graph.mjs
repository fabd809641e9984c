import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { lineAt } from "./repo-files.mjs";

/**
 * @typedef {object} Import
 * @property {string} specifier as written
 * @property {string | null} file the repository path it names, or null for a package or a built-in
 * @property {string | null} npm the package it names, `node:` for built-ins
 * @property {number} line
 * @property {boolean} typeOnly erased when compiled
 */

/**
 * @typedef {object} Module
 * @property {string} file
 * @property {string[]} directives such as "use client"
 * @property {boolean} startsServerOnly whether the first statement is `import "server-only"`
 * @property {Import[]} imports
 */

/** Written by `npm run db:generate`: not in the repository, and not there before the first install. */
export const GENERATED = "lib/db/generated/";

const ENDINGS = ["", ".ts", ".tsx", ".mts", ".mjs", ".js", ".cjs", ".json", "/index.ts", "/index.tsx", "/index.mjs"];

/** Every way one module can name another: per kind of syntax node, what it names and whether that is erased. */
const NAMING_NODES = {
  ImportDeclaration: (node) => [node.source, node.importKind === "type"],
  ExportNamedDeclaration: (node) => [node.source, node.exportKind === "type"],
  ExportAllDeclaration: (node) => [node.source, node.exportKind === "type"],
  ImportExpression: (node) => [node.source, false],
  TSImportType: (node) => [node.source, true],
  TSExternalModuleReference: (node) => [node.expression, false],
  CallExpression: (node) => [node.callee.name === "require" ? node.arguments[0] : null, false],
};

function readSpecifiers(program) {
  const found = [];
  const visit = (read) => (node) => {
    const [source, typeOnly] = read(node);
    if (typeof source?.value === "string") found.push({ specifier: source.value, offset: source.start, typeOnly });
  };
  new Visitor(Object.fromEntries(Object.entries(NAMING_NODES).map(([type, read]) => [type, visit(read)]))).visit(
    program,
  );
  return found;
}

function localTarget(from, specifier, known) {
  const base = specifier.startsWith("@/") ? specifier.slice(2) : path.posix.join(path.posix.dirname(from), specifier);
  if (base.startsWith(GENERATED)) return base;
  // `./x.js` may stand for `./x.ts`, as TypeScript allows.
  const bases = [base, base.replace(/\.[cm]?js$/, "")];
  return bases.flatMap((name) => ENDINGS.map((ending) => name + ending)).find((name) => known.has(name)) ?? null;
}

function packageOf(specifier) {
  if (isBuiltin(specifier)) return "node:";
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/**
 * Parses every TypeScript and JavaScript file and resolves what it imports. A file that cannot be parsed, or an import
 * of a repository path that is not there, is a problem and not a gap in the graph. Generated code need not be there.
 *
 * @param {string} root
 * @param {string[]} files
 * @returns {{ modules: Map<string, Module>, problems: string[] }}
 */
export function readModules(root, files) {
  const known = new Set(files);
  const modules = new Map();
  const problems = [];
  for (const file of files.filter((name) => /\.[cm]?[jt]sx?$/.test(name))) {
    const text = readFileSync(path.join(root, file), "utf8");
    const { program, errors } = parseSync(file, text);
    for (const error of errors) problems.push(`${file}:1 cannot be parsed: ${error.message}`);
    const imports = readSpecifiers(program).map(({ specifier, offset, typeOnly }) => {
      const line = lineAt(text, offset);
      if (!/^(@\/|\.)/.test(specifier)) return { specifier, file: null, npm: packageOf(specifier), line, typeOnly };
      const target = localTarget(file, specifier, known);
      if (target === null) problems.push(`${file}:${line} "${specifier}" names no file`);
      return { specifier, file: target, npm: null, line, typeOnly };
    });
    const directives = program.body.flatMap((node) => (node.directive == null ? [] : [node.directive]));
    const first = program.body[directives.length];
    const startsServerOnly = first?.type === "ImportDeclaration" && first.source.value === "server-only";
    modules.set(file, { file, directives, startsServerOnly, imports });
  }
  return { modules, problems };
}
