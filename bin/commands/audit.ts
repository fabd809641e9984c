import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Run, readArguments, refusePositionals, WrongUse } from "@/bin/commands/command";
import { readLogFile } from "@/bin/commands/log-file";
import { withDesk } from "@/bin/commands/with-desk";
import { readCheckpoint } from "@/domain/audit/checkpoint/checkpoint-text";
import { NoteMalformed, parseVkey } from "@/domain/audit/checkpoint/signed-note";
import { checkLog, type LogCheck } from "@/domain/audit/verify/check-log";
import { OperatorError } from "@/lib/process/operator-error";

const optionsSchema = z.object({
  checkpoint: z.array(z.string()).default([]),
  export: z.string().optional(),
  key: z.array(z.string()).default([]),
});

/** A checkpoint that was kept as a file. @throws OperatorError */
async function readNote(file: string): Promise<string> {
  const note = await readFile(file, "utf8").catch(() => {
    throw new OperatorError(`${file} cannot be read`);
  });
  try {
    readCheckpoint(note);
    return note;
  } catch (error) {
    throw new OperatorError(`${file} is not a checkpoint: ${error instanceof Error ? error.message : ""}`);
  }
}

function readKeys(given: readonly string[]) {
  try {
    return given.map(parseVkey);
  } catch (error) {
    if (error instanceof NoteMalformed) throw new WrongUse(`--key: ${error.message}`);
    throw error;
  }
}

function linesOf(check: LogCheck): string[] {
  const { firstBad, sealed, unsealed, checkpoints, cases, chainFrom, outside } = check;
  const where = firstBad?.index != null ? `entry ${firstBad.index}` : `number ${firstBad?.seq ?? "unknown"}`;
  const chain = chainFrom === null ? [] : [`${cases} cases, each a chain, from entry ${chainFrom} on`];
  return [
    ...(firstBad ? [`NOT as written. First bad: ${where}: ${firstBad.reason}`] : ["all as written"]),
    `${sealed} sealed entries under ${checkpoints} checkpoints; ${unsealed} wait for their seal`,
    ...chain,
    ...outside.map(
      ({ size, agrees }) => `the checkpoint from outside over ${size}: ${agrees ? "agrees" : "does NOT agree"}`,
    ),
  ];
}

/**
 * `audit verify`: exit code 1 at the first entry that is not what was written. With `--export` it reads a file and needs
 * neither database nor settings.
 */
export const verifyAudit: Run = async (given, output) => {
  refusePositionals(given);
  const options = readArguments(optionsSchema, given.values);
  const keys = readKeys(options.key);
  const outside = await Promise.all(options.checkpoint.map(readNote));
  const tell = async (check: LogCheck) => {
    await output.result(check, linesOf(check));
    return check.ok ? (0 as const) : (1 as const);
  };
  if (options.export !== undefined) {
    if (keys.length === 0)
      output.say("the keys are those that the file names itself: give the one you were handed with --key");
    return tell(await checkLog(readLogFile(options.export), { keys: keys.length > 0 ? keys : null, outside }));
  }
  if (outside.length === 0)
    output.say("no checkpoint from outside was given: what was deleted at the end cannot be seen");
  return withDesk(output.say, async () => {
    const { verifyLog } = await import("@/domain/audit/verify/verify-log");
    return tell(await verifyLog({ checkpoints: outside, keys }));
  });
};

/** `audit new-key`: the next version of the key that signs checkpoints. */
export const makeLogKey: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const { rotateLogKey } = await import("@/domain/audit/rotate-log-key");
    const made = await rotateLogKey();
    await output.result(made, [`version ${made.version} signs from now on: ${made.vkey}`]);
    return 0;
  });
};
