import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { currentSetting } from "@/domain/settings/current-setting";
import type { CasePageQuery } from "@/domain/triage/case-filter";
import { cursorOf, listCaseIds } from "@/domain/triage/case-page-ids";
import type { CasePage, CaseRow } from "@/domain/triage/case-row";
import { type FlaggedVisibility, isOver, modelIsVisible } from "@/domain/triage/case-state";
import { listReadBlind } from "@/domain/triage/hidden-answers";
import { shownReason } from "@/domain/triage/shown-reason";
import { severityRank } from "@/inference/risk";
import { db, type Prisma } from "@/lib/db/client";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

const PAGE_SIZE = 50;

const included = {
  holder: true,
  classification: { include: { risks: { orderBy: { position: "asc" } } } },
  conversation: { include: { source: true, dataKey: true } },
} satisfies Prisma.CaseInclude;
type LoadedCase = Prisma.CaseGetPayload<{ include: typeof included }>;

type Hiding = { flagged: FlaggedVisibility; blind: ReadonlySet<string> };

function toRow(actor: Actor, row: LoadedCase, { flagged, blind }: Hiding): CaseRow {
  const { classification, conversation } = row;
  const isHidden = !modelIsVisible(row.reason, flagged) || (isOver(row.state) && blind.has(row.conversationId));
  const visible = isHidden ? null : classification;
  const key = visible?.reflectionSealed ? openDataKeyOrNull(conversation.dataKey) : null;
  const place = { table: "classification", column: "reflection_sealed", row: visible?.id ?? "" };
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
    holder: row.holder?.name ?? null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    language: conversation.language,
    source: { id: conversation.source.id, name: conversation.source.name, platform: conversation.source.platform },
    outcome: visible?.outcome ?? null,
    unscoredReason: visible?.unscoredReason ?? null,
    reflection: openTextOrNull(key, visible?.reflectionSealed ?? null, place),
    provisional: visible?.provisional ?? false,
    risks: (visible?.risks ?? [])
      .map(({ subject, type, severity, imminence }) => ({ subject, type, severity, imminence }))
      .sort((a, b) => severityRank(b.severity) - severityRank(a.severity)),
  };
}

/** One page of cases in the order of the queue. Throws FORBIDDEN, INVALID for a foreign cursor. */
export async function listCases(actor: Actor, query: CasePageQuery): Promise<CasePage> {
  requireRight(actor, "case.read");
  const { ids, above, below } = await listCaseIds(actor, query, PAGE_SIZE);
  const rows = await db().case.findMany({ where: { id: { in: ids } }, include: included });
  const { flagged } = await currentSetting("model_visibility");
  const over = rows.filter(({ state }) => isOver(state)).map(({ conversationId }) => conversationId);
  const hiding = { flagged, blind: actor.kind === "user" ? await listReadBlind(actor, over) : new Set<string>() };
  const byId = new Map(rows.map((row) => [row.id, row]));
  const page = ids.flatMap((id) => byId.get(id) ?? []);
  const [first, last] = [page[0], page.at(-1)];
  return {
    items: page.map((row) => toRow(actor, row, hiding)),
    prevCursor: above && first ? cursorOf(first) : null,
    nextCursor: below && last ? cursorOf(last) : null,
  };
}
