import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { isTestFile, lineAt, listFiles } from "./repo-files.mjs";
import { runCheck } from "./run-check.mjs";

const CODE = /\.([cm]?[jt]sx?|css)$/;

/** Lines a file may have; `route.ts` is an adapter, and tests are tables. */
const LONGEST = { route: 80, product: 300, test: 500 };

/** Names that say nothing about what is inside. */
const DRAWERS = /^(utils?|helpers?|services?|managers?|common|misc)$/;

/** Files for which a framework asks for a default export. */
const DEFAULT_EXPORTS = [
  /^[^/]+$/,
  /\.config\.[cm]?[jt]s$/,
  /^e2e\//,
  /^app\/(.*\/)?(page|layout|template|default|loading|error|global-error|not-found|forbidden|unauthorized)\.tsx$/,
  /^app\/(.*\/)?(icon|apple-icon|opengraph-image|twitter-image|manifest|robots|sitemap)\.tsx?$/,
];

const SILENCERS = /biome-ignore|eslint-disable|@ts-(?:ignore|expect-error|nocheck)/;
const UNFINISHED = /\b(?:TODO|FIXME|XXX|HACK)\b/;

/** kebab-case; in app/ also Next's `(group)`, `[param]`, `[...rest]`, `@slot`, `_private` and `openapi.json` folders. */
function nameProblems(file) {
  const segments = file.split("/");
  const last = segments.pop() ?? "";
  const stem = last.replace(CODE, "");
  const problems = [];
  for (const folder of segments) {
    const plain = folder.replace(/^[._@]/, "");
    const isNext = segments[0] === "app" && /^(\(\.{0,3}[a-z0-9-]*\)|\[\[?(\.{3})?[a-zA-Z0-9]+\]?\])/.test(folder);
    if (!isNext && !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(plain))
      problems.push(`the folder "${folder}" is not kebab-case`);
  }
  if (!/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(stem)) problems.push(`the name "${last}" is not kebab-case`);
  const drawer = [...segments, stem].flatMap((name) => name.split(/[-.]/)).find((word) => DRAWERS.test(word));
  if (drawer !== undefined) problems.push(`the name says "${drawer}": name what it does instead`);
  return problems.map((problem) => `${file}:1 ${problem}`);
}

function lengthProblems(file, text) {
  const kind = isTestFile(file) ? "test" : /(^|\/)route\.ts$/.test(file) ? "route" : "product";
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  return lines <= LONGEST[kind]
    ? []
    : [`${file}:${LONGEST[kind] + 1} has ${lines} lines, and may have ${LONGEST[kind]}`];
}

/** A file that only passes on what others export, from an index or from several places. */
function isBarrel(file, program) {
  const sources = program.body.map((node) =>
    /^Export(Named|All)Declaration$/.test(node.type) ? node.source?.value : null,
  );
  if (sources.length === 0 || sources.some((source) => source === null || source === undefined)) return false;
  return /(^|\/)index\.[cm]?[jt]sx?$/.test(file) || new Set(sources).size > 1;
}

/** What takes a connection of its own: in a transaction it waits for one that the transactions hold. */
const OWN_CONNECTION = new Set(["db", "currentSetting"]);

const takesTx = (node) => node.params?.some((param) => param.typeAnnotation?.typeAnnotation?.typeName?.name === "Tx");

/** Calls that reach past a transaction, from a function that is handed one: as an argument `Tx`, or by `$transaction`. */
function findPastTransaction(program) {
  const inside = [];
  const calls = [];
  const enter = (node) => takesTx(node) && inside.push(node);
  const enterCall = (node) => {
    if (node.callee.property?.name === "$transaction") inside.push(...node.arguments.filter(({ body }) => body));
    if (OWN_CONNECTION.has(node.callee.name)) calls.push(node);
  };
  const functions = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];
  const visitor = [...functions.map((kind) => [kind, enter]), ["CallExpression", enterCall]];
  new Visitor(Object.fromEntries(visitor)).visit(program);
  return calls.filter(({ start, end }) => inside.some((node) => node.start < start && end < node.end));
}

function syntaxProblems(file, text) {
  const { program, comments } = parseSync(file, text);
  const problems = [];
  const add = (offset, problem) => problems.push(`${file}:${lineAt(text, offset)} ${problem}`);
  if (isBarrel(file, program)) add(0, "only re-exports: import from where things are");
  const visitor = new Map([
    [
      "ExpressionStatement",
      (node) => node.directive === "use server" && add(node.start, "is a Server Action: write a route handler"),
    ],
    [
      "ExportDefaultDeclaration",
      (node) => DEFAULT_EXPORTS.some((rule) => rule.test(file)) || add(node.start, "has a default export: name it"),
    ],
  ]);
  new Visitor(Object.fromEntries(visitor)).visit(program);
  if (!isTestFile(file))
    for (const { start, callee } of findPastTransaction(program))
      add(start, `calls ${callee.name}() in a transaction, which can wait for ever: use what the transaction gives`);
  for (const { value, start } of comments) {
    if (SILENCERS.test(value)) add(start, "silences a check: put the cause right instead");
    if (UNFINISHED.test(value)) add(start, "leaves a note of unfinished work: finish it");
  }
  return problems;
}

/**
 * Holds the shape of the house: names, lengths, no barrels, no Server Actions, no silenced checks, no
 * second connection inside a transaction.
 *
 * @param {string} root absolute path of a repository
 * @returns {string[]} problems as `file:line reason`
 */
export function checkStructure(root) {
  return listFiles(root)
    .filter((file) => CODE.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      const isCss = file.endsWith(".css");
      return [...nameProblems(file), ...lengthProblems(file, text), ...(isCss ? [] : syntaxProblems(file, text))];
    });
}

runCheck(import.meta.url, "structure", checkStructure);
