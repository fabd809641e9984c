import { appendFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "@/lib/process/operator-error";

const MINIMUM = 32;
const fileIn = (dataDir: string) => path.join(dataDir, "wrapping-secrets");

/** Reads `2:secret,3:secret`, with commas or line breaks between; null where it is not of this form. Pure. */
export function parseWrappingSecrets(text: string): Map<number, string> | null {
  const secrets = new Map<number, string>();
  for (const part of text.split(/[\n,]/).map((each) => each.trim())) {
    if (part === "") continue;
    const [, version = "", secret = ""] = /^(\d{1,4}):(.+)$/.exec(part) ?? [];
    const number = Number(version);
    if (number < 2 || secret.length < MINIMUM || secrets.has(number)) return null;
    secrets.set(number, secret);
  }
  return secrets;
}

/** The secrets of this machine's DATA_DIR; none where there is no such file. @throws OperatorError where it is damaged */
export function readWrappingSecrets(dataDir: string): Map<number, string> {
  const file = fileIn(dataDir);
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") return new Map();
    throw new OperatorError(`cannot read ${file}: ${code}`, 1, { cause: error });
  }
  const secrets = parseWrappingSecrets(text);
  if (secrets === null) throw new OperatorError(`${file} is damaged: restore it, or what it wraps cannot be read`);
  return secrets;
}

/** Adds the secret of a version to DATA_DIR, readable by its owner alone. @returns the file */
export function addWrappingSecret(dataDir: string, version: number, secret: string): string {
  const file = fileIn(dataDir);
  appendFileSync(file, `${version}:${secret}\n`, { mode: 0o600, flush: true });
  return file;
}
