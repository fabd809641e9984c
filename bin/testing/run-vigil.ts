import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

const root = path.resolve(import.meta.dirname, "../..");

export type Ended = { code: number | null; stdout: string; stderr: string };

/** Runs the command line as npm runs it, with these variables and nothing else of ours. */
export async function runVigil(args: string[], variables: Record<string, string>, input = ""): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "bin/vigil.ts", ...args], {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: "production", ...variables },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  // A command that refuses its arguments ends before it has read its input.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, stdout, stderr };
}
