import "server-only";
import { db } from "@/lib/db/client";
import { keyring } from "@/lib/keys/data-keys";
import { OperatorError } from "@/lib/process/operator-error";

/**
 * Ties a new database to this VIGIL_SECRET, and refuses to work on one that was tied to another: with the wrong secret
 * nothing stored could be read, and what is written now could not be read later.
 * @throws OperatorError
 */
export async function openInstallation(): Promise<void> {
  await db().installation.createMany({ data: { id: 1, secretCheck: keyring().sealCheck() }, skipDuplicates: true });
  const row = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
  if (!keyring().opensCheck(row.secretCheck)) {
    throw new OperatorError(
      "VIGIL_SECRET is not the one this database was made with. Set the original one (see DATA_DIR/secret)",
      2,
    );
  }
  const newest = await db().dataKey.aggregate({ where: { wrapped: { not: null } }, _max: { kekVersion: true } });
  const needed = Math.max(row.kekVersion, newest._max.kekVersion ?? 0);
  if (!keyring().kekVersions.includes(needed)) {
    throw new OperatorError(
      `data keys are wrapped under version ${needed}, whose secret is not known here. Add it to VIGIL_WRAPPING_SECRETS (see DATA_DIR/wrapping-secrets)`,
      2,
    );
  }
}
