import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { OperatorError } from "@/lib/process/operator-error";

/** A socket belongs to a living process, whatever happened to the one before; its path must be short. */
function socketOf(folder: string): string {
  const name = `vigil-discord-${createHash("sha256").update(path.resolve(folder)).digest("hex").slice(0, 16)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`);
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

/**
 * Becomes the only worker of this machine that uses `folder`.
 * @returns how to give it up; the end of the process does so too
 * @throws OperatorError when another one does
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const socket = socketOf(folder);
  if (await answers(socket)) throw new OperatorError(`another discord-gateway already runs with ${folder}`);
  if (process.platform !== "win32") await rm(socket, { force: true });
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => reject(new OperatorError(`another discord-gateway already runs with ${folder}`)));
    server.listen(socket, resolve);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}
