import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { currentSetting } from "@/domain/settings/current-setting";
import type { CasePageQuery } from "@/domain/triage/case-filter";
import { cursorOf, listCaseIds } from "@/domain/triage/case-page-ids";
import type { CasePage, CaseRow } from "@/domain/triage/case-row";
import { type FlaggedVisibility, isOver, modelIsVisible } from "@/domain/triage/case-state";
import { listReadBlind } from "@/domain/triage/hidden-answers";
import { type ListedCase, loadListedCases } from "@/domain/triage/load-listed-cases";
import { shownReason } from "@/domain/triage/shown-reason";
import { severityRank } from "@/inference/risk";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

const PAGE_SIZE = 50;

type Hiding = { flagged: FlaggedVisibility; blind: ReadonlySet<string> };

function toRow(actor: Actor, row: ListedCase, { flagged, blind }: Hiding): CaseRow {
  const hidden = !modelIsVisible(row.reason, flagged) || (isOver(row.state) && blind.has(row.conversationId));
  const sealed = hidden ? null : row.reflectionSealed;
  const key = sealed && openDataKeyOrNull({ id: row.keyId, wrapped: row.wrapped, kekVersion: row.kekVersion });
  const place = { table: "classification", column: "reflection_sealed", row: row.classificationId ?? "" };
  return {
    id: row.id,
    conversationId: row.conversationId,
    reason: shownReason(actor, row.reason),
    state: row.state,
    tier: row.tier,
    queueTier: row.queueTier,
    dueAt: row.dueAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    revision: row.revision,
    holder: row.holder,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    language: row.language,
    source: { id: row.sourceId, name: row.sourceName, platform: row.platform },
    outcome: hidden ? null : row.outcome,
    unscoredReason: hidden ? null : row.unscoredReason,
    reflection: openTextOrNull(key, sealed, place),
    provisional: !hidden && row.provisional === true,
    risks: hidden ? [] : row.risks.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity)),
  };
}

/** One page of cases in the order of the queue. Throws FORBIDDEN, INVALID for a foreign cursor. */
export async function listCases(actor: Actor, query: CasePageQuery): Promise<CasePage> {
  requireRight(actor, "case.read");
  const { ids, above, below } = await listCaseIds(actor, query, PAGE_SIZE);
  const page = await loadListedCases(ids);
  const { flagged } = await currentSetting("model_visibility");
  const over = page.filter(({ state }) => isOver(state)).map(({ conversationId }) => conversationId);
  const hiding = { flagged, blind: actor.kind === "user" ? await listReadBlind(actor, over) : new Set<string>() };
  const [first, last] = [page[0], page.at(-1)];
  return {
    items: page.map((row) => toRow(actor, row, hiding)),
    prevCursor: above && first ? cursorOf(first) : null,
    nextCursor: below && last ? cursorOf(last) : null,
  };
}
