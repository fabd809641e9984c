/** The suite that every Engine passes: what the desk may rely on, whatever reads its conversations. For tests only. */
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import type { ReadableMessage } from "@/domain/ingest/message";
import { conformanceCases } from "@/inference/engines/conformance/conformance-cases";
import type { Engine, EngineReading, ReadOptions } from "@/inference/engines/engine";
import { strategyOf } from "@/inference/strategies/strategy";

/** An engine, and how to end what is behind it. */
export type MadeEngine = { engine: Engine; close?: () => Promise<void> };

export type EngineUnderTest = {
  component: string;
  make: () => Promise<MadeEngine>;
  /** The same engine when nothing answers it. */
  unreachable?: () => Promise<MadeEngine>;
  /** It judges what it reads well enough for plain examples: not a small model that only keeps to the format. */
  understands: boolean;
  /** A model takes part: its readings have windows and are not provisional. */
  hasModel: boolean;
  timeoutMs?: number;
};

const said = (text: string): ReadableMessage => ({ role: "user", text });
const CLEAR = [said("See you at the park on Sunday."), said("I am bringing the sandwiches.")];
const DANGER = [said("How are you?"), said("I want to end it all tonight.")];
/** More than one window of 1,700 tokens. */
const LONG = Array.from({ length: 90 }, (_, index) =>
  said(`Part ${index + 1}: we walked along the river, and the dog found a stick that it would not give back to us.`),
);
/** What is true of every reading: the outcomes are the three, and what it names lies inside the conversation. */
function expectWhole({ reading, windows, calls, ...rest }: EngineReading, messages: readonly ReadableMessage[]): void {
  expect(["risk", "none", "unscored"]).toContain(reading.outcome);
  if (reading.outcome === "unscored") expect(reading.detail).toMatch(/^[A-Z].*\.$/s);
  else expect(reading.reflection).toMatch(/./);
  const named = reading.outcome === "unscored" ? reading.suspected : reading.risks;
  for (const index of named.flatMap((risk) => risk.messages)) expect(messages[index]).toBeDefined();
  for (const { fingerprint } of windows) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(calls.length).toBeGreaterThan(0);
  expect(rest).toMatchObject({
    engine: expect.stringMatching(/./),
    model: expect.stringMatching(/./),
    latencyMs: expect.any(Number),
    provisional: expect.any(Boolean),
  });
}

/** Registers the suite for one engine. */
export function describeEngine(name: string, under: EngineUnderTest): void {
  const { test, write } = conformanceCases(name, under.component);
  const timeout = under.timeoutMs ?? 30_000;
  const understands = under.understands ? null : "it keeps to the format and judges nothing";
  const hasModel = under.hasModel ? null : "it has no model";

  describe(`${name}, against ${under.component}`, { timeout }, () => {
    let made: MadeEngine;
    beforeAll(
      async () => {
        made = await under.make();
      },
      Math.max(timeout, 30_000),
    );
    afterAll(async () => {
      write();
      await made?.close?.();
    });
    const read = async (messages: readonly ReadableMessage[], options?: ReadOptions) => {
      const result = await made.engine.read(messages, options);
      expectWhole(result, messages);
      return result;
    };

    let longReading: Promise<EngineReading> | null = null;
    const readLong = () => {
      longReading ??= read(LONG);
      return longReading;
    };

    test("can be reached, and says so", null, async () => {
      // A model file takes seconds to load.
      await expect.poll(() => made.engine.isReachable(), { timeout }).toBe(true);
    });

    test("gives a whole reading of a short conversation", null, async () => {
      const { provisional, windows } = await read(CLEAR);
      expect(provisional).toBe(!under.hasModel);
      expect(windows.length).toBe(under.hasModel ? 1 : 0);
    });

    test("tells a plain danger from none, and names its message", understands, async () => {
      expect((await read(CLEAR)).reading).toMatchObject({ outcome: "none", risks: [] });
      const { reading } = await read(DANGER);
      expect(reading).toMatchObject({ outcome: "risk", risks: [{ subject: "self", type: "suicide" }] });
      expect(reading.outcome === "risk" && reading.risks[0].messages).toEqual(under.hasModel ? [1] : expect.any(Array));
    });

    test("reads every message of a long conversation", hasModel, async () => {
      const { windows } = await readLong();
      expect(windows.length).toBeGreaterThan(1);
      const covered = new Set<number>();
      for (const { first, last } of windows) for (let index = first; index <= last; index += 1) covered.add(index);
      expect(covered.size).toBe(LONG.length);
    });

    test("takes a known reading of a window over instead of asking again", hasModel, async () => {
      const before = await readLong();
      const known = new Map(before.windows.map((window) => [window.fingerprint, window]));
      const again = await made.engine.read(LONG, { known: (fingerprint) => known.get(fingerprint) ?? null });
      expect(again.calls).toEqual([]);
      expect(again.reading).toEqual(before.reading);
    });

    test("asks the judges of a panel with seeds of their own", hasModel, async () => {
      const { calls, strategy } = await read(CLEAR, { strategy: strategyOf("panel") });
      const votes = calls.filter(({ purpose }) => purpose === "read");
      expect(strategy).toEqual(strategyOf("panel"));
      expect(new Set(votes.map(({ judge }) => judge))).toEqual(new Set([0, 1, 2]));
      expect(new Set(votes.map(({ seed }) => seed)).size).toBe(3);
    });

    test("is unscored, and never clear, when it is given up", hasModel, async () => {
      const { reading } = await read(CLEAR, { signal: AbortSignal.abort() });
      expect(reading.outcome).toBe("unscored");
    });

    test(
      "is unscored, and never clear, when nothing answers; what plain words show is kept",
      under.unreachable ? null : "nothing has to answer it",
      async () => {
        const away = await under.unreachable?.();
        if (away === undefined) throw new Error("unreachable is not offered");
        onTestFinished(() => away.close?.());
        const [clear, danger] = [await away.engine.read(CLEAR), await away.engine.read(DANGER)];
        expectWhole(clear, CLEAR);
        expect(clear.reading).toMatchObject({ outcome: "unscored", reason: "model_unreachable" });
        expect(danger.reading).toMatchObject({ outcome: "unscored", suspected: [{ type: "suicide" }] });
        expect(await away.engine.isReachable()).toBe(false);
      },
    );
  });
}
