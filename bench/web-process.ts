/** Starts web processes for benches, and stops them. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runStep } from "@/lib/process/run-step";

const root = path.resolve(import.meta.dirname, "..");
const nextBin = path.join(root, "node_modules", "next", "dist", "bin", "next");
const READY_MS = 30_000;

export type WebProcess = { url: string; child: ChildProcess; stop(): Promise<void> };

type Program = { args: string[]; env: Record<string, string>; port: number };

async function start({ args, env, port }: Program): Promise<WebProcess> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  const until = performance.now() + READY_MS;
  while (!(await fetch(`${url}/healthz`).catch(() => null))) {
    if (performance.now() > until || child.exitCode !== null) throw new Error(`nothing answers at ${url}`);
    await sleep(100);
  }
  const stop = async () => {
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await exited;
  };
  return { url, child, stop };
}

/** One web process of Vigil, built before. */
export function startVigilWeb(env: Record<string, string>, port: number): Promise<WebProcess> {
  return start({ args: ["--import", "tsx", path.join("bin", "web.ts")], env, port });
}

/** One worker of Vigil; it has no address. */
export function startVigilWorker(env: Record<string, string>): ChildProcess {
  const args = ["--conditions=react-server", "--import", "tsx", path.join("bin", "worker.ts")];
  return spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/**
 * The bare route of bench/bare-route, built for this run in a folder outside: inside the repository Next would take the
 * repository's own proxy.ts into it.
 */
export async function startBareRoute(env: Record<string, string>, port: number, folder: string): Promise<WebProcess> {
  const app = path.join(folder, "bare-route");
  cpSync(path.join(root, "bench", "bare-route"), app, { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(app, "node_modules"));
  const build = { name: "build", command: process.execPath, args: [nextBin, "build", app], cwd: app };
  const code = await runStep({ ...build, env: { ...process.env, ...env, NODE_ENV: "production" } });
  if (code !== 0) throw new Error("the bare route could not be built");
  return start({ args: [nextBin, "start", app, "-p", String(port)], env, port });
}
