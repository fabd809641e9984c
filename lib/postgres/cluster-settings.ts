import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { OperatorError } from "@/lib/process/operator-error";

const settingsSchema = z.object({
  /** Where the database files are; relative to DATA_DIR, so that a copied data folder never opens the original's. */
  cluster: z.string().min(1),
  adminPassword: z.string().min(16),
  password: z.string().min(16),
});

/** Where the embedded database of one data folder lies, and its two passwords. */
export type ClusterSettings = z.infer<typeof settingsSchema>;

export const adminRole = "postgres";
export const appRole = "vigil";
export const appDatabase = "vigil";

function settingsFile(dataDir: string): string {
  return path.join(dataDir, "postgres.json");
}

/**
 * The settings of the embedded database of a data folder, or null when it has none yet.
 * @throws OperatorError when the file is there and cannot be understood.
 */
export function findClusterSettings(dataDir: string): ClusterSettings | null {
  const file = settingsFile(dataDir);
  if (!existsSync(file)) return null;
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new OperatorError(
      `cannot use ${file}, which holds the passwords of the database; restore it from a backup`,
      1,
      { cause },
    );
  }
}

/** Writes fresh settings (mode 0600, whole or not at all) for a database that is about to be made. */
export function createClusterSettings(dataDir: string, cluster: string): ClusterSettings {
  const settings = {
    cluster,
    adminPassword: randomBytes(24).toString("base64url"),
    password: randomBytes(24).toString("base64url"),
  };
  const file = settingsFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return settings;
}

/** Absolute path of the database files. */
export function clusterDirOf(dataDir: string, settings: ClusterSettings): string {
  return path.resolve(dataDir, settings.cluster);
}

/** Connection string of the application's role on a port of this machine. */
export function appUrl(settings: ClusterSettings, port: number): string {
  return `postgresql://${appRole}:${settings.password}@127.0.0.1:${port}/${appDatabase}`;
}

/** Connection string of the superuser: for making roles and databases only. */
export function adminUrl(settings: ClusterSettings, port: number): string {
  return `postgresql://${adminRole}:${settings.adminPassword}@127.0.0.1:${port}/postgres`;
}
