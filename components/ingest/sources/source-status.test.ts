import { describe, expect, it } from "vitest";
import { lastEventAt, sourceStatus } from "@/components/ingest/sources/source-status";
import type { SourceDto, WebhookDto } from "@/domain/ingest/source-dto";

const AT = "2026-11-21T03:04:05.000Z";
const LATER = "2026-11-21T04:00:00.000Z";

const secret = { id: "s", hint: "9f3c", createdAt: AT, isInAddress: false };
const webhook: WebhookDto = {
  url: "https://vigil.example.test/api/webhooks/slack/x",
  verifyToken: null,
  secrets: [secret],
  lastDeliveryAt: null,
  needsAttention: 0,
  waiting: 0,
  refused: 0,
  isUnderAttack: false,
};
const key = { id: "k", name: "Server", hint: "vgl_x", createdAt: AT, lastUsedAt: null, revokedAt: null };

function source(change: Partial<SourceDto>): SourceDto {
  return {
    id: "x",
    platform: "slack",
    platformLabel: "Slack",
    name: "Workspace",
    createdAt: AT,
    pausedAt: null,
    deletedAt: null,
    urgency: "normal",
    conversations: 0,
    lastReceivedAt: null,
    keys: [],
    webhook,
    ...change,
  };
}

describe("how a source is doing", () => {
  it.each<[string, Partial<SourceDto>]>([
    ["Waiting for the first event", {}],
    ["Connected", { webhook: { ...webhook, lastDeliveryAt: AT } }],
    ["Needs its secret", { webhook: { ...webhook, secrets: [], lastDeliveryAt: AT } }],
    ["Needs attention", { webhook: { ...webhook, lastDeliveryAt: AT, needsAttention: 1 } }],
    ["Wrong signatures", { webhook: { ...webhook, needsAttention: 3, isUnderAttack: true } }],
    ["Needs its secret", { webhook: { ...webhook, secrets: [], needsAttention: 3, isUnderAttack: true } }],
    ["Paused", { pausedAt: AT, webhook: { ...webhook, lastDeliveryAt: AT } }],
    ["Needs attention", { pausedAt: AT, webhook: { ...webhook, needsAttention: 1 } }],
    ["Deleted", { deletedAt: AT, webhook: { ...webhook, secrets: [], needsAttention: 1 } }],
    ["Needs a key", { platform: "api", webhook: null }],
    ["Needs a key", { platform: "api", webhook: null, lastReceivedAt: AT, keys: [{ ...key, revokedAt: AT }] }],
    ["Waiting for the first event", { platform: "api", webhook: null, keys: [key] }],
    ["Connected", { platform: "api", webhook: null, keys: [key], lastReceivedAt: AT }],
    ["Filled by people", { platform: "paste", webhook: null }],
    ["Filled by people", { platform: "upload", webhook: null, lastReceivedAt: AT }],
  ])("is “%s” (%#)", (word, change) => {
    expect(sourceStatus(source(change)).word).toBe(word);
  });
});

describe("the last event of a source", () => {
  it("is its newest delivery or conversation, whichever came later", () => {
    expect(lastEventAt(source({}))).toBeNull();
    expect(lastEventAt(source({ lastReceivedAt: AT, webhook: { ...webhook, lastDeliveryAt: LATER } }))).toBe(LATER);
    expect(lastEventAt(source({ lastReceivedAt: LATER, webhook: { ...webhook, lastDeliveryAt: AT } }))).toBe(LATER);
    expect(lastEventAt(source({ lastReceivedAt: AT, webhook: null }))).toBe(AT);
  });
});
