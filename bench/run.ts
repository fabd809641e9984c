/** `npm run bench [-- NAME…]`: runs what is measured, prints tables and writes bench/results.json. Never part of `npm test`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import path from "node:path";

type Result = Record<string, unknown>;

const benches: Record<string, () => Promise<(say: (line: string) => void) => Promise<Result>>> = {
  queue: async () => (await import("@/bench/queue")).benchQueue,
  ingest: async () => (await import("@/bench/ingest")).benchIngest,
  inference: async () => (await import("@/bench/inference")).benchInference,
  desk: async () => (await import("@/bench/desk")).benchDesk,
  live: async () => (await import("@/bench/live")).benchLive,
  audit: async () => (await import("@/bench/audit")).benchAudit,
  log: async () => (await import("@/bench/log")).benchLog,
  measure: async () => (await import("@/bench/measure")).benchMeasure,
  year: async () => (await import("@/bench/year")).benchYear,
  upload: async () => (await import("@/bench/upload")).benchUpload,
};

const file = path.join(import.meta.dirname, "results.json");
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
const unknown = wanted.find((name) => benches[name] === undefined);
if (unknown !== undefined) {
  console.error(`there is no bench “${unknown}”; there are: ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}
const results: Result = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
results.machine = { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
for (const name of wanted) {
  const bench = await benches[name]?.();
  const load = loadavg().map((each) => Number(each.toFixed(1)));
  const result = await bench?.((line) => console.error(line));
  for (const table of Object.values(result ?? {})) if (Array.isArray(table)) console.table(table);
  results[name] = { at: new Date().toISOString(), load, ...result };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
process.exit(0);
