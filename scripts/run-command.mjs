import { spawn } from "node:child_process";

/** Commands under way, so that an interruption ends them and all they started. */
const running = new Set();

const isWindows = process.platform === "win32";

function signalGroup(child, signal) {
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Ends every command under way: politely, then after five seconds by force. */
export function endCommands() {
  for (const child of running) {
    signalGroup(child, "SIGTERM");
    setTimeout(() => signalGroup(child, "SIGKILL"), 5000).unref();
  }
}

/**
 * Runs one command in a process group of its own, with standard input closed.
 *
 * @param {string[]} command the program and its arguments
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, minutes: number, show: boolean }} options `minutes` it may take;
 *   `show` passes its output on as it comes, instead of keeping it
 * @returns {Promise<{ ok: boolean, output: string, reason: string }>} what it wrote if it was not shown, and in a few
 *   words why it is not ok
 */
export function runCommand([program, ...args], { cwd, env, minutes, show }) {
  return new Promise((resolve) => {
    const stdio = show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"];
    const child = spawn(program, args, { cwd, env, stdio, detached: !isWindows, shell: isWindows });
    running.add(child);
    let output = "";
    let late = false;
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const limit = setTimeout(() => {
      late = true;
      signalGroup(child, "SIGKILL");
    }, minutes * 60_000);
    const end = (ok, reason) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ok, output, reason: late ? `it took longer than ${minutes} minutes` : reason });
    };
    child.on("error", (error) => end(false, error.message));
    child.on("close", (code, signal) =>
      end(code === 0, code === 0 ? "" : `it ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}
