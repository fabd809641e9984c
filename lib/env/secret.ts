import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "@/lib/process/operator-error";

const minimumLength = 32;

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw new OperatorError(`cannot read ${file}: ${errorCode(error)}`, 1, { cause: error });
  }
}

/**
 * The secret of this machine, from DATA_DIR/secret; made there (256 random bits, mode 0600) when there is none.
 * The file appears whole or not at all, and of two processes that start at once both get the same secret.
 * @throws OperatorError when the file cannot be read or written, or holds less than 32 characters.
 */
export function readOrCreateSecret(dataDir: string): string {
  const file = path.join(dataDir, "secret");
  let secret = read(file);
  if (secret === null) {
    const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o711 });
      writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flush: true });
      linkSync(draft, file);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") {
        throw new OperatorError(`cannot write ${file}: ${errorCode(error)} (DATA_DIR is ${dataDir})`, 1, {
          cause: error,
        });
      }
    } finally {
      rmSync(draft, { force: true });
    }
    secret = read(file);
  }
  if (secret === null || secret.length < minimumLength) {
    throw new OperatorError(
      `${file} is damaged: it must hold at least ${minimumLength} characters. Restore it from a backup: what Vigil has sealed can be read only with the secret it was sealed with`,
    );
  }
  return secret;
}
