import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const SIGNS = { passed: "yes", failed: "FAILED" };

/**
 * The table of which conformance cases ran against which component.
 *
 * @param {string} folder the JSON files that inference/engines/conformance wrote
 * @returns {string} lines for a terminal: the components by number, then a row for each case
 */
export function conformanceTable(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  const records = files.sort().map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")));
  const titles = [...new Set(records.flatMap(({ cases }) => Object.keys(cases)))];
  const width = Math.max(0, ...titles.map((title) => title.length));
  const row = (title, cells) => [title.padEnd(width), ...cells.map((cell) => cell.padStart(6))].join(" ");
  const reasons = new Map();
  const cellOf = (record, number, title) => {
    const state = record.cases[title];
    if (state === undefined) return "";
    if (!state.startsWith("not run")) return SIGNS[state];
    const reason = `${title}: ${state}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), number]);
    return "-";
  };
  return [
    ...records.map(({ subject, component }, index) => `${index + 1}  ${subject}, against ${component}`),
    "",
    row(
      "",
      records.map((_, index) => String(index + 1)),
    ),
    ...titles.map((title) =>
      row(
        title,
        records.map((record, index) => cellOf(record, index + 1, title)),
      ),
    ),
    "",
    ...[...reasons].map(([reason, numbers]) => `- in ${numbers.join(", ")}: ${reason}`),
  ].join("\n");
}
