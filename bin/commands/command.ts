import type { ParseArgsOptionsConfig } from "node:util";
import type { z } from "zod";
import type { Output } from "@/bin/commands/output";

export type Arguments = { values: Record<string, unknown>; positionals: string[] };

/** What a command does. It resolves to the exit code: 0 fine, 1 found a problem. */
export type Run = (given: Arguments, output: Output) => Promise<0 | 1>;

/** One command of the command line. `load` brings its code in only when it runs. */
export type Command = {
  name: string;
  /** What follows the name, as written in the usage line. */
  usage: string;
  summary: string;
  options: ParseArgsOptionsConfig;
  load: () => Promise<Run>;
};

/** Wrong use: printed with the usage line, exit code 2. */
export class WrongUse extends Error {
  override readonly name = "WrongUse";
}

/** Parses what was given on the command line. @throws WrongUse naming the option at fault */
export function readArguments<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = issue?.path[0];
  if (option === undefined) throw new WrongUse(issue?.message ?? "wrong arguments");
  const isMissing = !(typeof given === "object" && given !== null && option in given);
  throw new WrongUse(isMissing ? `--${String(option)} is needed` : `--${String(option)}: ${issue?.message}`);
}

/** @throws WrongUse when anything but options follows the command */
export function refusePositionals({ positionals }: Arguments): void {
  if (positionals.length > 0) throw new WrongUse(`what is “${positionals[0]}”?`);
}
