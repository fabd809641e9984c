import {
  EXAMPLE_IDS,
  EXAMPLE_REFLECTION,
  EXAMPLE_RISK,
  EXAMPLE_SOURCE,
  EXAMPLE_TEXT,
} from "@/app/api/openapi.json/example-values";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import type { MessageDto } from "@/domain/decide/message-dto";
import type { ClassificationDto } from "@/inference/classification-dto";

export const EXAMPLE_MESSAGE: MessageDto = {
  id: EXAMPLE_IDS.messageId,
  position: 0,
  revision: 1,
  role: "user",
  author: "u-18",
  text: EXAMPLE_TEXT,
  damaged: false,
  changedRevision: null,
  isPrivateNote: false,
  earlier: [],
  sentAt: "2026-11-21T03:04:05.000Z",
  receivedAt: "2026-11-21T03:04:06.120Z",
  editedAt: null,
  deletedAt: null,
};

export const EXAMPLE_CLASSIFICATION: ClassificationDto = {
  id: EXAMPLE_IDS.classificationId,
  revision: 1,
  outcome: "risk",
  unscoredReason: null,
  unscoredDetail: null,
  reflection: EXAMPLE_REFLECTION,
  risks: [{ id: EXAMPLE_IDS.riskId, ...EXAMPLE_RISK, features: [] }],
  engine: "sglang",
  model: "nopenet/nope-edge",
  strategy: "single",
  provisional: false,
  tripwire: false,
  latencyMs: 214,
  createdAt: "2026-11-21T03:04:08.000Z",
};

export const EXAMPLE_DECISION: DecisionDto = {
  id: EXAMPLE_IDS.decisionId,
  caseId: EXAMPLE_IDS.caseId,
  revision: 1,
  verdict: "risk",
  certainty: "sure",
  action: "person_contacted",
  note: null,
  reviewer: "Robin",
  modelVisible: true,
  decidedAt: "2026-11-21T03:06:30.000Z",
  undoableUntil: "2026-11-21T03:06:40.000Z",
  undoneAt: null,
  findings: [{ assessment: "agree", riskId: EXAMPLE_IDS.riskId, ...EXAMPLE_RISK, messageIds: [EXAMPLE_IDS.messageId] }],
};

/** A flagged case that the caller has just claimed. */
export const EXAMPLE_CASE: CaseDetail = {
  id: EXAMPLE_IDS.caseId,
  reason: "flagged",
  state: "claimed",
  tier: 1,
  queueTier: 1,
  dueAt: "2026-11-21T03:09:08.000Z",
  openedAt: "2026-11-21T03:04:08.000Z",
  revision: 1,
  version: 2,
  claim: { holder: "Robin", mine: true, expiresAt: "2026-11-21T03:06:45.000Z", token: EXAMPLE_IDS.claimToken },
  conversation: {
    id: EXAMPLE_IDS.conversationId,
    externalId: "thread-4711",
    receivedAt: "2026-11-21T03:04:06.120Z",
    source: EXAMPLE_SOURCE,
    part: 1,
    parts: 1,
    partBeforeId: null,
    partAfterId: null,
  },
  messages: [EXAMPLE_MESSAGE],
  modelVisible: true,
  classification: EXAMPLE_CLASSIFICATION,
  calls: [
    {
      position: 0,
      engine: "sglang",
      model: "nopenet/nope-edge",
      raw: `<reflection>${EXAMPLE_REFLECTION}</reflection>\n<risks>\n<risk subject="self" type="suicide" severity="high" imminence="acute"/>\n</risks>`,
      seed: 1,
      temperature: 0,
      finishReason: "stop",
      promptTokens: 9,
      completionTokens: 42,
      latencyMs: 212,
      httpStatus: 200,
      error: null,
    },
  ],
  decisions: [],
};
