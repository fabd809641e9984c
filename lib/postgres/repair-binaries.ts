import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { PostgresBinaries } from "@/lib/postgres/binaries";

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Does what the package's install script does, for installations made with scripts switched off: the library names
 * the binaries are linked against, and the execute permission. Touches nothing when all is well.
 */
export function repairBinaries(binaries: PostgresBinaries): void {
  const packageDir = path.dirname(binaries.nativeDir);
  const list = path.join(binaries.nativeDir, "pg-symlinks.json");
  if (existsSync(list)) {
    for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, "utf8")))) {
      const link = path.join(packageDir, target);
      if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
  for (const file of [binaries.initdb, binaries.postgres, binaries.pgCtl]) {
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
}
