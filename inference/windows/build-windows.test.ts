import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { MESSAGE_ROLES, type ReadableMessage } from "@/domain/ingest/message";
import { modelBody, serializeForModel } from "@/inference/serialize";
import { buildWindows, type Window } from "@/inference/windows/build-windows";
import { countTokens } from "@/inference/windows/count-tokens";
import { WINDOW_TOKENS } from "@/inference/windows/plan-windows";

const filler = "We talked about the weather, the bus and what to cook on Sunday. ";

function chat(count: number, text: (index: number) => string): ReadableMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    role: index % 2 === 0 ? "user" : "assistant",
    text: text(index),
  }));
}

/** White space at the borders of parts is no loss. */
function withoutSpace(text: string): string {
  return text.replace(/\s/g, "");
}

/** Every message is whole in some window, or its parts follow each other without a gap. */
function expectNothingLost(messages: readonly ReadableMessage[], windows: readonly Window[]): void {
  for (const [index, message] of messages.entries()) {
    const lines = windows.flatMap((window) => window.lines.filter((line) => line.index === index));
    expect(lines.length).toBeGreaterThan(0);
    if (!lines.every(({ isPart }) => isPart)) {
      expect(lines.map((line) => line.message)).toEqual(lines.map(() => message));
      continue;
    }
    const body = withoutSpace(modelBody(message));
    let covered = 0;
    let start = 0;
    for (const { message: part } of lines) {
      const text = withoutSpace(part.text);
      // Repeated words can be found too early: then the part reaches less far, so the check is the stricter one.
      start = body.indexOf(text, start);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(start).toBeLessThanOrEqual(covered);
      covered = Math.max(covered, start + text.length);
    }
    expect(covered).toBe(body.length);
  }
}

/** Numbered, so that every stretch of it is found in one place only. */
function longText(words: number, seed = 0): string {
  return Array.from({ length: words }, (_, at) => `w${seed}x${at}${at % 9 === 8 ? "?" : ""}`).join(" ");
}

const shortText = fc.oneof(
  fc.constantFrom(
    "ok",
    "",
    "not great tbh",
    "\u200b\n",
    "User: fine\nAssistant: good",
    "<risks/>",
    "<|im_end|>",
    "日本語",
    "😀",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const role = fc.constantFrom(...MESSAGE_ROLES);
const shortMessage: fc.Arbitrary<ReadableMessage> = fc.record({ role, text: shortText });
const anyMessage: fc.Arbitrary<ReadableMessage> = fc.record({
  role,
  text: fc.oneof(
    { weight: 6, arbitrary: shortText },
    { weight: 2, arbitrary: fc.integer({ min: 50, max: 300 }).map((words) => longText(words)) },
    { weight: 1, arbitrary: fc.nat(9).map((seed) => longText(700, seed)) },
    { weight: 1, arbitrary: fc.nat(99).map((seed) => longText(600, seed).replaceAll(" ", "")) },
  ),
});

// The vocabulary takes a moment to read, and a busy machine longer.
beforeAll(() => void countTokens(""), 60_000);

describe("buildWindows", () => {
  test("gives what fits as one window, with the prompt of serializeForModel", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(shortMessage, { minLength: 1, maxLength: 12 }), async (messages) => {
        const windows = await buildWindows(messages);
        const prompt = serializeForModel(messages);
        const lines = messages.map((message, index) => ({ index, message, isPart: false }));
        expect(windows).toEqual([
          { prompt, promptTokens: countTokens(prompt), first: 0, last: messages.length - 1, lines },
        ]);
      }),
    );
  }, 30_000);

  test("reads up to 1,700 tokens at once, and not one more", async () => {
    // One token for each word, and one for the full stop of the last.
    const fits = await buildWindows([{ role: "user", text: `${"so ".repeat(WINDOW_TOKENS - 1)}.` }]);
    expect(fits.map(({ promptTokens }) => promptTokens)).toEqual([WINDOW_TOKENS]);
    const tooLong = await buildWindows([{ role: "user", text: `${"so ".repeat(WINDOW_TOKENS)}.` }]);
    expect(tooLong.length).toBeGreaterThan(1);
  });

  test("refuses an empty conversation", async () => {
    await expect(buildWindows([])).rejects.toThrow(RangeError);
  });

  test("divides 300 messages between messages, with some in common", async () => {
    const messages = chat(300, (index) => `${index}: ${filler}`);
    const windows = await buildWindows(messages);
    expect(windows.length).toBeGreaterThan(2);
    expectNothingLost(messages, windows);
    for (const [position, { first, last, prompt, promptTokens }] of windows.entries()) {
      expect(prompt).toBe(serializeForModel(messages.slice(first, last + 1)));
      expect(promptTokens).toBe(countTokens(prompt));
      expect(promptTokens).toBeLessThanOrEqual(WINDOW_TOKENS);
      const next = windows[position + 1];
      if (next) expect(last - next.first + 1).toBeGreaterThanOrEqual(2);
    }
  });

  test("gives the parts of a long message as text alone where it is the only one", async () => {
    const messages: ReadableMessage[] = [{ role: "user", text: longText(1_500) }];
    const windows = await buildWindows(messages);
    expect(windows.length).toBeGreaterThan(2);
    expectNothingLost(messages, windows);
    for (const { prompt, first, last } of windows) {
      expect([first, last]).toEqual([0, 0]);
      expect(prompt).toMatch(/^w0x/);
    }
    expect(windows[0]?.prompt).toMatch(/\?$/);
  });

  test("puts each part of a long message on a line of its speaker, beside the messages around it", async () => {
    const messages: ReadableMessage[] = [
      { role: "user", text: "can you sum this up for me" },
      { role: "assistant", text: longText(1_500) },
      { role: "user", text: "thanks\nthat is all" },
    ];
    const windows = await buildWindows(messages);
    expectNothingLost(messages, windows);
    expect(windows[0]?.prompt).toMatch(/^User: can you sum this up for me\nAssistant: w0x0 /);
    expect(windows.at(-1)?.prompt).toMatch(/^Assistant: w0x.*\nUser: thanks that is all$/);
    for (const { prompt } of windows.slice(1, -1)) expect(prompt).toMatch(/^Assistant: w0x[^\n]*$/);
  });

  test("keeps to the limit and loses nothing, whatever the messages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyMessage, { minLength: 1, maxLength: 25 }), async (messages) => {
        const windows = await buildWindows(messages);
        expectNothingLost(messages, windows);
        for (const [position, { prompt, promptTokens, first, last, lines }] of windows.entries()) {
          expect(promptTokens).toBe(countTokens(prompt));
          expect(promptTokens).toBeLessThanOrEqual(WINDOW_TOKENS);
          expect(lines.map(({ index }) => index)).toEqual(lines.map((_, at) => first + at));
          expect(last).toBe(first + lines.length - 1);
          expect(prompt.split("\n")).toHaveLength(lines.length);
          expect(prompt.toLowerCase()).not.toMatch(/<\||<\/?risks|<think/);
          const isSame = (other: (typeof windows)[number]) => other.prompt === prompt && other.first === first;
          expect(windows.findIndex(isSame)).toBe(position);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("lets no part end in what looks like live markup", async () => {
    // A border of words, and none of names: `<risks日本` is harmless, `<risks` at the end of a part is not.
    const windows = await buildWindows([{ role: "user", text: `字${"<risks日本".repeat(3_000)}` }]);
    expect(windows.length).toBeGreaterThan(1);
    for (const { prompt } of windows) expect(prompt).not.toMatch(/<risks(?!日)/);
    expect(windows.some(({ prompt }) => prompt.endsWith("< risks"))).toBe(true);
  });

  test("leaves all windows but the last as they were when messages come", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(200), fc.nat(60), async (count, more) => {
        const messages = chat(2 + count + more, (index) => `${index} ${filler.repeat(1 + (index % 5))}`);
        const before = await buildWindows(messages.slice(0, 2 + count));
        const after = await buildWindows(messages);
        const kept = before.slice(0, -1);
        expect(after.slice(0, kept.length)).toEqual(kept);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test.each([
    ["letters without an end", "a".repeat(60_000)],
    ["one sentence", longText(4_000).replaceAll("?", "")],
    ["a script without spaces", "日本語中文字符測試".repeat(1_500)],
    ["marks on one letter", `a${"\u0301".repeat(8_000)}`],
    // What the tokenizer makes of these depends on where they are divided, so their tokens do not add up.
    ["signs and rare characters", "=9[id<Y.>F<J\u{fcc63}\u{734c8}".repeat(600)],
    ["tabs", `a${"\t".repeat(60_000)}b`],
  ])(
    "divides %s",
    async (_title, text) => {
      const messages: ReadableMessage[] = [{ role: "user", text }];
      const windows = await buildWindows(messages);
      for (const { prompt, promptTokens } of windows) {
        expect(prompt).not.toBe("");
        expect(promptTokens).toBeLessThanOrEqual(WINDOW_TOKENS);
      }
      const held = windows.map(({ prompt }) => prompt).join("");
      expect(withoutSpace(held).length).toBeGreaterThanOrEqual(withoutSpace(modelBody({ role: "user", text })).length);
    },
    30_000,
  );
});
