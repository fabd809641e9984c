/** A flagged case with one message, one risk and one decision, for tests of what the case page shows. */
import { type CaseDetail, caseDetailSchema } from "@/domain/decide/case-detail";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import type { MessageDto } from "@/domain/decide/message-dto";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";

const id = (last: number) => `019a0000-0000-7000-8000-${String(last).padStart(12, "0")}`;
const AT = "2026-11-21T03:04:06.000Z";
const RISK = { subject: "self", type: "suicide", severity: "high", imminence: "acute" } as const;

export const A_MESSAGE: MessageDto = {
  id: id(1),
  position: 0,
  revision: 1,
  role: "user",
  author: "u-18",
  text: "some words",
  damaged: false,
  changedRevision: null,
  isPrivateNote: false,
  earlier: [],
  sentAt: AT,
  receivedAt: AT,
  editedAt: null,
  deletedAt: null,
};

export const A_READING: ClassificationDto = {
  id: id(2),
  revision: 1,
  outcome: "risk",
  unscoredReason: null,
  unscoredDetail: null,
  reflection: "Words of the model.",
  risks: [{ id: id(3), ...RISK, features: [], agreement: null, messageIds: [id(1)] }],
  suspected: [],
  incomplete: false,
  windows: [{ firstMessageId: id(1), lastMessageId: id(1), outcome: "risk", flagScore: null, reused: false }],
  engine: "sglang",
  model: "nopenet/nope-edge",
  modelRevision: null,
  dtype: null,
  strategy: "single",
  judges: null,
  voteRule: null,
  flagScore: null,
  provisional: false,
  tripwire: false,
  latencyMs: 214,
  createdAt: AT,
};

export const A_CALL: CallDto = {
  position: 0,
  engine: "sglang",
  model: "nopenet/nope-edge",
  endpoint: null,
  requestId: null,
  purpose: "read",
  judge: 0,
  window: 0,
  constrained: false,
  raw: null,
  seed: 1,
  temperature: 0,
  finishReason: "stop",
  promptTokens: null,
  completionTokens: null,
  latencyMs: 212,
  httpStatus: 200,
  error: null,
  flagScore: null,
  severityScores: null,
  scoreCensored: false,
};

export const A_DECISION: DecisionDto = {
  id: id(4),
  caseId: id(5),
  revision: 1,
  verdict: "risk",
  certainty: "sure",
  action: "no_action",
  note: null,
  reviewer: "Robin",
  modelVisible: true,
  decidedAt: AT,
  undoableUntil: AT,
  undoneAt: null,
  supersedesId: null,
  stands: true,
  checks: false,
  waits: false,
  findings: [{ assessment: "agree", riskId: id(3), ...RISK, messageIds: [id(1)] }],
};

/** Held to the schema, so that it stays what the API answers. */
export const A_CASE: CaseDetail = caseDetailSchema.parse({
  id: id(5),
  reason: "flagged",
  state: "claimed",
  tier: 1,
  queueTier: 1,
  dueAt: AT,
  openedAt: AT,
  revision: 1,
  version: 2,
  snoozedUntil: null,
  claim: { holder: "Robin", mine: true, expiresAt: AT, token: "a token" },
  conversation: {
    id: id(6),
    externalId: null,
    receivedAt: AT,
    erasedAt: null,
    heldSince: null,
    language: "en",
    source: { id: id(7), name: "Night chat", platform: "api" },
    part: 1,
    parts: 1,
    partBeforeId: null,
    partAfterId: null,
  },
  messages: [A_MESSAGE],
  laterMessages: 0,
  modelVisible: true,
  hidden: null,
  classification: A_READING,
  calls: [A_CALL],
  decisions: [],
  settles: null,
  waitsForSecond: false,
  correctable: null,
  actions: [],
});
