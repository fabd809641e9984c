import "server-only";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/** Holds a policy until the transaction ends. @returns when it was retired, or null. @throws NOT_FOUND */
export async function lockPolicy(tx: Tx, policyId: string): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ retired_at: Date | null }[]>`
    SELECT retired_at FROM policy WHERE id = ${policyId}::uuid FOR UPDATE`;
  if (!row) throw new AppError("NOT_FOUND", "There is no policy with this id.");
  return row.retired_at;
}
