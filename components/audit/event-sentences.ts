/**
 * What each kind of event says, in words that follow the name of whoever did it: "Ana — opened a case". One entry for each
 * kind; a new kind that has none is a type error. Pure.
 */
import type { z } from "zod";
import { actionLabel, REASON_LABELS, unscoredLabel } from "@/components/decide/labels";
import { EVENT_FACTS, EVENT_TYPES, type EventType } from "@/domain/audit/event";

type FactsOf<K extends EventType> = z.infer<(typeof EVENT_FACTS)[K]>;

const REFUSALS: Readonly<Record<string, string>> = {
  too_many_attempts: "after too many attempts",
  disabled: "because the account is disabled",
  wrong_credentials: "because the address or the password was wrong",
};
const SESSION_ENDS = {
  signed_out: "signed out",
  idle: "was signed out after 30 minutes without activity",
  disabled: "was signed out because the account was disabled",
} as const;

const inWords = (word: string) => word.replaceAll("_", " ");
const messages = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "message" : "messages"}`;
const conversations = (count: number) =>
  `${count.toLocaleString("en")} ${count === 1 ? "conversation" : "conversations"}`;
const rows = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;
const labelled = (count: number) => `${count.toLocaleString("en")} labelled ${count === 1 ? "case" : "cases"}`;
const risks = (count: number) => (count === 1 ? "one risk" : `${count.toLocaleString("en")} risks`);

function caseReason(reason: string): string {
  const known: Readonly<Record<string, string>> = REASON_LABELS;
  return (known[reason] ?? inWords(reason)).toLowerCase();
}

function reading(facts: FactsOf<"inference.conversation.classified">): string {
  const by = `with ${facts.model}`;
  if (facts.outcome === "risk") return `read a conversation ${by} and found ${risks(facts.risks)}`;
  if (facts.outcome === "none") return `read a conversation ${by} and found no risk`;
  return `could not read a conversation ${by}. ${unscoredLabel(facts.unscoredReason)}`;
}

function decision(facts: FactsOf<"decide.decision.recorded">): string {
  const verdict = facts.verdict === "risk" ? "a risk is present" : "no risk is present";
  const again = facts.supersedesId === null ? "decided" : "decided again";
  const seen = facts.modelVisible ? "with the model’s answer in view" : "without seeing the model’s answer";
  return `${again} that ${verdict}, ${seen}. ${actionLabel(facts.action)}`;
}

const SENTENCES: { readonly [K in EventType]: (facts: FactsOf<K>) => string } = {
  "access.admin.created": () => "made the first account from the set-up link",
  "access.user.created": (facts) => `added a person as ${facts.roles.join(", ")}`,
  "access.user.changed": (facts) =>
    `changed a person’s ${facts.changed.map((field) => (field === "newPassword" ? "password" : field)).join(", ")}`,
  "access.session.started": () => "signed in",
  "access.session.ended": (facts) => SESSION_ENDS[facts.reason],
  "access.sign_in.refused": (facts) => `refused a sign-in ${REFUSALS[facts.reason] ?? `(${inWords(facts.reason)})`}`,
  "settings.setting.changed": (facts) => `changed the setting “${inWords(facts.name)}” (version ${facts.version})`,
  "triage.frame.begun": (facts) => `began a frame that samples are drawn in (rules ${facts.ruleVersion})`,
  "triage.frame.revealed": () => "showed the secret of a frame that had ended",
  "outbox.endpoint.created": (facts) => `added an address that alerts or decisions go to (${facts.kind})`,
  "outbox.endpoint.changed": (facts) => `changed an outgoing address: ${facts.changed.map(inWords).join(", ")}`,
  "outbox.endpoint.deleted": () => "deleted an outgoing address",
  "outbox.delivery.failed": (facts) => `gave up sending a message after ${facts.attempts} tries`,
  "ingest.source.created": (facts) => `added a source (${facts.platform})`,
  "ingest.source.changed": (facts) => `changed a source’s ${facts.changed.map(inWords).join(", ")}`,
  "ingest.source.deleted": () => "deleted a source",
  "ingest.secret.added": () => "added a signing secret to a source",
  "ingest.secret.retired": () => "ended a signing secret of a source",
  "ingest.delivery.viewed": () => "looked at a webhook delivery as it came",
  "ingest.deliveries.replayed": (facts) =>
    `replayed ${facts.count} webhook ${facts.count === 1 ? "delivery" : "deliveries"}`,
  "ingest.deliveries.forgotten": (facts) =>
    `removed the bytes of ${facts.count} webhook ${facts.count === 1 ? "delivery" : "deliveries"}, read over 30 days ago`,
  "ingest.deliveries.refused": (facts) => `refused ${facts.count} webhook requests with a wrong signature`,
  "ingest.upload.received": () => "uploaded a transcript file",
  "ingest.upload.changed": () => "changed how an upload is read",
  "ingest.upload.started": () => "started to bring in an upload",
  "ingest.upload.paused": () => "paused an upload",
  "ingest.upload.ended": (facts) => `ended an upload (${inWords(facts.state)}) of ${messages(facts.messages)}`,
  "ingest.key.created": () => "made an ingest key",
  "ingest.key.revoked": () => "revoked an ingest key",
  "ingest.conversation.accepted": (facts) => `sent in a conversation of ${messages(facts.messages)}`,
  "ingest.conversation.extended": (facts) => `added ${messages(facts.messages)} to a conversation`,
  "ingest.conversation.viewed": () => "opened a conversation",
  "ingest.conversation.exported": () => "exported a conversation with its text",
  "ingest.records.exported": (facts) => `exported ${rows(facts.rows)} about conversations`,
  "inference.conversation.classified": reading,
  "inference.strategy.chosen": (facts) =>
    facts.strategy === "single"
      ? "chose that one call reads a conversation"
      : `chose the strategy ${facts.strategy} with ${facts.judges} judges (${inWords(facts.voteRule)})`,
  "inference.rules.saved": (facts) => `saved version ${facts.version} of the offline rules`,
  "triage.case.opened": (facts) => `opened a case in T${facts.tier} (${caseReason(facts.reason)})`,
  "triage.case.raised": (facts) => `raised a case from T${facts.fromTier} to T${facts.toTier}`,
  "triage.case.followed": (facts) => `moved a case on to revision ${facts.revision} of its conversation`,
  "triage.case.viewed": (facts) => `looked at a case${facts.modelVisible ? "" : ", the model’s answer hidden"}`,
  "triage.case.claimed": () => "claimed a case",
  "triage.case.released": () => "gave a case back",
  "triage.case.skipped": () => "skipped a case",
  "triage.case.escalated": () => "escalated a case to a lead",
  "triage.case.snoozed": (facts) => `set a case aside for ${Math.round(facts.seconds / 60)} minutes`,
  "triage.case.requeued": () => "put a case back into the queue",
  "triage.case.taken_over": () => "took a case over from somebody else",
  "triage.view.saved": ({ shared }) =>
    shared ? "saved a view of the queue for everybody" : "saved a view of the queue",
  "triage.view.deleted": ({ shared }) =>
    shared ? "deleted a shared view of the queue" : "deleted a view of the queue",
  "triage.cases.changed": (facts) =>
    `changed ${facts.cases.toLocaleString("en")} cases at once (${inWords(facts.kind)})`,
  "triage.cases.change_undone": (facts) => `took a change of ${facts.cases.toLocaleString("en")} cases back`,
  "triage.case.restored": ({ state, tier }) =>
    `put a case back as it was before a change (${inWords(state)}, T${tier})`,
  "triage.alert.opened": (facts) => `raised an alert: ${inWords(facts.kind)}`,
  "triage.alert.acknowledged": () => "answered an alert",
  "triage.alert.resolved": () => "ended an alert, as its cause is gone",
  "triage.case.closed": (facts) => `closed a case (${inWords(facts.reason)})`,
  "triage.claim.expired": () => "ended a claim that had run out",
  "decide.decision.recorded": decision,
  "decide.decision.undone": (facts) =>
    facts.byAuthor ? "took back their decision" : "took back another person’s decision",
  "decide.review.drawn": (facts) =>
    facts.binding
      ? "asked a second person, before the decision takes effect"
      : `asked for a further look (${inWords(facts.kind)})`,
  "decide.review.answered": (facts) =>
    facts.agreed === null
      ? "finished a further look"
      : `finished a further look, which ${facts.agreed ? "agrees" : "disagrees"}`,
  "decide.review.moved": (facts) =>
    facts.binding
      ? "had a second review go on about another decision, which waits for it"
      : "had a second review go on about another decision",
  "decide.review.withdrawn": (facts) => `called a further look off (${inWords(facts.kind)})`,
  "decide.gold.added": () => "took a decided conversation among the reference cases",
  "decide.gold.retired": () => "took a conversation out of the reference cases",
  "decide.policy.saved": (facts) => `saved version ${facts.version} of a policy`,
  "decide.policy.retired": () => "retired a policy",
  "decide.policy.restored": () => "brought a retired policy back",
  "decide.records.exported": (facts) => `exported ${rows(facts.rows)} about decisions`,
  "measure.evaluation.started": (facts) =>
    `started to measure ${facts.strategies.join(", ")} on ${labelled(facts.cases)}`,
  "measure.evaluation.ended": (facts) =>
    `ended a measurement (${inWords(facts.state)}) of ${facts.readings.toLocaleString("en")} readings`,
  "measure.evaluation.viewed": (facts) => `looked at ${labelled(facts.cases)} that were answered wrongly`,
  "measure.evaluation.deleted": () => "deleted a measurement with its file",
  "measure.shadow.ordered": (facts) =>
    `had ${facts.chosen.toLocaleString("en")} conversations of ${facts.population.toLocaleString("en")} read again beside the desk (${inWords(facts.strategy)})`,
  "measure.shadow.changed": (facts) =>
    `${facts.state === "running" ? "resumed" : `ended or held (${inWords(facts.state)})`} a shadow run, for which ${facts.read.toLocaleString("en")} conversations were read so far`,
  "measure.figures.checked": ({ conversations, facts, rollups }) =>
    facts + rollups === 0
      ? `compared the figures with the records of ${conversations.toLocaleString("en")} conversations: they agree`
      : `found and mended ${(facts + rollups).toLocaleString("en")} differences between the figures and the records`,
  "measure.figures.rebuilt": ({ conversations }) =>
    `made the figures anew from the records of ${conversations.toLocaleString("en")} conversations`,
  "measure.records.exported": (facts) => `exported ${rows(facts.rows)} of the figures (${inWords(facts.what)})`,
  "access.request.refused": (facts) =>
    `was refused ${facts.count === 1 ? "once" : `${facts.count.toLocaleString("en")} times`} within a minute (${inWords(facts.what)})`,
  "access.keys.version_raised": (facts) =>
    `had new data keys wrapped under version ${facts.version} (before: ${facts.from})`,
  "access.keys.rotated": (facts) =>
    `wrapped ${facts.keys.toLocaleString("en")} data keys anew, under version ${facts.version}`,
  "ingest.content.searched": (facts) =>
    `looked for words in ${conversations(facts.looked)} and found them in ${facts.found.toLocaleString("en")}`,
  "ingest.conversations.searched": (facts) => `looked for a conversation by its ${inWords(facts.by)}`,
  "privacy.person.looked_up": () => "looked up what is kept of a person",
  "privacy.person.erased": (facts) =>
    `erased ${facts.conversations.toLocaleString("en")} conversations (${inWords(facts.cause)}), with ${facts.keys.toLocaleString("en")} keys`,
  "privacy.conversation.erased": (facts) =>
    facts.shared ? "erased a person’s part of a conversation" : "erased the content of a conversation",
  "privacy.erasures.exported": (facts) => `took out the list of what was erased (${rows(facts.rows)})`,
  "privacy.content.forgotten": (facts) => `removed ${rows(facts.count)} past their time (${inWords(facts.kind)})`,
  "privacy.hold.set": (facts) => `put a ${facts.of} under legal hold`,
  "privacy.hold.released": (facts) => `released a ${facts.of} from legal hold`,
  "audit.review.signed": (facts) => `signed off the log up to entry ${facts.to} (${inWords(facts.verdict)})`,
  "audit.log.viewed": () => "opened the audit log",
  "audit.log.exported": (facts) => `exported ${rows(facts.rows)} of the audit log`,
  "audit.key.made": (facts) => `made key ${facts.version} that signs checkpoints`,
};

function sentenceOf<K extends EventType>(type: K, facts: unknown): string | null {
  const parsed = EVENT_FACTS[type].safeParse(facts);
  // The schema of this very kind has parsed it; TypeScript cannot follow the key through the table.
  return parsed.success ? SENTENCES[type](parsed.data as FactsOf<K>) : null;
}

/** The sentence for an event, without its subject. A kind or facts that this version does not know are named as they are. */
export function describeEvent(type: string, facts: unknown): string {
  const known = EVENT_TYPES.find((candidate) => candidate === type);
  return (known && sentenceOf(known, facts)) ?? `recorded ${type}`;
}

/** The stage an event belongs to: the first part of its name. */
export function stageOf(type: string): string {
  return type.split(".")[0] ?? type;
}
