import { EXAMPLE_IDS } from "@/app/api/openapi.json/example-values";
import { EXAMPLE_WEBHOOK, EXAMPLE_WEBHOOK_ID } from "@/app/api/openapi.json/operations-webhooks";
import { alerted, endpointOf } from "@/app/api/openapi.json/testing/alert-scenes";
import type { IngestKeyActor, UserActor } from "@/domain/access/actor";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { correctDecision } from "@/domain/decide/correct-decision";
import { addGold } from "@/domain/decide/gold/add-gold";
import { retirePolicy } from "@/domain/decide/policies/retire-policy";
import { savePolicy } from "@/domain/decide/policies/save-policy";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { acceptDelivery } from "@/domain/ingest/accept-delivery";
import type { ConversationInput } from "@/domain/ingest/conversation-input";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { createSource } from "@/domain/ingest/create-source";
import { normaliseDeliveries } from "@/domain/ingest/normalise-deliveries";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { changeUpload } from "@/domain/ingest/uploads/change-upload";
import { createUpload } from "@/domain/ingest/uploads/create-upload";
import { workOnUpload } from "@/domain/ingest/uploads/work-on-upload";
import { startEvaluation } from "@/domain/measure/evaluations/start-evaluation";
import { workOnEvaluation } from "@/domain/measure/evaluations/work-on-evaluation";
import { beginFrame } from "@/domain/measure/sampling/begin-frame";
import { orderShadowRun } from "@/domain/measure/shadow/order-shadow-run";
import { workOnShadowRun } from "@/domain/measure/shadow/work-on-shadow-run";
import { erasePerson } from "@/domain/privacy/erase-person";
import { setHold } from "@/domain/privacy/set-hold";
import { changeSetting } from "@/domain/settings/change-setting";
import { forgetSettings } from "@/domain/settings/current-setting";
import { listSettings } from "@/domain/settings/list-settings";
import { aRisk, clear, conversationRead, endUndoWindow, engineThatSays, person, risky } from "@/domain/testing/desk";
import { changeCases } from "@/domain/triage/bulk/change-cases";
import { claimCase } from "@/domain/triage/claim-next-case";
import { endClaim } from "@/domain/triage/end-claim";
import { notePresence } from "@/domain/triage/presence/note-presence";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { saveView } from "@/domain/triage/views/save-view";
import { endBreak } from "@/domain/triage/wellbeing/end-break";
import { takeBreak } from "@/domain/triage/wellbeing/take-break";
import { getOfflineRules } from "@/inference/get-offline-rules";
import { saveOfflineRules } from "@/inference/save-offline-rules";
import { SINGLE } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

type Ids = Partial<Record<keyof typeof EXAMPLE_IDS, string>>;
export type Callers = { me: UserActor; key: IngestKeyActor };
type Scene = (callers: Callers) => Promise<Ids>;

let threads = 0;

async function sendIn(actor: UserActor | IngestKeyActor, input: ConversationInput, reading = risky(aRisk())) {
  const { id, revision } = await acceptConversation(actor, input);
  await readAndRoute(engineThatSays(reading), { conversationId: id, revision });
  return id;
}

async function flagged({ me }: Callers): Promise<Ids & { caseId: string }> {
  threads += 1;
  const messages = [{ role: "user" as const, text: "some words" }];
  const conversationId = await sendIn(me, { externalId: `scene-${threads}`, messages });
  const opened = await db().case.findFirstOrThrow({
    where: { conversationId },
    include: { classification: { include: { risks: true } }, conversation: { include: { messages: true } } },
  });
  const { id: caseId, classification, conversation } = opened;
  return {
    conversationId,
    caseId,
    classificationId: classification?.id,
    riskId: classification?.risks[0]?.id,
    messageId: conversation.messages[0]?.id,
  };
}

/** The person of a flagged case wrote once before. */
async function cameBack({ me }: Callers): Promise<Ids> {
  const messages = [{ role: "user" as const, author: "u-18", text: "some words" }];
  await sendIn(me, { messages }, clear);
  const conversationId = await sendIn(me, { messages });
  const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId } });
  return { conversationId, caseId };
}

async function claimed(callers: Callers): Promise<Ids & { caseId: string; claimToken: string }> {
  const ids = await flagged(callers);
  // An example before may have left them on a break.
  await endBreak(callers.me);
  const { token } = await claimCase(callers.me, ids.caseId);
  return { ...ids, claimToken: token };
}

async function rested(callers: Callers): Promise<Ids> {
  await endBreak(callers.me);
  return flagged(callers);
}

async function heldByOther(callers: Callers): Promise<Ids> {
  const ids = await flagged(callers);
  await claimCase(await person("reviewer"), ids.caseId);
  return ids;
}

async function lost(callers: Callers): Promise<Ids> {
  const ids = await claimed(callers);
  await endClaim(callers.me, ids.caseId, ids.claimToken, "released");
  return ids;
}

async function grown(callers: Callers): Promise<Ids> {
  const ids = await claimed(callers);
  const messages = [{ role: "user" as const, text: "more words" }];
  await sendIn(callers.me, { externalId: `scene-${threads}`, messages });
  return ids;
}

async function readAgain(callers: Callers): Promise<Ids> {
  const ids = await claimed(callers);
  const job = { conversationId: ids.conversationId ?? "", revision: 1, again: true } as const;
  await readAndRoute(engineThatSays(risky(aRisk("critical"))), job);
  return ids;
}

async function decidedInClaim(callers: Callers): Promise<Ids & { decisionId: string; claimToken: string }> {
  const ids = await claimed(callers);
  const { claimToken: token, riskId = "" } = ids;
  const { id } = await recordDecision(callers.me, ids.caseId, {
    token,
    revision: 1,
    findings: [{ assessment: "not_present", riskId }],
    certainty: "sure",
    action: "no_action",
    timeSpentMs: 0,
  });
  return { ...ids, decisionId: id };
}

async function decided(callers: Callers): Promise<Ids & { decisionId: string }> {
  const { claimToken: _, ...ids } = await decidedInClaim(callers);
  return ids;
}

/** A decision that nobody can undo with a key press any more. */
async function settled(callers: Callers): Promise<Ids & { decisionId: string }> {
  const ids = await decided(callers);
  await endUndoWindow(ids.decisionId);
  return ids;
}

async function gold(callers: Callers): Promise<Ids> {
  const ids = await settled(callers);
  return { ...ids, goldId: (await addGold(callers.me, { decisionId: ids.decisionId })).id };
}

/** A decision that was corrected already. */
async function corrected(callers: Callers): Promise<Ids> {
  const { riskId = "", ...ids } = await decided(callers);
  await correctDecision(callers.me, ids.decisionId, {
    revision: 1,
    findings: [{ assessment: "agree", riskId, messageIds: [] }],
    certainty: "sure",
    action: "no_action",
    timeSpentMs: 0,
  });
  return { ...ids, riskId };
}

async function slackSource({ me }: Callers): Promise<{ sourceId: string; secretId: string }> {
  threads += 1;
  const secrets = ["0123456789abcdef0123456789abcdef"];
  const { id } = await createSource(me, { platform: "slack", name: `Workspace ${threads}`, secrets });
  const { id: secretId } = await db().sourceSecret.findFirstOrThrow({ where: { sourceId: id } });
  return { sourceId: id, secretId };
}

/** A source of Standard Webhooks, and what its sender makes of a body. */
async function ownApp({ me }: Callers, body: string, id?: string) {
  threads += 1;
  const source = await createSource(me, { platform: "standard-webhooks", name: `Own app ${threads}` });
  if (source.url === null || source.secret === null) throw new Error("the source has no address");
  const signed = signRequest(standardWebhooks, source.secret, { body, url: source.url, ...(id ? { id } : {}) });
  return { source, signed };
}

/** The same with the signature of the documented message. */
async function signedMessage(callers: Callers): Promise<Ids> {
  const { source, signed } = await ownApp(callers, JSON.stringify(EXAMPLE_WEBHOOK), EXAMPLE_WEBHOOK_ID);
  return {
    sourceId: source.id,
    webhookTimestamp: signed.headers["webhook-timestamp"] ?? "",
    webhookSignature: signed.headers["webhook-signature"] ?? "",
  };
}

/** A source with a delivery that nobody understands. */
async function delivered(callers: Callers): Promise<Ids> {
  const { source, signed } = await ownApp(callers, "{}");
  const init = { method: "POST", headers: signed.headers, body: signed.body };
  await acceptDelivery("standard-webhooks", source.id, new Request(signed.url, init));
  await normaliseDeliveries();
  const { id: deliveryId } = await db().webhookDelivery.findFirstOrThrow({ where: { sourceId: source.id } });
  return { sourceId: source.id, deliveryId };
}

async function undoChanged({ me }: Callers): Promise<Ids> {
  const { version } = await listSettings(me).then((all) => all.find(({ name }) => name === "undo") ?? { version: 0 });
  await changeSetting(me, "undo", { version, value: { seconds: 20 + version }, note: "" });
  return {};
}

async function policyOfHouse({ me }: Callers): Promise<{ policyId: string; policyVersionId: string }> {
  const text = { version: 0, title: "When to call", markdown: "Ask first.", riskTypes: [] };
  const { id: policyId, versionId: policyVersionId } = await savePolicy(me, null, text);
  return { policyId, policyVersionId };
}

async function viewOfMine({ me }: Callers): Promise<Ids> {
  threads += 1;
  return { viewId: (await saveView(me, { name: `View ${threads}`, filters: {}, shared: false })).id };
}

async function workOnUploads(): Promise<void> {
  const never = new AbortController().signal;
  while (await workOnUpload(never));
}

/** An upload that was looked through, in a source of its own; started and done where told. */
async function uploaded({ me }: Callers, action?: "start"): Promise<Ids> {
  threads += 1;
  const source = await createSource(me, { platform: "api", name: `Archive ${threads}` });
  const lines = ['{"messages":[{"role":"user","content":"words"}]}', '{"messages":7}'].join("\n");
  const file = { fileName: "night chats.jsonl", sourceId: source.id, options: {} };
  const { id: uploadId } = await createUpload(me, file, memoryFile("x", lines).stream());
  await workOnUploads();
  if (action) {
    await changeUpload(me, uploadId, action);
    await workOnUploads();
  }
  return { uploadId };
}

/** A measurement of one missed risk; read where told. */
async function measured({ me }: Callers, isRead = true): Promise<Ids> {
  const label = '{"text":"words","expected":{"outcome":"risk"}}';
  const given = { fileName: "labels.jsonl", strategies: [SINGLE] };
  const { id: evaluationId } = await startEvaluation(me, given, memoryFile("x", label).stream());
  if (isRead) while (await workOnEvaluation(engineThatSays(clear), new AbortController().signal));
  return { evaluationId };
}

/** A shadow run over conversations of one source, one of them read clear; read where told. */
async function shadowed(callers: Callers, isRead = true): Promise<Ids> {
  threads += 1;
  const source = await createSource(callers.me, { platform: "api", name: `Past ${threads}` });
  const sender = { kind: "ingest_key", keyId: newId(), sourceId: source.id } as const;
  const conversationId = await sendIn(sender, { messages: [{ role: "user", text: "some words" }] }, clear);
  const { id: shadowRunId } = await orderShadowRun(callers.me, { source: source.id });
  const engine = engineThatSays(risky(aRisk()));
  if (isRead) while (await workOnShadowRun(() => engine, new AbortController().signal));
  return { shadowRunId, conversationId, sourceId: source.id };
}

/** A frame that something was drawn in, and after which another one was begun. */
async function endedFrame({ me }: Callers): Promise<Ids> {
  await conversationRead(me, clear);
  const { frameId } = await db().sample.findFirstOrThrow({ orderBy: { id: "desc" } });
  await beginFrame(me);
  return { frameId };
}

const endings = (verb: string): Record<string, Scene> => ({
  [`${verb}Case held`]: claimed,
  [`${verb}Case lost`]: lost,
});

async function heldConversation(callers: Callers): Promise<Ids> {
  const { conversationId = "" } = await flagged(callers);
  const { ids } = await setHold(callers.me, { of: { conversationId }, reason: "other" });
  return { conversationId, holdId: ids[0] ?? "" };
}

/** Whether what people wrote can be searched. */
async function searchIs(on: boolean): Promise<Ids> {
  const version = 1 + (await db().settingChange.count({ where: { name: "content_search" } }));
  await db().settingChange.create({ data: { id: newId(), name: "content_search", version, value: { on } } });
  forgetSettings();
  return {};
}

/** What has to be there before an example can be sent, as `OPERATION EXAMPLE`, and the ids that stand for its own. */
/** An entry that is in the log, and one before it. */
async function sealed(): Promise<Ids> {
  await sealAll();
  const { eventId } = await db().auditLeaf.findFirstOrThrow({ orderBy: { leafIndex: "desc" } });
  return { eventId };
}

export const SCENES: Readonly<Record<string, Scene>> = {
  "listConversations flagged": flagged,
  "getSource slack": slackSource,
  "changeSource pause": slackSource,
  "changeSource urgent": slackSource,
  "deleteSource end": slackSource,
  "addSourceSecret given": slackSource,
  "addSourceSecret missing": slackSource,
  "retireSourceSecret retire": slackSource,
  "listDeliveries attention": delivered,
  "getDelivery look": delivered,
  "replayDeliveries one": delivered,
  "replayDeliveries attention": delivered,
  "replayDeliveries neither": delivered,
  "listUploads first": uploaded,
  "getUpload previewed": uploaded,
  "changeUpload answer": uploaded,
  "changeUpload start": uploaded,
  "changeUpload tooEarly": uploaded,
  "listEvaluations first": measured,
  "getEvaluation finished": measured,
  "orderShadowRun past": ({ me }) => conversationRead(me, clear).then(() => ({})),
  "listShadowRuns first": shadowed,
  "getShadowRun finished": shadowed,
  "listShadowConversations onlyShadow": shadowed,
  "changeShadowRun pause": (callers) => shadowed(callers, false),
  "changeShadowRun ended": shadowed,
  "revealFrame ended": endedFrame,
  "deleteEvaluation delete": measured,
  "listEvaluationMisses worst": measured,
  "cancelEvaluation stop": (callers) => measured(callers, false),
  "listRejectedRecords json": (callers) => uploaded(callers, "start"),
  "receiveWebhook message": signedMessage,
  "receiveWebhook forged": signedMessage,
  "getCheckpoint newest": sealed,
  "listCheckpoints newest": sealed,
  "proveInclusion sealed": sealed,
  "proveInclusion tooLarge": sealed,
  "proveConsistency grown": sealed,
  "listLogKeys one": sealed,
  "listAlerts open": () => alerted(),
  "listAlertDeliveries told": () => alerted(),
  "acknowledgeAlert answer": () => alerted(),
  "acknowledgeAlert settled": () => alerted(true),
  "createOutboundEndpoint decisions": slackSource,
  "listOutboundEndpoints alerts": ({ me }) => endpointOf(me),
  "changeOutboundEndpoint pause": ({ me }) => endpointOf(me),
  "changeOutboundEndpoint resume": ({ me }) => endpointOf(me),
  "deleteOutboundEndpoint end": ({ me }) => endpointOf(me),
  "testOutboundEndpoint refused": ({ me }) => endpointOf(me),
  "rotateOutboundSecret rotate": ({ me }) => endpointOf(me),
  "createKey forSource": async ({ key }) => ({ sourceId: key.sourceId }),
  "revokeKey revoke": async ({ me }) => ({ keyId: (await createIngestKey(me, { name: "to be ended" })).id }),
  "listCases tierOne": flagged,
  "changeView share": viewOfMine,
  "deleteView delete": viewOfMine,
  "listViews all": viewOfMine,
  "previewBulk snooze": flagged,
  "previewBulk filter": flagged,
  "changeCases escalate": flagged,
  "undoBulk undo": async (callers) => {
    const { caseId } = await flagged(callers);
    const { bulkId } = await changeCases(callers.me, { change: { kind: "escalate" }, ids: [caseId] });
    return { bulkId };
  },
  "openCase open": async ({ me }) => ({
    conversationId: await sendIn(me, { messages: [{ role: "user", text: "some words" }] }, clear),
  }),
  "claimNextCase next": rested,
  "claimCase open": rested,
  "claimCase held": claimed,
  "heartbeat held": claimed,
  "heartbeat lost": lost,
  ...endings("release"),
  ...endings("skip"),
  ...endings("escalate"),
  ...endings("snooze"),
  "claimNextCase onBreak": async (callers) => {
    await takeBreak(callers.me);
    return flagged(callers);
  },
  "requeueCase held": claimed,
  "requeueCase waits": flagged,
  "takeOverCase held": heldByOther,
  "takeOverCase open": flagged,
  "notePresence two": async (callers) => {
    const ids = await flagged(callers);
    await notePresence(await person("reviewer"), ids.caseId);
    return ids;
  },
  "handOver one": claimed,
  "getCase open": flagged,
  "listEarlier again": cameBack,
  "getConversation key": async ({ key }) => ({
    conversationId: await sendIn(key, { messages: [{ role: "user", text: "some words" }] }),
  }),
  "getConversation person": decided,
  "recordDecision agree": claimed,
  "recordDecision again": decidedInClaim,
  "recordDecision missed": claimed,
  "recordDecision unassessed": claimed,
  "recordDecision newMessages": grown,
  "recordDecision otherReading": readAgain,
  "listMeasuredCases flagged": decided,
  "undoDecision author": decided,
  "listSettingChanges first": undoChanged,
  "getSettingHistory undo": undoChanged,
  "correctDecision present": decided,
  "correctDecision replaced": corrected,
  "listTemplates all": async () => {
    const value = [{ id: "called_back", title: "Called back", text: "Called back." }];
    const version = 1 + (await db().settingChange.count({ where: { name: "templates" } }));
    await db().settingChange.create({ data: { id: newId(), name: "templates", version, value } });
    forgetSettings();
    return {};
  },
  "listGold first": gold,
  "addGold add": settled,
  "addGold unsettled": decided,
  "retireGold retire": gold,
  "listPolicies inForce": policyOfHouse,
  "listPolicies all": policyOfHouse,
  "getPolicy one": policyOfHouse,
  "savePolicy next": policyOfHouse,
  "savePolicy meanwhile": policyOfHouse,
  "retirePolicy retire": policyOfHouse,
  "retirePolicy restore": async (callers) => {
    const ids = await policyOfHouse(callers);
    await retirePolicy(callers.me, ids.policyId, "retire");
    return ids;
  },
  "getOfflineRuleVersion first": async ({ me }) => {
    const { newest } = await getOfflineRules(me);
    if (newest === null) await saveOfflineRules(me, { yaml: "", basedOn: 0 });
    return {};
  },
  "undoDecision twice": async (callers) => {
    const ids = await decided(callers);
    await undoDecision(callers.me, ids.decisionId, {});
    return ids;
  },
  "searchContent off": () => searchIs(false),
  "searchContent otherSearch": () => searchIs(true),
  "searchContent found": async ({ key }) => {
    const messages = [{ role: "user" as const, text: "We met at the lighthouse." }];
    const { id: conversationId } = await acceptConversation(key, { messages });
    return { ...(await searchIs(true)), conversationId, sourceId: key.sourceId };
  },
  "listErasures first": async (callers) => {
    const { conversationId = "", caseId = "" } = await flagged(callers);
    await erasePerson(callers.me, { subject: { conversationId }, reason: "other", ends: [caseId] });
    return {};
  },
  "previewErasure person": flagged,
  "erasePerson named": flagged,
  "erasePerson unnamed": flagged,
  "signOffLog first": async () => {
    await sealAll();
    return {};
  },
  "listHolds first": heldConversation,
  "setHold conversation": flagged,
  "releaseHold end": heldConversation,
  "changeUser roles": async () => ({ userId: (await person("lead")).userId }),
  "changeUser password": async () => ({ userId: (await person("lead")).userId }),
};

/** The same value with the ids of a scene in the place of the example's. */
export function withIds<T>(value: T, ids: Ids): T {
  let text = JSON.stringify(value);
  for (const [name, example] of Object.entries(EXAMPLE_IDS)) {
    text = text.replaceAll(example, ids[name as keyof typeof EXAMPLE_IDS] ?? example);
  }
  return JSON.parse(text);
}
