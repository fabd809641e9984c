// `npm start`: plain JavaScript, run by whatever Node the machine has. Installs what is missing, then hands over to the
// Node that Vigil brings (bin/start.ts).
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** A Ctrl-C reaches us from the terminal and again from npm: two within this time are one. */
const sameKeyMs = 400;

/** The processes above us that npm consists of: its shell and, where the system tells (Linux), npm itself. */
function listStarters() {
  const shell = process.ppid;
  try {
    const stat = readFileSync(`/proc/${shell}/stat`, "utf8");
    return `${shell} ${stat.slice(stat.lastIndexOf(")")).split(" ")[2]}`;
  } catch {
    return String(shell);
  }
}

async function main() {
  await ensureInstalled();
  const isWindows = process.platform === "win32";
  const node = path.join(root, "node_modules", ".bin", isWindows ? "node.cmd" : "node");
  const args = ["--conditions=react-server", "--import", "tsx", path.join("bin", "start.ts"), ...process.argv.slice(2)];
  const child = spawn(node, args, {
    cwd: root,
    // Its own process group: it gets the signals we pass on, once each, and not the terminal's as well.
    detached: !isWindows,
    shell: isWindows,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });

  let lastSignalAt = Number.NEGATIVE_INFINITY;
  const pass = (signal) => {
    const now = performance.now();
    if (now - lastSignalAt < sameKeyMs) return;
    lastSignalAt = now;
    child.kill(signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => pass(signal));

  // npm, or its shell, may end without passing a signal on. Started by hand, a parent's end means nothing (nohup).
  const starters = listStarters();
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => {
      if (listStarters() !== starters && lastSignalAt === Number.NEGATIVE_INFINITY) pass("SIGTERM");
    }, 500).unref();
  }

  child.once("error", (error) => {
    console.error(`vigil: could not run ${node}: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

main().catch((error) => {
  console.error(`vigil: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
