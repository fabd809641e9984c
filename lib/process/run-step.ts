import { type ChildProcess, spawn } from "node:child_process";
import type { Program } from "@/lib/process/supervise";

/**
 * Runs a program to its end with its output shown.
 * @param onChild receives the running child, so that it can be ended when the start is interrupted
 * @returns its exit code; 128 when a signal ended it
 */
export function runStep(program: Program, onChild: (child: ChildProcess) => void = () => undefined): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: program.env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  onChild(child);
  child.once("error", reject);
  child.once("exit", (code) => resolve(code ?? 128));
  return promise;
}
