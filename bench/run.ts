/** `npm run bench`: runs what is measured, prints a table and writes bench/results.json. Never part of `npm test`. */
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { benchQueue } from "@/bench/queue";

const file = path.join(import.meta.dirname, "results.json");
const machine = { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
const queue = await benchQueue((line) => console.error(line));
console.table(queue.rows);
console.table(queue.ratios);
writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, queue }, null, 2)}\n`);
process.exit(0);
