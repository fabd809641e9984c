/** What is kept of a case that was changed with many others, so that the change can be taken back. Pure. */
import { z } from "zod";
import { CASE_STATES } from "@/domain/triage/case-state";

const time = z.iso.datetime();
const snapshotSchema = z.object({
  state: z.enum(CASE_STATES),
  tier: z.number().int(),
  queueTier: z.number().int(),
  dueAt: time,
  rankLeadSeconds: z.number(),
  snoozedUntil: time.nullable(),
  version: z.number().int(),
  revision: z.number().int(),
  classificationId: z.uuid().nullable(),
});
type Snapshot = z.infer<typeof snapshotSchema>;

export const undoRecordsSchema = z.array(z.object({ id: z.uuid(), before: snapshotSchema, after: snapshotSchema }));
export type UndoRecord = z.infer<typeof undoRecordsSchema>[number];

type Readable = Omit<Snapshot, "dueAt" | "snoozedUntil"> & { dueAt: Date; snoozedUntil: Date | null };

/** What of a case is kept and compared. */
export function snapshotOf(each: Readable): Snapshot {
  const { state, tier, queueTier, rankLeadSeconds, version, revision, classificationId } = each;
  const snoozedUntil = each.snoozedUntil?.toISOString() ?? null;
  const dueAt = each.dueAt.toISOString();
  return { state, tier, queueTier, dueAt, rankLeadSeconds, snoozedUntil, version, revision, classificationId };
}

/**
 * Whether a change can be taken back from this case: nothing has happened to it since, by a person or by a reading, and it
 * is not with somebody. A claim that was ended is not given back: its holder has been told.
 */
export function canRestore({ before, after }: UndoRecord, now: Readable): boolean {
  if (before.state === "claimed" && after.state !== "claimed") return false;
  const current = snapshotOf(now);
  return (Object.keys(after) as (keyof Snapshot)[]).every((key) => current[key] === after[key]);
}
