import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { NoteMalformed } from "@/domain/audit/checkpoint/signed-note";
import { type LogRecord, logRecordSchema } from "@/domain/audit/verify/log-record";
import { OperatorError } from "@/lib/process/operator-error";

function recordOf(line: string, number: number): LogRecord {
  try {
    return logRecordSchema.parse(JSON.parse(line));
  } catch {
    throw new NoteMalformed(`line ${number} of the file is not a record of the log`);
  }
}

/**
 * The records of a log that `export audit --format log` wrote, line by line.
 * @throws OperatorError when the file cannot be read, NoteMalformed at a line that is no record
 */
export async function* readLogFile(file: string): AsyncGenerator<LogRecord> {
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      yield recordOf(line, number);
    }
  } catch (error) {
    if (error instanceof NoteMalformed) throw error;
    throw new OperatorError(`${file} cannot be read`, 1, { cause: error });
  }
}
