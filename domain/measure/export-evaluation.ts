import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import { EXPORT_PAGE, type ExportRange } from "@/domain/ingest/export-range";
import { MEASURED, WAITS } from "@/domain/triage/standing-decision";
import { loadMessages } from "@/inference/load-messages";
import { db, type Prisma } from "@/lib/db/client";

/** Texts are opened and held at once: fewer than of the records without content. */
const PAGE = EXPORT_PAGE / 10;

const rowSchema = z.object({ id: z.uuid(), decided_at: z.date() });
type Place = z.infer<typeof rowSchema>;

/** The decision that counts for each conversation, by its time and id, after a place; none that can still be undone or waits. */
async function page(range: ExportRange, after: Place | null): Promise<Place[]> {
  const from = range.from ? new Date(range.from) : null;
  const to = range.to ? new Date(range.to) : null;
  const rows = await db().$queryRaw`
    SELECT d.id, d.decided_at FROM decision d
    WHERE (${from}::timestamptz IS NULL OR d.decided_at >= ${from}) AND (${to}::timestamptz IS NULL OR d.decided_at < ${to})
      AND (${after?.id ?? null}::uuid IS NULL OR (d.decided_at, d.id) > (${after?.decided_at ?? null}, ${after?.id ?? null}::uuid))
      AND d.undoable_until < now() AND ${MEASURED} AND NOT ${WAITS}
      AND NOT EXISTS (
        SELECT 1 FROM decision n JOIN "case" k ON k.id = n.case_id LEFT JOIN decision_undo nu ON nu.decision_id = n.id
        WHERE n.conversation_id = d.conversation_id AND (n.revision, n.decided_at, n.id) > (d.revision, d.decided_at, d.id)
          AND nu.decision_id IS NULL AND k.reason NOT IN ('second_review', 'gold')
          AND (k.reason <> 'sample' OR n.supersedes_id IS NULL))
    ORDER BY d.decided_at, d.id LIMIT ${PAGE}`;
  return z.array(rowSchema).parse(rows);
}

/** A decision with what tells how far its label can be trusted, and for how many others it stands. */
const WITH_LABEL = {
  findings: { orderBy: { position: "asc" } },
  classification: { select: { outcome: true } },
  slotAnswered: { select: { kind: true } },
  gold: { where: { retiredAt: null }, select: { id: true } },
  conversation: { select: { sample: { select: { drawn: true, stratum: true, inclusionProbability: true } } } },
} satisfies Prisma.DecisionInclude;
type Labelled = Prisma.DecisionGetPayload<{ include: typeof WITH_LABEL }>;

/**
 * Where a label comes from. `weight` is how many conversations it stands for: itself where all of its kind are reviewed,
 * 1/π for one drawn with probability π, null for one that somebody came upon, which stands for nothing known.
 */
function labelOf({ classification, slotAnswered, gold, modelVisible, conversation: { sample } }: Labelled) {
  const clear = classification?.outcome === "none";
  const drawn = sample?.drawn === true ? sample : null;
  return {
    settled: slotAnswered?.kind === "adjudication",
    reference: gold.length > 0,
    blind: !modelVisible,
    stratum: clear ? (drawn?.stratum ?? null) : null,
    weight: clear ? drawn && 1 / drawn.inclusionProbability : 1,
  };
}

/** The label and the very messages it is about; null where they can no longer be told: erased, or edited since. */
async function labelled(decisionId: string) {
  const decision = await db().decision.findUniqueOrThrow({ where: { id: decisionId }, include: WITH_LABEL });
  const { conversationId: id, revision, verdict, decidedAt, findings } = decision;
  const messages = (await loadMessages(db(), id)).filter((message) => message.revision <= revision);
  const readable = messages.flatMap(({ role, text }) => (text === null ? [] : [{ role, text }]));
  const edited = messages.some(({ editedAt }) => editedAt !== null && editedAt > decidedAt);
  const risks = findings.flatMap(({ subject, type, severity, imminence }) =>
    subject && type && severity ? [{ subject, type, severity, imminence }] : [],
  );
  const usable = !edited && readable.length > 0 && readable.length === messages.length;
  return {
    id,
    revision,
    row: usable ? { id, messages: readable, expected: { outcome: verdict, risks }, label: labelOf(decision) } : null,
  };
}

/**
 * Conversations with a decision that stands (what a third person settled before what it settles, reference cases too), as
 * evaluation JSONL with their text: labels to measure models with, and where each comes from. Content
 * leaves the system, so each conversation is written down before it is handed out. Those whose messages were erased, or
 * edited after the decision, are left out and told to `onLeftOut`.
 * @throws FORBIDDEN
 */
export async function* exportEvaluation(actor: Actor, range: ExportRange, onLeftOut: (conversationId: string) => void) {
  requireRight(actor, "content.export");
  for (let after: Place | null = null; ; ) {
    const places: Place[] = await page(range, after);
    if (places.length === 0) return;
    const labels = await Promise.all(places.map(({ id }) => labelled(id)));
    const given = labels.filter(({ row }) => row !== null);
    await appendEvents(
      db(),
      given.map(({ id, revision }) => ({
        type: "ingest.conversation.exported",
        actor,
        conversationId: id,
        facts: { revision },
      })),
    );
    for (const { id, row } of labels) {
      if (row) yield row;
      else onLeftOut(id);
    }
    after = places.at(-1) ?? null;
  }
}
