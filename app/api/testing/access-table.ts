/** Who may call what: one row for each method of each route, which a test holds against the routes that are there. */
import type { Role } from "@/domain/access/actor";
import { DEFAULT_PREFERENCES } from "@/domain/triage/wellbeing/preferences";
import { newId } from "@/lib/ids/new-id";

const REVIEWERS: Role[] = ["reviewer", "lead", "admin"];
const EVERYBODY: Role[] = ["reviewer", "lead", "auditor", "admin"];
const AUDITORS: Role[] = ["auditor", "admin"];
const MEASURERS: Role[] = ["auditor", "lead", "admin"];
const LEADS: Role[] = ["lead", "admin"];
const ADMINS: Role[] = ["admin"];

export type World = Record<
  | "conversationId"
  | "caseId"
  | "sourceId"
  | "webhookSourceId"
  | "keyId"
  | "userId"
  | "uploadId"
  | "evaluationId"
  | "shadowRunId"
  | "policyId",
  string
>;
type Row = {
  roles: Role[];
  /** What an ingest key is answered: of the conversation's own source, and of another one. Left out: 401. */
  keys?: [own: number, other: number];
  body?: (world: World) => unknown;
  params?: (world: World) => Record<string, string>;
  query?: () => Record<string, string>;
};

export const messages = [{ role: "user", text: "a few words" }];
const theCase = ({ caseId }: World) => ({ caseId });
const theSource = ({ webhookSourceId }: World) => ({ sourceId: webhookSourceId });
const theDelivery = (world: World) => ({ ...theSource(world), deliveryId: newId() });
const theSecret = (world: World) => ({ ...theSource(world), secretId: newId() });
const theConversation = ({ conversationId }: World) => ({ conversationId });
const theAlert = () => ({ alertId: newId() });
const theEndpoint = () => ({ endpointId: newId() });
const token = () => ({ token: "not-the-token" });
const theUpload = ({ uploadId }: World) => ({ uploadId });
const theEvaluation = ({ evaluationId }: World) => ({ evaluationId });
const theShadowRun = ({ shadowRunId }: World) => ({ shadowRunId });
const thePolicy = ({ policyId }: World) => ({ policyId });
export const policy = (version: number) => ({ version, title: "When to call", markdown: "Ask first.", riskTypes: [] });
const formWithFile = () => {
  const form = new FormData();
  form.append("file", new File(["a few words"], "words.txt"));
  return form;
};
const decision = () => ({ token: "not-the-token", revision: 1, findings: [] });

export const TABLE: Record<string, Row> = {
  "POST /api/v1/conversations": { roles: REVIEWERS, keys: [202, 202], body: () => ({ messages }) },
  "GET /api/v1/conversations": { roles: EVERYBODY, keys: [403, 403] },
  "GET /api/v1/conversations/[conversationId]": { roles: EVERYBODY, keys: [200, 404], params: theConversation },
  "POST /api/v1/conversations/[conversationId]/case": { roles: REVIEWERS, params: theConversation },
  "POST /api/v1/classify": { roles: REVIEWERS, keys: [200, 200], body: () => ({ messages }) },
  "GET /api/v1/queue": { roles: REVIEWERS },
  "GET /api/v1/events": { roles: EVERYBODY },
  "GET /api/v1/queue/choices": { roles: REVIEWERS },
  "GET /api/v1/views": { roles: REVIEWERS },
  "POST /api/v1/views": { roles: REVIEWERS, body: () => ({ name: `view ${newId()}`, filters: {} }) },
  "PATCH /api/v1/views/[viewId]": {
    roles: REVIEWERS,
    params: () => ({ viewId: newId() }),
    body: () => ({ name: "b" }),
  },
  "DELETE /api/v1/views/[viewId]": { roles: REVIEWERS, params: () => ({ viewId: newId() }) },
  "POST /api/v1/cases/bulk/preview": {
    roles: LEADS,
    body: ({ caseId }) => ({ change: { kind: "escalate" }, ids: [caseId] }),
  },
  "POST /api/v1/cases/bulk": { roles: LEADS, body: () => ({ change: { kind: "close" }, ids: [newId()] }) },
  "POST /api/v1/cases/bulk/[bulkId]/undo": { roles: LEADS, params: () => ({ bulkId: newId() }) },
  "GET /api/v1/cases": { roles: REVIEWERS },
  "GET /api/v1/cases/[caseId]": { roles: REVIEWERS, params: theCase },
  "GET /api/v1/cases/[caseId]/earlier": { roles: REVIEWERS, params: theCase },
  "POST /api/v1/cases/next": { roles: REVIEWERS },
  "POST /api/v1/cases/[caseId]/claim": { roles: REVIEWERS, params: theCase },
  "POST /api/v1/cases/[caseId]/heartbeat": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/release": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/skip": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/escalate": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/snooze": {
    roles: REVIEWERS,
    params: theCase,
    body: () => ({ token: "not-the-token", minutes: 5 }),
  },
  "POST /api/v1/cases/[caseId]/requeue": { roles: LEADS, params: theCase },
  "POST /api/v1/cases/[caseId]/take-over": { roles: LEADS, params: theCase },
  "POST /api/v1/cases/[caseId]/presence": { roles: REVIEWERS, params: theCase },
  "POST /api/v1/me/presence": { roles: REVIEWERS },
  "GET /api/v1/me/wellbeing": { roles: REVIEWERS },
  "POST /api/v1/me/break": { roles: REVIEWERS },
  "DELETE /api/v1/me/break": { roles: REVIEWERS },
  "POST /api/v1/me/hand-over": { roles: REVIEWERS },
  "POST /api/v1/cases/[caseId]/decision": { roles: REVIEWERS, params: theCase, body: decision },
  "POST /api/v1/decisions/[decisionId]/undo": { roles: REVIEWERS, params: () => ({ decisionId: newId() }) },
  "POST /api/v1/decisions/[decisionId]/correction": {
    roles: REVIEWERS,
    params: () => ({ decisionId: newId() }),
    body: () => ({ revision: 1, findings: [] }),
  },
  "GET /api/v1/templates": { roles: REVIEWERS },
  "GET /api/v1/gold": { roles: MEASURERS },
  "POST /api/v1/gold": { roles: LEADS, body: () => ({ decisionId: newId() }) },
  "POST /api/v1/gold/[goldId]/retire": { roles: LEADS, params: () => ({ goldId: newId() }) },
  "GET /api/v1/me/preferences": { roles: EVERYBODY },
  "PATCH /api/v1/me/preferences": { roles: EVERYBODY, body: () => DEFAULT_PREFERENCES },
  "GET /api/v1/audit/review": { roles: AUDITORS },
  "POST /api/v1/audit/review": { roles: AUDITORS, body: () => ({ from: 7, to: 9, verdict: "nothing_unusual" }) },
  "POST /api/v1/conversations/find": { roles: MEASURERS, body: () => ({ externalId: "nobody" }) },
  "POST /api/v1/conversations/search": { roles: MEASURERS, body: () => ({ words: "a few words" }) },
  "GET /api/v1/erasures": { roles: ADMINS },
  "POST /api/v1/erasures": {
    roles: ADMINS,
    body: () => ({ subject: { sourceId: newId(), externalId: "nobody" }, reason: "other", ends: [] }),
  },
  "POST /api/v1/erasures/preview": {
    roles: ADMINS,
    body: () => ({ subject: { sourceId: newId(), externalId: "nobody" } }),
  },
  "GET /api/v1/holds": { roles: ADMINS },
  "POST /api/v1/holds": { roles: ADMINS, body: () => ({ of: { conversationId: newId() }, reason: "other" }) },
  "DELETE /api/v1/holds/[holdId]": { roles: ADMINS, params: () => ({ holdId: newId() }) },
  "GET /api/v1/settings": { roles: AUDITORS },
  "GET /api/v1/settings/changes": { roles: AUDITORS },
  "GET /api/v1/settings/[name]/history": { roles: AUDITORS, params: () => ({ name: "undo" }) },
  "PUT /api/v1/settings/[name]": {
    roles: ADMINS,
    params: () => ({ name: "undo" }),
    body: () => ({ version: 0, value: { seconds: 20 } }),
  },
  "GET /api/v1/policies": { roles: EVERYBODY },
  "POST /api/v1/policies": { roles: ADMINS, body: () => policy(0) },
  "GET /api/v1/policies/[policyId]": { roles: EVERYBODY, params: thePolicy },
  "PUT /api/v1/policies/[policyId]": { roles: ADMINS, params: thePolicy, body: () => policy(1) },
  "POST /api/v1/policies/[policyId]/[action]": {
    roles: ADMINS,
    params: (each) => ({ ...thePolicy(each), action: "retire" }),
  },
  "GET /api/v1/alerts": { roles: EVERYBODY },
  "GET /api/v1/alerts/[alertId]/deliveries": { roles: EVERYBODY, params: theAlert },
  "POST /api/v1/alerts/[alertId]/acknowledge": { roles: REVIEWERS, params: theAlert },
  "GET /api/v1/outbox/endpoints": { roles: AUDITORS },
  "POST /api/v1/outbox/endpoints": {
    roles: ADMINS,
    body: () => ({ kind: "slack", name: "A channel", url: "https://example.org/hook" }),
  },
  "PATCH /api/v1/outbox/endpoints/[endpointId]": {
    roles: ADMINS,
    params: theEndpoint,
    body: () => ({ name: "Renamed" }),
  },
  "POST /api/v1/outbox/endpoints/[endpointId]/test": { roles: ADMINS, params: theEndpoint },
  "POST /api/v1/outbox/endpoints/[endpointId]/secret": { roles: ADMINS, params: theEndpoint },
  "DELETE /api/v1/outbox/endpoints/[endpointId]": { roles: ADMINS, params: theEndpoint },
  "GET /api/v1/measure": { roles: MEASURERS },
  "GET /api/v1/measure/sampling": { roles: MEASURERS },
  "POST /api/v1/measure/plan": { roles: MEASURERS, body: () => ({}) },
  "POST /api/v1/measure/frames": { roles: ADMINS },
  "POST /api/v1/measure/frames/[frameId]/reveal": { roles: ADMINS, params: () => ({ frameId: newId() }) },
  "GET /api/v1/measure/breakdown": { roles: MEASURERS, query: () => ({ by: "source" }) },
  "GET /api/v1/measure/risks": { roles: MEASURERS },
  "GET /api/v1/measure/reviewers": { roles: MEASURERS },
  "GET /api/v1/measure/gold": { roles: REVIEWERS },
  "GET /api/v1/measure/times": { roles: MEASURERS },
  "GET /api/v1/measure/drift": { roles: MEASURERS },
  "GET /api/v1/measure/thresholds": { roles: MEASURERS },
  "GET /api/v1/measure/export": { roles: MEASURERS, query: () => ({ what: "figures" }) },
  "GET /api/v1/measure/evaluation-file": { roles: ADMINS },
  "GET /api/v1/measure/cases": { roles: MEASURERS, query: () => ({ cell: "outcome.risk.none" }) },
  "GET /api/v1/evaluations": { roles: MEASURERS },
  "POST /api/v1/evaluations": { roles: ADMINS, body: formWithFile },
  "GET /api/v1/evaluations/[evaluationId]": { roles: MEASURERS, params: theEvaluation },
  "GET /api/v1/evaluations/[evaluationId]/misses": { roles: ADMINS, params: theEvaluation },
  "POST /api/v1/evaluations/[evaluationId]/cancel": { roles: ADMINS, params: theEvaluation },
  "DELETE /api/v1/evaluations/[evaluationId]": { roles: ADMINS, params: theEvaluation },
  "GET /api/v1/shadow-runs": { roles: MEASURERS },
  "POST /api/v1/shadow-runs": { roles: ADMINS, body: () => ({}) },
  "GET /api/v1/shadow-runs/[shadowRunId]": { roles: MEASURERS, params: theShadowRun },
  "GET /api/v1/shadow-runs/[shadowRunId]/conversations": { roles: MEASURERS, params: theShadowRun },
  "POST /api/v1/shadow-runs/[shadowRunId]/[action]": {
    roles: ADMINS,
    params: (world) => ({ ...theShadowRun(world), action: "cancel" }),
  },
  "GET /api/v1/audit/events": { roles: AUDITORS },
  "GET /api/v1/audit/checkpoint": { roles: AUDITORS },
  "GET /api/v1/audit/checkpoints": { roles: AUDITORS },
  "GET /api/v1/audit/proof": { roles: AUDITORS, query: () => ({ event: newId() }) },
  "GET /api/v1/audit/consistency": { roles: AUDITORS, query: () => ({ from: "1" }) },
  "GET /api/v1/audit/keys": { roles: AUDITORS },
  "GET /api/v1/model": { roles: ADMINS },
  "GET /api/v1/model/rules": { roles: ADMINS },
  "POST /api/v1/model/rules": { roles: ADMINS, body: () => ({ yaml: "", basedOn: 0 }) },
  "GET /api/v1/model/rules/[version]": { roles: ADMINS, params: () => ({ version: "1" }) },
  "POST /api/v1/model/rules/try": { roles: ADMINS, body: () => ({ yaml: "", messages }) },
  "POST /api/v1/model/strategy": { roles: ADMINS, body: () => ({ strategy: "panel" }) },
  "GET /api/v1/sources": { roles: ADMINS },
  "POST /api/v1/sources": { roles: ADMINS, body: () => ({ platform: "api", name: `source ${newId()}` }) },
  "GET /api/v1/sources/[sourceId]": { roles: ADMINS, params: theSource },
  "PATCH /api/v1/sources/[sourceId]": { roles: ADMINS, params: theSource, body: () => ({ urgency: "urgent" }) },
  "POST /api/v1/sources/[sourceId]/secrets": { roles: ADMINS, params: theSource, body: () => ({}) },
  "DELETE /api/v1/sources/[sourceId]/secrets/[secretId]": { roles: ADMINS, params: theSecret },
  "GET /api/v1/sources/[sourceId]/deliveries": { roles: ADMINS, params: theSource },
  "GET /api/v1/sources/[sourceId]/deliveries/[deliveryId]": { roles: ADMINS, params: theDelivery },
  "POST /api/v1/sources/[sourceId]/deliveries/replay": {
    roles: ADMINS,
    params: theSource,
    body: () => ({ state: "ignored" }),
  },
  "DELETE /api/v1/sources/[sourceId]": { roles: ADMINS, params: theSource },
  "GET /api/v1/uploads": { roles: ADMINS },
  "POST /api/v1/uploads": { roles: ADMINS, body: formWithFile },
  "GET /api/v1/uploads/[uploadId]": { roles: ADMINS, params: theUpload },
  "GET /api/v1/uploads/[uploadId]/errors": { roles: ADMINS, params: theUpload },
  "POST /api/v1/uploads/[uploadId]/[action]": {
    roles: ADMINS,
    params: (each) => ({ ...theUpload(each), action: "cancel" }),
    body: () => ({}),
  },
  "POST /api/v1/keys": { roles: ADMINS, body: ({ sourceId }) => ({ name: "another", sourceId }) },
  "DELETE /api/v1/keys/[keyId]": { roles: ADMINS, params: ({ keyId }) => ({ keyId }) },
  "GET /api/v1/users": { roles: ADMINS },
  "POST /api/v1/users": { roles: ADMINS, body: () => ({ email: `${newId()}@example.org`, roles: ["auditor"] }) },
  "PATCH /api/v1/users/[userId]": {
    roles: ADMINS,
    params: ({ userId }) => ({ userId }),
    body: () => ({ name: "Changed" }),
  },
};
