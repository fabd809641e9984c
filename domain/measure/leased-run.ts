import "server-only";
import { z } from "zod";
import { db, Prisma } from "@/lib/db/client";
import { loggableError } from "@/lib/http/loggable-error";
import { newId } from "@/lib/ids/new-id";
import { log } from "@/lib/log/log";

/** A worker that went away is replaced this long after it last said that it is there, in seconds. */
const LEASE_SECONDS = 15;
const RENEW_MS = 3_000;
const takenSchema = z.array(z.object({ id: z.uuid() }));

/** The tables of runs that workers take one after another: with `state`, `lease_token`, `lease_until` and `created_at`. */
const TABLES = { evaluation: Prisma.raw("evaluation_run"), shadow: Prisma.raw("shadow_run") } as const;
type Kind = keyof typeof TABLES;

/** A run that this worker holds. `signal` is given once it may not go on: the run was lost, or the process stops. */
export type HeldRun = { id: string; leaseToken: string; signal: AbortSignal; stop: () => void };

/** Whether any run of this kind is to be worked on. */
export async function hasRunToWork(kind: Kind): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`SELECT 1 FROM ${TABLES[kind]} WHERE state = 'running' LIMIT 1`;
  return rows.length > 0;
}

/**
 * Takes the oldest run that nobody works on, and holds it while `work` lasts. One whose worker was killed is taken by the
 * next one once its lease has run out.
 * @param among which runs may be taken, in SQL over the columns of the table
 * @returns what `work` says; false where there is no such run
 */
export async function workOnRun(
  kind: Kind,
  signal: AbortSignal,
  work: (held: HeldRun) => Promise<boolean>,
  among: Prisma.Sql = Prisma.sql`true`,
): Promise<boolean> {
  const table = TABLES[kind];
  const leaseToken = newId();
  const [taken] = takenSchema.parse(
    await db().$queryRaw`
      UPDATE ${table}
      SET lease_token = ${leaseToken}::uuid, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = (
        SELECT id FROM ${table} WHERE state = 'running' AND (lease_until IS NULL OR lease_until < clock_timestamp())
          AND ${among}
        ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id`,
  );
  if (taken === undefined) return false;
  const lost = new AbortController();
  const stop = () => lost.abort();
  const held = { id: taken.id, leaseToken, signal: AbortSignal.any([signal, lost.signal]), stop };
  const renewing = setInterval(() => void renew(kind, held), RENEW_MS);
  try {
    return await work(held);
  } finally {
    clearInterval(renewing);
    await db().$executeRaw`
      UPDATE ${table} SET lease_token = NULL, lease_until = NULL
      WHERE id = ${held.id}::uuid AND lease_token = ${leaseToken}::uuid`;
  }
}

/** Says that this worker is still there; one that lost the run to another, or to a person, stops. */
async function renew(kind: Kind, { id, leaseToken, stop }: HeldRun): Promise<void> {
  try {
    const held = await db().$executeRaw`
      UPDATE ${TABLES[kind]} SET lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = ${id}::uuid AND lease_token = ${leaseToken}::uuid AND state = 'running'`;
    if (held === 0) stop();
  } catch (error) {
    log.warn({ run: id, kind, error: loggableError(error) }, "the lease of a run was not renewed");
  }
}
