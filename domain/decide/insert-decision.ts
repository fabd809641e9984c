import "server-only";
import { z } from "zod";
import { appendEvent } from "@/domain/audit/append-event";
import { type Completed, completeFindings, type StatedRisk, type Verdict } from "@/domain/decide/complete-findings";
import type { ConclusionInput } from "@/domain/decide/decision-input";
import { settingIn } from "@/domain/settings/setting-in";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

/** What a decision is about, and what could be seen of the model while it was made. */
export type DecidedOn = {
  caseId: string;
  conversationId: string;
  revision: number;
  classificationId: string | null;
  modelVisible: boolean;
  supersedesId: string | null;
};

export type MadeDecision = {
  id: string;
  verdict: Verdict;
  risks: StatedRisk[];
  decidedAt: string;
  undoableUntil: string;
};

async function complete(tx: Tx, on: DecidedOn, input: ConclusionInput): Promise<Extract<Completed, { ok: true }>> {
  // A reviewer who was not shown the model's risks cannot assess them: what they found is compared by the figures.
  const shown =
    on.classificationId && on.modelVisible
      ? await tx.risk.findMany({ where: { classificationId: on.classificationId }, orderBy: { position: "asc" } })
      : [];
  const named = [...new Set(input.findings.flatMap((finding) => ("messageIds" in finding ? finding.messageIds : [])))];
  const where = { conversationId: on.conversationId, revision: { lte: on.revision }, id: { in: named } };
  const messages = named.length > 0 ? await tx.message.findMany({ where, select: { id: true } }) : [];
  const completed = completeFindings(input.findings, shown, new Set(messages.map((message) => message.id)));
  if (completed.ok) return completed;
  const { problems } = completed;
  throw new AppError("INVALID", problems[0]?.message ?? "The findings are not complete.", { errors: problems });
}

/** The note, sealed under the conversation's key. Throws INVALID where that key is gone: a note is never dropped unsaid. */
async function sealNote(tx: Tx, conversationId: string, decisionId: string, note: string | undefined) {
  if (!note) return null;
  const { dataKey } = await tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    include: { dataKey: true },
  });
  const key = openDataKeyOrNull(dataKey);
  if (key) return sealText(key.key, note, { table: "decision", column: "note_sealed", row: decisionId });
  const errors = [{ pointer: "/note", message: "cannot be kept for this conversation; leave it empty" }];
  const why = "The key of this conversation was erased or is damaged, so that no note can be kept. Save without one.";
  throw new AppError("INVALID", why, { errors });
}

async function insertFindings(tx: Tx, decisionId: string, { findings }: Extract<Completed, { ok: true }>) {
  const withIds = findings.map((finding, position) => ({ ...finding, position, id: newId() }));
  await tx.finding.createMany({
    data: withIds.map(({ id, position, assessment, riskId, stated }) => ({
      id,
      decisionId,
      position,
      assessment,
      riskId,
      subject: stated?.subject ?? null,
      type: stated?.type ?? null,
      severity: stated?.severity ?? null,
      imminence: stated?.imminence ?? null,
    })),
  });
  await tx.findingEvidence.createMany({
    data: withIds.flatMap(({ id: findingId, messageIds }) => messageIds.map((messageId) => ({ findingId, messageId }))),
  });
}

const timesSchema = z.array(z.object({ decided_at: z.date(), undoable_until: z.date() }));

/** Writes a decision with its findings, its sealed note and its event. The caller has checked who may, and holds the case. */
export async function insertDecision(
  tx: Tx,
  user: { userId: string },
  on: DecidedOn,
  input: ConclusionInput,
): Promise<MadeDecision> {
  const { seconds } = await settingIn(tx, "undo");
  const completed = await complete(tx, on, input);
  const { verdict, findings } = completed;
  const id = newId();
  const noteSealed = await sealNote(tx, on.conversationId, id, input.note);
  const rows = await tx.$queryRaw`
    INSERT INTO decision (id, case_id, conversation_id, revision, classification_id, reviewer_id, verdict, certainty, action,
      note_sealed, model_visible, time_spent_ms, supersedes_id, policy_version_ids, decided_at, undoable_until)
    VALUES (${id}::uuid, ${on.caseId}::uuid, ${on.conversationId}::uuid, ${on.revision}, ${on.classificationId}::uuid,
      ${user.userId}, ${verdict}::verdict, ${input.certainty}::certainty, ${input.action}, ${noteSealed},
      ${on.modelVisible}, ${input.timeSpentMs}, ${on.supersedesId}::uuid,
      ${[...new Set(input.policyVersionIds ?? [])]}::uuid[], now(), now() + make_interval(secs => ${seconds}))
    RETURNING decided_at, undoable_until`;
  const [times] = timesSchema.parse(rows);
  if (!times) throw new Error("the decision was not written");
  await insertFindings(tx, id, completed);
  await appendEvent(tx, {
    type: "decide.decision.recorded",
    actor: { kind: "user", userId: user.userId },
    caseId: on.caseId,
    conversationId: on.conversationId,
    facts: {
      decisionId: id,
      revision: on.revision,
      classificationId: on.classificationId,
      verdict,
      action: input.action,
      findings: findings.length,
      modelVisible: on.modelVisible,
      supersedesId: on.supersedesId,
    },
  });
  return {
    id,
    verdict,
    risks: findings.flatMap(({ stated }) => stated ?? []),
    decidedAt: times.decided_at.toISOString(),
    undoableUntil: times.undoable_until.toISOString(),
  };
}
