import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { OperatorError } from "@/lib/process/operator-error";

/** A file of this machine. @throws OperatorError when it is none or cannot be read */
export async function fileOnDisk(file: string): Promise<SourceFile> {
  const found = await stat(file).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw new OperatorError(code === "ENOENT" ? `there is no file ${file}` : `${file} cannot be read (${code})`);
  });
  if (!found.isFile()) throw new OperatorError(`${file} is not a file`);
  return {
    name: path.basename(file),
    size: found.size,
    async *stream(start = 0, end = found.size) {
      if (end <= start) return;
      yield* createReadStream(file, { start, end: end - 1, highWaterMark: 1024 * 1024 });
    },
  };
}
