import { describe, expect, it, vi } from "vitest";
import { createFleet } from "@/inference/endpoints/fleet";
import {
  answered,
  aRequest,
  failedCall,
  type Scripted,
  scriptedModel,
} from "@/inference/endpoints/testing/scripted-model";

const fleetOf = (...models: Scripted[]) =>
  createFleet(models.map((model, index) => ({ name: `host-${index}`, model })));

describe("several endpoints as one model", () => {
  it("gives calls to the least loaded", async () => {
    const [one, two] = [scriptedModel(), scriptedModel()];
    const fleet = fleetOf(one, two);
    const running = Array.from({ length: 8 }, () => fleet.call(aRequest()));
    await Promise.resolve();
    expect([one.underWay(), two.underWay()]).toEqual([4, 4]);
    one.answerAll();
    two.answerAll();
    expect((await Promise.all(running)).every(({ failure }) => failure === null)).toBe(true);
  });

  it("tries what is safe to repeat elsewhere, and keeps the record of every try", async () => {
    const one = scriptedModel(failedCall({ safeToRetry: true }));
    const two = scriptedModel(answered("fine"));
    const result = await fleetOf(one, two).call(aRequest());
    expect(result.answer?.raw).toBe("fine");
    expect(result.calls.map(({ error }) => error)).toEqual(["http_500", null]);
  });

  it("does not repeat what is not safe to repeat", async () => {
    const model = scriptedModel(failedCall({ safeToRetry: false, reason: "input_too_long" }));
    const result = await fleetOf(model).call(aRequest());
    expect(result.failure?.reason).toBe("input_too_long");
    expect(model.requests).toHaveLength(1);
  });

  it("gives up after three tries, with the last failure", async () => {
    const model = scriptedModel(failedCall({ safeToRetry: true, serverFault: false }));
    const result = await fleetOf(model).call(aRequest());
    expect(result.failure?.reason).toBe("model_error");
    expect(model.requests).toHaveLength(3);
  });

  it("leaves a server alone after five faults in a row, says so, and fails at once while all are", async () => {
    const model = scriptedModel(failedCall({ safeToRetry: false, serverFault: true }));
    const fleet = fleetOf(model);
    for (let call = 0; call < 5; call += 1) await fleet.call(aRequest());
    expect(fleet.reports()[0]).toMatchObject({ breaker: "open", failed: 5, lastError: { code: "http_500" } });
    const result = await fleet.call(aRequest());
    expect(result).toMatchObject({ calls: [], failure: { reason: "model_unreachable" } });
    expect(model.requests).toHaveLength(5);
    expect(await fleet.isReachable()).toBe(false);
  });

  it("lets others wait while a single call tries whether a server is back", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    try {
      const model = scriptedModel(failedCall({ safeToRetry: false, serverFault: true }));
      const fleet = fleetOf(model);
      for (let call = 0; call < 5; call += 1) await fleet.call(aRequest());
      vi.setSystemTime(2_001);
      model.hold();
      const running = Array.from({ length: 3 }, () => fleet.call(aRequest()));
      await new Promise(setImmediate);
      expect([model.underWay(), fleet.waiting()]).toEqual([1, 2]);
      model.answerNext();
      await new Promise(setImmediate);
      expect([model.underWay(), fleet.waiting()]).toEqual([2, 0]);
      model.answerAll();
      expect((await Promise.all(running)).map(({ failure }) => failure)).toEqual([null, null, null]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("puts the call that tries a server at no end of its line, whoever makes it", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    try {
      const model = scriptedModel(failedCall({ safeToRetry: false, serverFault: true }));
      const fleet = fleetOf(model);
      for (let call = 0; call < 5; call += 1) await fleet.call(aRequest());
      vi.setSystemTime(2_001);
      await fleet.call(aRequest({ urgency: "background" }));
      expect(model.requests.at(-1)?.urgency).toBe("normal");
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes on with the other servers while one is left alone", async () => {
    const broken = scriptedModel(failedCall({ safeToRetry: true, serverFault: true }));
    const sound = scriptedModel(answered("fine"));
    const fleet = fleetOf(broken, sound);
    for (let call = 0; call < 12; call += 1) expect((await fleet.call(aRequest())).failure).toBeNull();
    expect(fleet.reports().map(({ breaker }) => breaker)).toEqual(["open", "closed"]);
    expect(await fleet.isReachable()).toBe(true);
  });

  it("counts no refusal of a single text against the server", async () => {
    const model = scriptedModel(failedCall({ safeToRetry: false, serverFault: false, reason: "input_too_long" }));
    const fleet = fleetOf(model);
    for (let call = 0; call < 20; call += 1) await fleet.call(aRequest());
    expect(fleet.reports()[0]?.breaker).toBe("closed");
  });

  it("lets calls beyond the limit wait, the most urgent first", async () => {
    const model = scriptedModel();
    const fleet = fleetOf(model);
    const limit = fleet.reports()[0]?.limit ?? 0;
    const filling = Array.from({ length: limit }, () => fleet.call(aRequest()));
    const waiting = (["bulk", "normal", "urgent", "emergency"] as const).map((urgency) =>
      fleet.call(aRequest({ urgency })),
    );
    await Promise.resolve();
    expect(fleet.waiting()).toBe(4);
    expect(model.requests).toHaveLength(limit);
    model.answerNext();
    await filling[0];
    expect(model.requests[limit]?.urgency).toBe("emergency");
    while ((await Promise.race([Promise.all([...filling, ...waiting]), null])) === null && model.underWay() > 0) {
      model.answerAll();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(model.requests.slice(limit).map(({ urgency }) => urgency)).toEqual([
      "emergency",
      "urgent",
      "normal",
      "bulk",
    ]);
    await Promise.all([...filling, ...waiting]);
  });

  it("gives calls in the background half of the places, and none of theirs trips the breaker", async () => {
    const model = scriptedModel();
    const fleet = fleetOf(model);
    const limit = fleet.reports()[0]?.limit ?? 0;
    const background = Array.from({ length: limit + 2 }, () => fleet.call(aRequest({ urgency: "background" })));
    await Promise.resolve();
    expect([model.underWay(), fleet.waiting()]).toEqual([limit / 2, limit / 2 + 2]);
    const live = Array.from({ length: limit / 2 }, () => fleet.call(aRequest({ urgency: "bulk" })));
    await Promise.resolve();
    expect(model.underWay()).toBe(limit);
    for (let round = 0; round < limit + 2; round += 1) {
      model.answerAll();
      await new Promise(setImmediate);
    }
    await Promise.all([...background, ...live]);
    const failing = fleetOf(scriptedModel(failedCall({ safeToRetry: false, serverFault: true })));
    for (let call = 0; call < 10; call += 1) await failing.call(aRequest({ urgency: "background" }));
    expect(failing.reports()[0]).toMatchObject({ breaker: "closed", failed: 0 });
  });

  it("frees the place in the line of a caller who left", async () => {
    const model = scriptedModel();
    const fleet = fleetOf(model);
    const limit = fleet.reports()[0]?.limit ?? 0;
    const filling = Array.from({ length: limit }, () => fleet.call(aRequest()));
    const leaving = new AbortController();
    const left = fleet.call(aRequest({ signal: leaving.signal }));
    await Promise.resolve();
    leaving.abort();
    expect((await left).answer).toBeNull();
    expect(fleet.waiting()).toBe(0);
    model.answerAll();
    await Promise.all(filling);
    expect(model.requests).toHaveLength(limit);
  });

  it("asks a second server for what is due at once and late, takes the first answer and ends the other", async () => {
    const slow = scriptedModel(answered("usual"));
    const other = scriptedModel(answered("usual"));
    const fleet = fleetOf(slow, other);
    // Both have a usual latency now, of hardly anything.
    for (let call = 0; call < 4; call += 1) await fleet.call(aRequest());
    slow.hold();
    other.hold();
    const result = fleet.call(aRequest({ urgency: "emergency" }));
    await until(() => slow.underWay() === 1 && other.underWay() === 1);
    other.answerAll();
    const { answer, calls } = await result;
    expect(answer?.raw).toBe("fine");
    expect(calls).toHaveLength(2);
    expect(calls.map(({ error }) => error).sort()).toEqual([null, "aborted"].sort());
  });

  it("does not ask twice for what can wait", async () => {
    const [one, two] = [scriptedModel(), scriptedModel()];
    const fleet = fleetOf(one, two);
    const result = fleet.call(aRequest({ urgency: "urgent" }));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(one.requests.length + two.requests.length).toBe(1);
    one.answerAll();
    two.answerAll();
    await result;
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
