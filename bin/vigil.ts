import { parseArgs } from "node:util";
import { COMMANDS, findCommand, helpText, usageOf } from "@/bin/commands/catalogue";
import { type Command, WrongUse } from "@/bin/commands/command";
import { Output } from "@/bin/commands/output";
import { AppError } from "@/lib/errors/app-error";
import { toProblem } from "@/lib/http/problem";
import { describeFailure, OperatorError } from "@/lib/process/operator-error";

const COMMON = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** `-` stands for standard input, and a text may begin with a dash after `--`; both are left to parseArgs. */
function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...command.options, ...COMMON }, allowPositionals: true });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

async function runCommand(command: Command, args: string[]): Promise<number> {
  try {
    const given = parse(command, args);
    if (given.values.help === true) {
      process.stdout.write(`${usageOf(command)}\n${command.summary}\n`);
      return 0;
    }
    const output = new Output(given.values.json === true);
    try {
      const run = await command.load();
      return await run(given, output);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      output.say(`vigil: ${error.detail}`);
      if (output.json && !output.hasBegun) await output.write(`${await toProblem(error).text()}\n`);
      return 1;
    }
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    process.stderr.write(`vigil: ${error.message}\n${usageOf(command)}\n`);
    return 2;
  }
}

async function main(args: string[]): Promise<number> {
  const found = findCommand(args);
  if (found) return runCommand(found.command, found.rest);
  const [first] = args;
  if (first === "--help" || first === "-h" || first === "help") {
    process.stdout.write(`${helpText()}\n`);
    return 0;
  }
  const known = COMMANDS.map(({ name }) => name).join(", ");
  const says = first === undefined ? "say what to do" : `there is no command “${args.slice(0, 2).join(" ")}”`;
  process.stderr.write(`vigil: ${says}; there are: ${known}\nusage: npm run vigil -- COMMAND [--json] [--help]\n`);
  return 2;
}

main(process.argv.slice(2)).then(
  // Prisma's engine leaves a ten-second timer behind that would hold the process.
  (code) => process.exit(code),
  (error: NodeJS.ErrnoException) => {
    // The reader has what it wanted and went away, as `head` does.
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`vigil: ${describeFailure(error)}\n`);
    process.exit(error instanceof OperatorError ? error.exitCode : 1);
  },
);
