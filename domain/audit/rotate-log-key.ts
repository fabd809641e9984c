import "server-only";
import { parseVkey } from "@/domain/audit/checkpoint/signed-note";
import { currentSigners, makeKey } from "@/domain/audit/current-signers";
import { db } from "@/lib/db/client";

/**
 * Makes the next key that signs checkpoints; the sealer signs with it, and with the one before it, from the next seal on.
 * It comes from the same secret: when that has leaked, the secret has to be changed.
 * @returns the version and verifier key
 */
export async function rotateLogKey(): Promise<{ version: number; vkey: string }> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('audit'), hashtext('seal'))`;
    await currentSigners(tx);
    const newest = await tx.auditKey.findFirstOrThrow({ orderBy: { version: "desc" } });
    await makeKey(tx, parseVkey(newest.vkey).name, newest.version + 1);
    return tx.auditKey.findFirstOrThrow({ orderBy: { version: "desc" }, select: { version: true, vkey: true } });
  });
}
