/**
 * Completes package-lock.json after `npm install` on a registry that lags behind: `npm install` leaves out optional
 * platform packages that the registry does not have yet, and `npm ci` then refuses the lockfile as incomplete. Adds them
 * as npm itself would write them. Usage: node scripts/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const OS = ["android", "darwin", "freebsd", "linux", "win32", "openharmony"];
const CPU = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "arm", "wasm32"];

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const { packages } = lock;

/** Where Node would find `name` from the package at `from`, going up folder by folder; null when it is not locked. */
function findLocked(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const key = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    if (packages[key]) return key;
    if (at === "") return null;
  }
}

for (const [at, parent] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (findLocked(at, name)) continue;
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name}: ${version} is not an exact version`);
    const words = name.split(/[/-]/);
    const os = words.filter((word) => OS.includes(word));
    const cpu = words.filter((word) => CPU.includes(word));
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(parent.dev ? { dev: true } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    };
    console.log(`added ${name} ${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
