import { runCommandLine } from "@/bin/commands/run-command-line";
import { describeFailure, OperatorError } from "@/lib/process/operator-error";

runCommandLine(process.argv.slice(2), process).then(
  // Prisma's engine leaves a ten-second timer behind that would hold the process.
  (code) => process.exit(code),
  (error: NodeJS.ErrnoException) => {
    // The reader has what it wanted and went away, as `head` does.
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`vigil: ${describeFailure(error)}\n`);
    process.exit(error instanceof OperatorError ? error.exitCode : 1);
  },
);
