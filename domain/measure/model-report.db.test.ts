import { beforeAll, expect, test } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { getModelReport } from "@/domain/measure/get-model-report";
import { aRisk, clear, engineThatSays, failed, openDesk, person, risky } from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import type { EngineReading } from "@/inference/engines/engine";
import type { EngineCall } from "@/inference/engines/model";
import type { Reading } from "@/inference/risk";
import { strategyOf } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";
import { firstIdAt, newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

function aCall(changed: Partial<EngineCall> = {}): EngineCall {
  return {
    engine: "sglang",
    model: "told-1",
    endpoint: "sglang:30000",
    requestId: null,
    purpose: "read",
    judge: 0,
    window: 0,
    constrained: false,
    raw: "words",
    seed: 1,
    temperature: 0,
    finishReason: "stop",
    promptTokens: 40,
    completionTokens: 20,
    latencyMs: 100,
    httpStatus: 200,
    error: null,
    score: null,
    ...changed,
  };
}

async function read(reading: Reading, changed: Partial<EngineReading>): Promise<void> {
  const admin = await person("admin");
  const told = engineThatSays(reading);
  const engine = { ...told, read: async () => ({ ...(await told.read([])), ...changed }) };
  const { id, revision } = await acceptConversation(admin, { messages: [{ role: "user", text: "some words" }] });
  await readAndRoute(engine, { conversationId: id, revision });
}

test("an id begins with the time it was made at", () => {
  const now = Date.now();
  expect(firstIdAt(new Date(now - 1)) < newId()).toBe(true);
  expect(firstIdAt(new Date(now + 60_000)) > newId()).toBe(true);
  expect(firstIdAt(new Date(0))).toBe("00000000-0000-7000-8000-000000000000");
});

test("a desk at rest has no figures, and says nothing instead of zero", async () => {
  const report = await getModelReport(await person("admin"));
  expect(report).toMatchObject({
    engine: "offline",
    offline: true,
    endpoints: [],
    calls: { calls: 0, failed: 0, p50Ms: null, p95Ms: null, tokensPerSecond: null },
    readings: { readings: 0, unscored: [], provisional: 0, incomplete: 0, strategies: [] },
    strategy: { strategy: "single", chosenBy: null },
    queue: { unread: 0, oldestUnreadAt: null },
    measured: [],
  });
  expect(report.measuredRules.rules).toBe(report.rules.name);
  const [first] = report.measuredRules.sets;
  expect(first?.recall).toMatchObject({ n: expect.any(Number), low: expect.any(Number) });
  expect(report.why).toContain("INFERENCE");
});

test("the last hour is counted by what came of it, older work is not", async () => {
  await read(clear, { calls: [aCall()] });
  const judged = [0, 1, 2].map((judge) => aCall({ judge, latencyMs: 300, completionTokens: 30 }));
  await read(risky(aRisk()), { strategy: strategyOf("panel"), calls: judged, incomplete: true, latencyMs: 320 });
  await read(failed("model_timeout"), {
    calls: [aCall({ error: "timeout", latencyMs: 20_000, completionTokens: null })],
  });
  await read(failed("output_not_understood"), {
    calls: [aCall(), aCall({ purpose: "retry", constrained: true })],
    latencyMs: 200,
  });
  await read(clear, {
    engine: "offline",
    provisional: true,
    calls: [aCall({ engine: "offline", latencyMs: 7, completionTokens: null })],
  });
  const old = new Date(Date.now() - 2 * 3_600_000);
  const now = await db().classification.findFirstOrThrow({ where: { provisional: true } });
  const { id } = await db().classification.create({ data: { ...now, id: firstIdAt(old), createdAt: old } });
  const call = { id: newId(), classificationId: id, position: 0, engine: "sglang", model: "told-1", latencyMs: 9_000 };
  await db().call.create({ data: { ...call, createdAt: old } });
  const report = await getModelReport(await person("admin"));
  expect(report.calls).toMatchObject({
    calls: 7,
    failed: 1,
    constrained: 1,
    askedAgain: 1,
    p50Ms: 100,
    p95Ms: 300,
  });
  // 20 + 90 + 40 tokens in the 1,200 ms of the calls that wrote them.
  expect(report.calls.tokensPerSecond).toBeCloseTo(150 / 1.2, 6);
  expect(report.readings).toMatchObject({
    readings: 5,
    unscored: [
      { reason: "model_timeout", readings: 1 },
      { reason: "output_not_understood", readings: 1 },
    ],
    provisional: 1,
    incomplete: 1,
  });
  expect(report.readings.strategies).toEqual([
    { strategy: "panel", readings: 1, callsPerReading: 3, p50Ms: 320 },
    { strategy: "single", readings: 3, callsPerReading: 4 / 3, p50Ms: 1 },
  ]);
});

test("endpoints are shown as each process saw them last, and one that fell silent is not", async () => {
  const report = {
    endpoint: "sglang:30000",
    engine: "sglang",
    model: "told-1",
    breaker: "open",
    underWay: 0,
    limit: 4,
    calls: 9,
    failed: 9,
    p50Ms: null,
    p95Ms: null,
    tokensPerSecond: 0,
    lastError: { code: "ECONNREFUSED", at: new Date().toISOString() },
    capabilities: null,
  };
  const silent = new Date(Date.now() - 120_000);
  await db().endpointReport.createMany({
    data: [
      { process: "worker-1", endpoint: "sglang:30000", report },
      { process: "worker-2", endpoint: "sglang:30000", report, reportedAt: silent },
    ],
  });
  const { endpoints } = await getModelReport(await person("admin"));
  expect(endpoints).toMatchObject([{ process: "worker-1", report: { breaker: "open", failed: 9 } }]);
});

test("what waits for a reading is counted from the conversations themselves", async () => {
  await acceptConversation(await person("admin"), { messages: [{ role: "user", text: "not read yet" }] });
  const { queue } = await getModelReport(await person("admin"));
  expect(queue).toMatchObject({ unread: 1, oldestUnreadAt: expect.any(String) });
});

test.each(["reviewer", "lead", "auditor"] as const)("a %s may not see it", async (role) => {
  await expect(getModelReport(await person(role))).rejects.toMatchObject({ code: "FORBIDDEN" });
});
