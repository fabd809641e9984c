import { beforeAll, describe, expect, test } from "vitest";
import type { ReadableMessage } from "@/domain/ingest/message";
import type { ConversationReading, FoundRisk, WindowReading } from "@/inference/conversation-reading";
import { serializeForModel } from "@/inference/serialize";
import { buildWindows } from "@/inference/windows/build-windows";
import { countTokens } from "@/inference/windows/count-tokens";
import { locateRisks } from "@/inference/windows/locate-risks";
import { mergeWindows } from "@/inference/windows/merge-windows";
import { WINDOW_TOKENS } from "@/inference/windows/plan-windows";

// The vocabulary takes a moment to read, and a busy machine longer.
beforeAll(() => void countTokens(""), 60_000);

const SIGNAL = "i have written the letters and on friday it will be over";
const FILLER = "We talked about the weather, the bus and what to cook on Sunday. ";
const despair: FoundRisk = {
  subject: "self",
  type: "suicide",
  severity: "critical",
  imminence: "emergency",
  features: [],
  agreement: null,
  messages: [],
};
const clear: ConversationReading = { outcome: "none", reflection: "Nothing of concern.", risks: [] };
const flagged: ConversationReading = { outcome: "risk", reflection: "A farewell.", risks: [despair] };

/** A model that finds one phrase, sees no more than a window, and knows nothing else. */
function phraseModel() {
  const prompts: string[] = [];
  const ask = async (prompt: string): Promise<ConversationReading> => {
    expect(countTokens(prompt)).toBeLessThanOrEqual(WINDOW_TOKENS);
    prompts.push(prompt);
    return prompt.includes(SIGNAL) ? flagged : clear;
  };
  return { prompts, ask };
}

/** Rules that see nothing, so that the messages have to be found by asking. */
async function readThrough(
  messages: readonly ReadableMessage[],
  ask: (prompt: string) => Promise<ConversationReading>,
) {
  const windows = await buildWindows(messages);
  const readings: WindowReading[] = [];
  for (const [at, window] of windows.entries()) {
    const { prompt, first, last } = window;
    let reading = await ask(prompt);
    if (reading.outcome === "risk") {
      const { risks } = reading;
      const askPart = (part: readonly ReadableMessage[]) => ask(serializeForModel(part));
      reading = { ...reading, risks: await locateRisks({ window, risks, rules: () => clear, ask: askPart }) };
    }
    readings.push({ fingerprint: `${at}`, first, last, reading, score: null, reused: false });
  }
  return { windows, merged: mergeWindows(readings, messages.length) };
}

function chat(count: number, signalAt: number): ReadableMessage[] {
  return Array.from({ length: count }, (_, at) => ({
    role: at % 2 === 0 ? "assistant" : "user",
    text: at === signalAt ? SIGNAL : `${at}: ${FILLER}`,
  }));
}

describe("a signal in a long conversation", () => {
  test("is found in message 4 of 300, and that message is named", async () => {
    const model = phraseModel();
    const { windows, merged } = await readThrough(chat(300, 3), model.ask);
    expect(windows.length).toBeGreaterThan(3);
    expect(merged.reading).toEqual({ ...flagged, risks: [{ ...despair, messages: [3] }] });
    expect(merged.incomplete).toBe(false);
    const perWindow = 2 * Math.ceil(Math.log2(windows[0]?.lines.length ?? 0));
    expect(model.prompts.length).toBeLessThanOrEqual(windows.length + perWindow);
  });

  test("is found and named at every place, also on the border of windows", async () => {
    for (const place of [0, 59, 60, 61, 149, 298, 299]) {
      const { merged } = await readThrough(chat(300, place), phraseModel().ask);
      expect(merged.reading).toEqual({ ...flagged, risks: [{ ...despair, messages: [place] }] });
    }
  }, 60_000);

  test("is found in the middle of a message of 20,000 characters, and that message is named", async () => {
    const half = FILLER.repeat(200).slice(0, 10_000 - SIGNAL.length / 2);
    const long: ReadableMessage = { role: "user", text: `${half} ${SIGNAL}. ${half}` };
    expect(long.text.length).toBeGreaterThan(19_900);
    const around = chat(4, -1);

    const alone = await readThrough([long], phraseModel().ask);
    expect(alone.windows.length).toBeGreaterThan(2);
    expect(alone.merged.reading).toEqual({ ...flagged, risks: [{ ...despair, messages: [0] }] });

    const amid = await readThrough([...around, long, ...around], phraseModel().ask);
    expect(amid.merged.reading).toEqual({ ...flagged, risks: [{ ...despair, messages: [4] }] });
  });

  test("is not found where there is none", async () => {
    const { merged } = await readThrough(chat(300, -1), phraseModel().ask);
    expect(merged).toEqual({ reading: clear, incomplete: false, score: null });
  });
});
