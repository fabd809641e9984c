import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadableMessage } from "@/domain/ingest/message";
import { type ConversationReading, type FoundRisk, unscored } from "@/inference/conversation-reading";
import type { RiskSubject, RiskType } from "@/inference/risk";
import type { WindowLine } from "@/inference/windows/build-windows";
import { type LocateInput, locateRisks } from "@/inference/windows/locate-risks";

function risk(type: RiskType, subject: RiskSubject = "self"): FoundRisk {
  return { subject, type, severity: "high", imminence: null, features: [], agreement: null, messages: [] };
}

const nothing: ConversationReading = { outcome: "none", reflection: "", risks: [] };
const away = unscored("model_unreachable", "No server answered.");

function sees(...risks: FoundRisk[]): ConversationReading {
  const [first, ...rest] = risks;
  return first === undefined ? nothing : { outcome: "risk", reflection: "", risks: [first, ...rest] };
}

/** Messages 100, 101 … of a conversation. */
function linesOf(...texts: string[]): WindowLine[] {
  return texts.map((text, at) => ({ index: 100 + at, message: { role: "user", text }, isPart: false }));
}
function calm(count: number, signals: Record<number, string> = {}): WindowLine[] {
  return linesOf(...Array.from({ length: count }, (_, at) => signals[at] ?? "ok"));
}

/** A reader, of rules or by a model, that sees a risk wherever its word stands. */
function reader(words: Partial<Record<string, FoundRisk>>) {
  const asked: string[][] = [];
  const read = (messages: readonly ReadableMessage[]): ConversationReading => {
    const texts = messages.map(({ text }) => text);
    asked.push(texts);
    const text = texts.join(" ");
    return sees(...Object.entries(words).flatMap(([word, found]) => (found && text.includes(word) ? [found] : [])));
  };
  return { asked, rules: read, ask: async (messages: readonly ReadableMessage[]) => read(messages) };
}
const blind: LocateInput["rules"] = () => nothing;

async function locate(lines: WindowLine[], risks: LocateInput["risks"], by: Partial<LocateInput>) {
  const located = await locateRisks({ window: { lines }, risks, rules: blind, ask: null, ...by });
  return located.map(({ messages }) => messages);
}

describe("locateRisks", () => {
  test("names the message of a window that has one, and asks nobody", async () => {
    const model = reader({});
    expect(await locate(linesOf("gone"), [risk("suicide"), risk("abuse")], { ask: model.ask })).toEqual([[100], [100]]);
    expect(model.asked).toEqual([]);
  });

  test("keeps the rest of a risk as it is", async () => {
    const given: FoundRisk = { ...risk("abuse"), agreement: 0.67, features: ["control"], messages: [7] };
    const [located] = await locateRisks({ window: { lines: linesOf("x") }, risks: [given], rules: blind, ask: null });
    expect(located).toEqual({ ...given, messages: [100] });
  });

  test("names every message in which the rules see the risk, and asks nobody", async () => {
    const model = reader({});
    const { rules } = reader({ gone: risk("suicide"), hits: risk("abuse") });
    const lines = linesOf("hi", "wish i was gone", "he hits me", "gone for good");
    const named = await locate(lines, [risk("suicide"), risk("abuse")], { rules, ask: model.ask });
    expect(named).toEqual([[101, 103], [102]]);
    expect(model.asked).toEqual([]);
  });

  test("lets the rules point to the right type for another person where they see none for the same", async () => {
    const { rules } = reader({ she: risk("suicide", "other"), me: risk("suicide", "self") });
    expect(await locate(linesOf("she", "me"), [risk("suicide", "other")], { rules })).toEqual([[100]]);
    expect(await locate(linesOf("she", "ok"), [risk("suicide", "self")], { rules })).toEqual([[100]]);
    expect(await locate(linesOf("she", "ok"), [risk("abuse")], { rules })).toEqual([[]]);
  });

  test("takes what the rules suspect, too", async () => {
    const rules: LocateInput["rules"] = ([message]) =>
      message?.text === "hm" ? unscored("low_safety_score", "Low.", [risk("stalking")]) : nothing;
    expect(await locate(linesOf("ok", "hm"), [risk("stalking")], { rules })).toEqual([[101]]);
  });

  test("leaves it open where rules see nothing and no model is to be asked", async () => {
    expect(await locate(calm(5, { 3: "signal" }), [risk("suicide")], {})).toEqual([[]]);
  });

  test("narrows a risk down to its message by halves", async () => {
    const model = reader({ signal: risk("suicide") });
    expect(await locate(calm(60, { 41: "signal" }), [risk("suicide")], { ask: model.ask })).toEqual([[141]]);
    expect(model.asked.length).toBeLessThanOrEqual(12);
    expect(model.asked.slice(0, 2).map((texts) => texts.length)).toEqual([30, 30]);
  });

  test("asks about both halves at once", async () => {
    let open = 0;
    let most = 0;
    const ask = async (messages: readonly ReadableMessage[]) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return messages.some(({ text }) => text === "signal") ? sees(risk("suicide")) : nothing;
    };
    await locate(calm(8, { 0: "signal" }), [risk("suicide")], { ask });
    expect(most).toBe(2);
  });

  test("follows a risk into both halves", async () => {
    const model = reader({ signal: risk("suicide") });
    const lines = calm(4, { 0: "signal", 3: "signal" });
    // The limit of four calls ends it at two messages where two halves had to be followed.
    expect(await locate(lines, [risk("suicide")], { ask: model.ask })).toEqual([[100, 102, 103]]);
    expect(model.asked).toHaveLength(4);
  });

  test("shares answers between risks of one window", async () => {
    const model = reader({ gone: risk("suicide"), hits: risk("abuse") });
    const lines = calm(16, { 9: "gone and hits" });
    const named = await locate(lines, [risk("suicide"), risk("abuse")], { ask: model.ask });
    expect(named).toEqual([[109], [109]]);
    expect(model.asked).toHaveLength(8);
  });

  test("stops at the smallest run that shows a risk which no half of it shows", async () => {
    const ask = async (messages: readonly ReadableMessage[]) => {
      const texts = messages.map(({ text }) => text);
      return texts.includes("one") && texts.includes("two") ? sees(risk("abuse")) : nothing;
    };
    expect(await locate(calm(8, { 4: "one", 5: "two" }), [risk("abuse")], { ask })).toEqual([[104, 105]]);
    expect(await locate(calm(4, { 1: "one", 2: "two" }), [risk("abuse")], { ask })).toEqual([[100, 101, 102, 103]]);
  });

  test("does not follow a risk of another type", async () => {
    const model = reader({ signal: risk("violence") });
    expect(await locate(calm(4, { 1: "signal" }), [risk("suicide")], { ask: model.ask })).toEqual([
      [100, 101, 102, 103],
    ]);
  });

  test.each<[string, LocateInput["ask"]]>([
    ["cannot be read", async () => away],
    ["rejects", () => Promise.reject(new Error("no"))],
  ])("leaves a risk in its window when the model %s", async (_title, ask) => {
    expect(await locate(calm(3), [risk("suicide")], { ask })).toEqual([[100, 101, 102]]);
  });

  test("follows the half that answers when the other cannot be read", async () => {
    const ask = async (messages: readonly ReadableMessage[]) =>
      messages.some(({ text }) => text === "signal") ? sees(risk("suicide")) : away;
    expect(await locate(calm(8, { 2: "signal" }), [risk("suicide")], { ask })).toEqual([[102]]);
  });

  test("names the message, asks seldom, and never gives up a signal, wherever signals are", async () => {
    const place = fc.tuple(fc.integer({ min: 2, max: 90 }), fc.array(fc.nat(89), { minLength: 1, maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(place, async ([count, places]) => {
        const signals = [...new Set(places.map((at) => at % count))].sort((a, b) => a - b);
        const lines = calm(count, Object.fromEntries(signals.map((at) => [at, "signal"])));
        const model = reader({ signal: risk("suicide") });
        const [named] = await locate(lines, [risk("suicide")], { ask: model.ask });
        expect(named).toEqual(expect.arrayContaining(signals.map((at) => 100 + at)));
        if (signals.length === 1) expect(named).toHaveLength(1);
        expect(model.asked.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(count)));
      }),
    );
  });
});
