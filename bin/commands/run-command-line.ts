import { parseArgs } from "node:util";
import { COMMANDS, findCommand, helpText, usageOf } from "@/bin/commands/catalogue";
import { type Command, WrongUse } from "@/bin/commands/command";
import { Output } from "@/bin/commands/output";
import { AppError } from "@/lib/errors/app-error";
import { toProblem } from "@/lib/http/problem";

const COMMON = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

type Streams = { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream };

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...command.options, ...COMMON }, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** A refusal of the domain is a result too: with --json the problem document that the API would answer. */
async function runReportingRefusals(
  command: Command,
  given: ReturnType<typeof parse>,
  output: Output,
): Promise<number> {
  try {
    const run = await command.load();
    return await run(given, output);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    output.say(`vigil: ${error.detail}`);
    if (output.json && !output.hasBegun) await output.write(`${await toProblem(error).text()}\n`);
    return 1;
  }
}

async function runCommand(command: Command, args: string[], { stdout, stderr }: Streams): Promise<number> {
  try {
    const given = parse(command, args);
    if (given.values.help !== true) {
      return await runReportingRefusals(command, given, new Output(given.values.json === true, stdout, stderr));
    }
    stdout.write(`${usageOf(command)}\n${command.summary}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    stderr.write(`vigil: ${error.message}\n${usageOf(command)}\n`);
    return 2;
  }
}

/**
 * Runs what the arguments of the command line ask for.
 * @returns the exit code: 0 fine, 1 found a problem, 2 wrong use
 * @throws what was not expected, OperatorError included
 */
export async function runCommandLine(args: readonly string[], streams: Streams): Promise<number> {
  const found = findCommand(args);
  if (found) return runCommand(found.command, found.rest, streams);
  const [first] = args;
  if (first === "--help" || first === "-h" || first === "help") {
    streams.stdout.write(`${helpText()}\n`);
    return 0;
  }
  const known = COMMANDS.map(({ name }) => name).join(", ");
  const says = first === undefined ? "say what to do" : `there is no command “${args.slice(0, 2).join(" ")}”`;
  streams.stderr.write(`vigil: ${says}; there are: ${known}\nusage: npm run vigil -- COMMAND [--json] [--help]\n`);
  return 2;
}
