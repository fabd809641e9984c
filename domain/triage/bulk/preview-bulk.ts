import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import type { BulkPreview, BulkPreviewInput } from "@/domain/triage/bulk/bulk-dto";
import { BULK_AT_MOST } from "@/domain/triage/bulk/bulk-limit";
import { bulkStep, tally } from "@/domain/triage/bulk/bulk-step";
import { loadBulkCases } from "@/domain/triage/bulk/load-bulk-cases";
import { listFirstCaseIds } from "@/domain/triage/case-page-ids";
import { db } from "@/lib/db/client";

/** What a change would do, case by case, without doing it. Throws FORBIDDEN. */
export async function previewBulk(actor: Actor, { change, ids, filter }: BulkPreviewInput): Promise<BulkPreview> {
  const lead = requireUser(actor, "case.lead");
  const found = ids ?? (await listFirstCaseIds(lead, filter ?? {}, BULK_AT_MOST + 1));
  const asked = [...new Set(found.slice(0, BULK_AT_MOST))];
  const { cases, now } = await loadBulkCases(db(), lead, asked, false);
  const steps = cases.map((each) => ({ ...each, step: bulkStep(change, each, now) }));
  const gone = Array<"gone">(asked.length - cases.length).fill("gone");
  return {
    ids: steps.filter(({ step }) => step.step === "change").map(({ id }) => id),
    ...tally(steps, gone),
    more: found.length > BULK_AT_MOST,
  };
}
