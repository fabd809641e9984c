import type { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/app-error";
import type { problemSchema } from "@/lib/http/problem";

/** Ids and secrets of the examples. They look real and are not; replay.db.test.ts puts those of its fixtures in their place. */
export const EXAMPLE_IDS = {
  conversationId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d01",
  messageId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d02",
  sourceId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d03",
  keyId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d04",
  userId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d05",
  caseId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d06",
  classificationId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d07",
  riskId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d08",
  decisionId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d09",
  eventId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d10",
  secretId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d11",
  deliveryId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d12",
  uploadId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d13",
  evaluationId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d14",
  shadowRunId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d15",
  policyId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d21",
  policyVersionId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d22",
  viewId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d31",
  bulkId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d32",
  goldId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d41",
  alertId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d51",
  endpointId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d52",
  erasureId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d61",
  holdId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d62",
  frameId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d71",
  webhookTimestamp: "1795230245",
  webhookSignature: "v1,the-signature-over-id-timestamp-and-body",
  claimToken: "claim-token-of-the-case-you-hold",
  setupToken: "token-from-the-link-that-npm-start-prints",
} as const;

export const EXAMPLE_TEXT = "I keep thinking about ending it all";
export const EXAMPLE_REFLECTION = "The user discloses thoughts of ending their life.";
export const EXAMPLE_SOURCE = { id: EXAMPLE_IDS.sourceId, name: "Night chat", platform: "api" } as const;
export const EXAMPLE_RISK = { subject: "self", type: "suicide", severity: "high", imminence: "acute" } as const;

/** The problem document of an error, as an example. */
export function exampleProblem(code: ErrorCode, detail: string, members: object = {}): z.infer<typeof problemSchema> {
  const { status, title } = ERROR_CODES[code];
  const type = `urn:vigil:problem:${code.toLowerCase().replaceAll("_", "-")}`;
  return { type, title, status, detail, code, ...members };
}
