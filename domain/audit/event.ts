/**
 * What is recorded. One entry per kind of event: its name is `stage.noun.past`, its facts are ids, enums and counts,
 * never content. A new kind is added here and nowhere else; facts that are not listed here cannot be written.
 */
import { z } from "zod";

const id = z.string().max(64);
const word = z.string().max(80);
const count = z.number().int();
const none = z.strictObject({});

export const EVENT_FACTS = {
  "access.admin.created": z.strictObject({ userId: id }),
  "access.user.created": z.strictObject({ userId: id, roles: z.array(word) }),
  "access.user.changed": z.strictObject({
    userId: id,
    changed: z.array(word),
    roles: z.array(word),
    disabled: z.boolean(),
  }),
  "access.session.started": z.strictObject({ userId: id }),
  "access.session.ended": z.strictObject({ userId: id, reason: z.enum(["signed_out", "idle", "disabled"]) }),
  "access.sign_in.refused": z.strictObject({ reason: word }),
  "settings.setting.changed": z.strictObject({ name: word, version: count }),
  "outbox.endpoint.created": z.strictObject({ endpointId: id, kind: word }),
  "outbox.endpoint.changed": z.strictObject({ endpointId: id, changed: z.array(word) }),
  "outbox.endpoint.deleted": z.strictObject({ endpointId: id }),
  "outbox.delivery.failed": z.strictObject({ endpointId: id, deliveryId: id, attempts: count }),
  "ingest.source.created": z.strictObject({ sourceId: id, platform: word }),
  "ingest.source.changed": z.strictObject({ sourceId: id, changed: z.array(word) }),
  "ingest.source.deleted": z.strictObject({ sourceId: id }),
  "ingest.secret.added": z.strictObject({ sourceId: id, secretId: id }),
  "ingest.secret.retired": z.strictObject({ sourceId: id, secretId: id }),
  "ingest.delivery.viewed": z.strictObject({ sourceId: id, deliveryId: id }),
  "ingest.deliveries.replayed": z.strictObject({ sourceId: id, count }),
  "ingest.deliveries.forgotten": z.strictObject({ count }),
  "ingest.deliveries.refused": z.strictObject({ sourceId: id, count }),
  "ingest.upload.received": z.strictObject({ uploadId: id, sourceId: id, bytes: count }),
  "ingest.upload.changed": z.strictObject({ uploadId: id }),
  "ingest.upload.started": z.strictObject({ uploadId: id }),
  "ingest.upload.paused": z.strictObject({ uploadId: id }),
  "ingest.upload.ended": z.strictObject({
    uploadId: id,
    state: word,
    conversations: count,
    messages: count,
    rejected: count,
  }),
  "ingest.key.created": z.strictObject({ keyId: id, sourceId: id }),
  "ingest.key.revoked": z.strictObject({ keyId: id, sourceId: id }),
  "ingest.conversation.accepted": z.strictObject({ sourceId: id, revision: count, messages: count }),
  "ingest.conversation.extended": z.strictObject({ sourceId: id, revision: count, messages: count }),
  "ingest.conversation.viewed": z.strictObject({ revision: count, modelVisible: z.boolean().optional() }),
  "ingest.conversation.exported": z.strictObject({ revision: count }),
  "ingest.records.exported": z.strictObject({ rows: count }),
  "inference.conversation.classified": z.strictObject({
    classificationId: id,
    revision: count,
    outcome: word,
    engine: word,
    model: word,
    strategy: word,
    unscoredReason: word.nullable(),
    risks: count,
  }),
  "inference.strategy.chosen": z.strictObject({ strategy: word, judges: count, voteRule: word }),
  "inference.rules.saved": z.strictObject({ version: count }),
  "triage.case.opened": z.strictObject({ reason: word, tier: count, revision: count }),
  "triage.case.raised": z.strictObject({ fromTier: count, toTier: count, revision: count }),
  "triage.case.followed": z.strictObject({ revision: count }),
  "triage.case.viewed": z.strictObject({ revision: count, modelVisible: z.boolean() }),
  "triage.case.claimed": z.strictObject({ claimId: id }),
  "triage.case.released": z.strictObject({ claimId: id }),
  "triage.case.skipped": z.strictObject({ claimId: id }),
  "triage.case.escalated": z.strictObject({ claimId: id.nullable() }),
  "triage.case.snoozed": z.strictObject({ claimId: id.nullable(), seconds: count }),
  "triage.case.requeued": z.strictObject({ claimId: id.nullable() }),
  "triage.case.taken_over": z.strictObject({ claimId: id, fromClaimId: id }),
  "triage.cases.changed": z.strictObject({ bulkId: id, kind: word, cases: count }),
  "triage.cases.change_undone": z.strictObject({ bulkId: id, cases: count }),
  "triage.case.restored": z.strictObject({ bulkId: id, state: word, tier: count }),
  "triage.view.saved": z.strictObject({ viewId: id, shared: z.boolean() }),
  "triage.view.deleted": z.strictObject({ viewId: id, shared: z.boolean() }),
  "triage.alert.opened": z.strictObject({ alertId: id, kind: word }),
  "triage.alert.acknowledged": z.strictObject({ alertId: id }),
  "triage.alert.resolved": z.strictObject({ alertId: id }),
  "triage.case.closed": z.strictObject({ reason: word }),
  "triage.frame.begun": z.strictObject({ frameId: id, ruleVersion: word, secretHash: id }),
  "triage.frame.revealed": z.strictObject({ frameId: id }),
  "triage.claim.expired": z.strictObject({ claimId: id }),
  "decide.decision.recorded": z.strictObject({
    decisionId: id,
    revision: count,
    classificationId: id.nullable(),
    verdict: word,
    action: word,
    findings: count,
    modelVisible: z.boolean(),
    supersedesId: id.nullable(),
  }),
  "decide.decision.undone": z.strictObject({ decisionId: id, byAuthor: z.boolean() }),
  "decide.review.drawn": z.strictObject({ slotId: id, kind: word, binding: z.boolean() }),
  "decide.review.answered": z.strictObject({ slotId: id, kind: word, agreed: z.boolean().nullable() }),
  "decide.review.moved": z.strictObject({ slotId: id, fromDecisionId: id, toDecisionId: id, binding: z.boolean() }),
  "decide.review.withdrawn": z.strictObject({ slotId: id, kind: word }),
  "decide.gold.added": z.strictObject({ goldId: id, decisionId: id }),
  "decide.gold.retired": z.strictObject({ goldId: id }),
  "decide.policy.saved": z.strictObject({ policyId: id, version: count }),
  "decide.policy.retired": z.strictObject({ policyId: id }),
  "decide.policy.restored": z.strictObject({ policyId: id }),
  "decide.records.exported": z.strictObject({ rows: count }),
  "measure.evaluation.started": z.strictObject({ evaluationId: id, cases: count, strategies: z.array(word) }),
  "measure.evaluation.ended": z.strictObject({ evaluationId: id, state: word, readings: count, unscored: count }),
  "measure.evaluation.viewed": z.strictObject({ evaluationId: id, cases: count }),
  "measure.evaluation.deleted": z.strictObject({ evaluationId: id, state: word }),
  "measure.shadow.ordered": z.strictObject({
    shadowId: id,
    reader: word,
    strategy: word,
    scope: word,
    population: count,
    chosen: count,
    erased: count,
    unread: count,
  }),
  "measure.shadow.changed": z.strictObject({
    shadowId: id,
    state: word,
    read: count,
    leftOut: count,
    unscored: count,
    orderedBy: id.nullable(),
  }),
  "measure.figures.checked": z.strictObject({
    conversations: count,
    facts: count,
    rollups: count,
    repaired: z.boolean(),
  }),
  "measure.figures.rebuilt": z.strictObject({ conversations: count }),
  "measure.records.exported": z.strictObject({ what: word, rows: count }),
  "access.request.refused": z.strictObject({ what: word, minute: z.iso.datetime(), count }),
  "access.keys.version_raised": z.strictObject({ from: count, version: count }),
  "access.keys.rotated": z.strictObject({ version: count, keys: count, left: count }),
  "ingest.conversations.searched": z.strictObject({ by: word, found: count, sought: id.optional() }),
  "ingest.content.searched": z.strictObject({
    searchId: id,
    step: count,
    /** A keyed hash of the words. */
    sought: id,
    sourceId: id.nullable(),
    from: z.iso.datetime().nullable(),
    to: z.iso.datetime().nullable(),
    looked: count,
    found: count,
    unopened: count,
    isDone: z.boolean(),
  }),
  "privacy.person.looked_up": z.strictObject({ authors: count, conversations: count }),
  "privacy.person.erased": z.strictObject({
    erasureId: id,
    cause: word,
    authors: count,
    conversations: count,
    keys: count,
    casesClosed: count,
  }),
  "privacy.conversation.erased": z.strictObject({ erasureId: id, shared: z.boolean() }),
  "privacy.erasures.exported": z.strictObject({ rows: count }),
  "privacy.content.forgotten": z.strictObject({ kind: word, count }),
  "privacy.hold.set": z.strictObject({ holdId: id, of: word, reason: word }),
  "privacy.hold.released": z.strictObject({ holdId: id, of: word }),
  "audit.review.signed": z.strictObject({ reviewId: id, from: count, to: count, verdict: word }),
  "audit.log.viewed": none,
  "audit.log.exported": z.strictObject({ rows: count }),
  "audit.key.made": z.strictObject({ version: count }),
} as const;

type FactSchemas = typeof EVENT_FACTS;
export type EventType = keyof FactSchemas;
export const EVENT_TYPES = Object.keys(EVENT_FACTS) as EventType[];

/** Who did it, as recorded. Structurally a domain/access Actor; restated here because audit imports no other stage. */
export type EventActor =
  | { kind: "user"; userId: string }
  | { kind: "ingest_key"; keyId: string }
  | { kind: "system"; process: string };

/** One event before it is written. */
export type NewEvent<T extends EventType = EventType> = {
  [K in T]: { type: K; actor: EventActor; facts: z.infer<FactSchemas[K]>; conversationId?: string; caseId?: string };
}[T];

/**
 * Whether an event stands in the chain of its case, and so waits for whoever else writes about the case. Alerts do not:
 * they are raised about many cases at once and wait for nobody.
 */
export function isChained(event: { type: string; caseId?: string | null | undefined }): boolean {
  return event.caseId != null && !event.type.startsWith("triage.alert.");
}
