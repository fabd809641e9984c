import "server-only";
import { settingIn } from "@/domain/settings/setting-in";
import { type NewAlert, openAlerts } from "@/domain/triage/alerts/open-alert";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import type { Tx } from "@/lib/db/client";

/** Cases that the desk makes for itself tell nobody: their conversation has been told of, or nobody waits. */
const INTERNAL: readonly CaseReason[] = ["second_review", "adjudication", "gold", "sample"];

/** Tells that cases have come into tier 0, in the transaction in which they do, unless an admin has switched that off. */
export async function openEmergencies(tx: Tx, cases: readonly { id: string; reason: CaseReason }[]): Promise<void> {
  const told = cases.filter(({ reason }) => !INTERNAL.includes(reason));
  if (told.length === 0 || !(await settingIn(tx, "alerts")).newEmergency) return;
  const alerts = told.map(
    ({ id }): NewAlert => ({ kind: "new_emergency", key: `new_emergency ${id}`, caseId: id, tier: 0 }),
  );
  await openAlerts(tx, alerts);
}
