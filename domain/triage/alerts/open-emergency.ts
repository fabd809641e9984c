import "server-only";
import { settingIn } from "@/domain/settings/setting-in";
import { openAlert } from "@/domain/triage/alerts/open-alert";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import type { Tx } from "@/lib/db/client";

/** Cases that the desk makes for itself tell nobody: their conversation has been told of, or nobody waits. */
const INTERNAL: readonly CaseReason[] = ["second_review", "adjudication", "gold", "sample"];

/** Tells that a case has come into tier 0, in the transaction in which it does, unless an admin has switched that off. */
export async function openEmergency(tx: Tx, caseId: string, reason: CaseReason): Promise<void> {
  if (INTERNAL.includes(reason) || !(await settingIn(tx, "alerts")).newEmergency) return;
  await openAlert(tx, { kind: "new_emergency", key: `new_emergency ${caseId}`, caseId, tier: 0 });
}
