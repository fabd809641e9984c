import { type ChildProcess, spawn } from "node:child_process";
import { nextRestart, type RestartHistory } from "@/lib/process/back-off";

export interface Program {
  /** Shown in lines about it, for example "web". */
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

export interface SupervisedProgram {
  /** Asks it to end (SIGTERM), ends it by force after `graceMs`, and never starts it again. */
  stop(graceMs: number): Promise<void>;
  /** Ends it by force now; for a second Ctrl-C. */
  kill(): void;
}

/** Ends a child and everything it started. On Windows only the child itself. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/**
 * Runs a program and starts it again when it ends, after a pause that grows (`nextRestart`) and with a line about it.
 * It gets an IPC channel, by whose end it learns that this process is gone, and its own process group, so that a
 * Ctrl-C in the terminal reaches this process only and the order of ending is ours.
 */
export function supervise(program: Program, say: (line: string) => void): SupervisedProgram {
  const state: {
    child: ChildProcess | null;
    timer: NodeJS.Timeout | null;
    stopping: boolean;
    history: RestartHistory;
  } = {
    child: null,
    timer: null,
    stopping: false,
    history: { quickDeaths: 0 },
  };

  function start(): void {
    state.timer = null;
    const startedAt = performance.now();
    const child = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: program.env,
      detached: process.platform !== "win32",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    state.child = child;
    let ended = false;
    const onEnd = (reason: string) => {
      if (ended) return;
      ended = true;
      state.child = null;
      if (state.stopping) return;
      const next = nextRestart(state.history, performance.now() - startedAt);
      state.history = next.history;
      say(`${program.name} ended unexpectedly (${reason}); starting it again in ${next.delayMs / 1000} s`);
      state.timer = setTimeout(start, next.delayMs);
    };
    child.once("exit", (code, signal) => onEnd(signal ?? `exit code ${code}`));
    child.once("error", (error) => onEnd(error.message));
  }

  start();
  return {
    async stop(graceMs) {
      state.stopping = true;
      if (state.timer) clearTimeout(state.timer);
      const child = state.child;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const force = setTimeout(() => killGroup(child), graceMs);
      await ended;
      clearTimeout(force);
    },
    kill() {
      state.stopping = true;
      if (state.timer) clearTimeout(state.timer);
      if (state.child) killGroup(state.child);
    },
  };
}
