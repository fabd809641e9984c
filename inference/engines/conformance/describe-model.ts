/** The suite that every Model passes: what may be relied on whichever engine answers. For tests only. */
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { conformanceCases, type Missing } from "@/inference/engines/conformance/conformance-cases";
import { calm, conformanceRequest, hostile, long, PROMPTS, wordy } from "@/inference/engines/conformance/requests";
import type { CallRequest, CallResult, Capabilities, Model } from "@/inference/engines/model";
import { CALL_URGENCIES } from "@/inference/engines/model";
import { parseJsonAnswer } from "@/inference/parse-json-answer";
import { parseOutput } from "@/inference/parse-output";

/** Conditions that only some components can be put into: each makes a new model in that condition. */
export type Faults = {
  /** Nothing is there to answer. */
  unreachable?: () => Promise<Model>;
  /** It answers, but not as its protocol says. */
  malformed?: () => Promise<Model>;
  /** Answers are cut off at the limit of tokens. */
  cutOff?: () => Promise<Model>;
  /** It takes no more for now. */
  busy?: () => Promise<Model>;
  /** It takes seconds to answer. */
  slow?: () => Promise<Model>;
};

export type ModelUnderTest = {
  /** What really answered, for the table: "the test server", "llama-server b11434". */
  component: string;
  make: () => Promise<Model>;
  faults?: Faults;
  /** It counts with the tokenizer of Qwen3, so that counts can be compared to the token. */
  countsAsWeDo?: boolean;
  /** It cuts what is too long without a word, so that only its count shows it. */
  cutsSilently?: boolean;
  /** A call takes long enough by itself to be given up on its way. */
  takesItsTime?: boolean;
  timeoutMs?: number;
};

type Scene = { model: Model; seen: Capabilities; ask: (request?: Partial<CallRequest>) => Promise<CallResult> };

/** Registers the suite for one component. */
export function describeModel(name: string, under: ModelUnderTest): void {
  const { test: register, write } = conformanceCases(name, under.component);
  const timeout = under.timeoutMs ?? 30_000;
  const faults = under.faults ?? {};

  describe(`${name}, against ${under.component}`, { timeout }, () => {
    let scene: Scene;
    beforeAll(
      async () => {
        const model = await under.make();
        const seen = await model.probe();
        scene = { model, seen, ask: (request) => model.call({ ...conformanceRequest(), ...request }) };
      },
      Math.max(timeout, 30_000),
    );
    afterAll(async () => {
      write();
      await scene?.model.close();
    });

    const test = (title: string, missing: Missing, run: (scene: Scene) => Promise<void>) =>
      register(title, missing, () => run(scene));
    const offered = (fault: keyof Faults) => (faults[fault] ? null : "it cannot be made to do so");
    const claimed = (what: "grammar" | "logprobs" | "seeds") => () => (scene.seen[what] ? null : `it has no ${what}`);
    async function inCondition(fault: keyof Faults): Promise<Model> {
      const model = await faults[fault]?.();
      if (model === undefined) throw new Error(`${fault} is not offered`);
      onTestFinished(() => model.close());
      return model;
    }

    test("says what it is", null, async ({ model, seen }) => {
      expect(model.capabilities()).toEqual(seen);
      expect(seen).toMatchObject({ engine: expect.stringMatching(/^[a-z]+$/), model: expect.stringMatching(/./) });
      for (const sentence of seen.warnings) expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(await model.isReachable()).toBe(true);
    });

    test("keeps every field of a call", null, async ({ model, ask }) => {
      const result = await ask({ purpose: "locate", judge: 3, window: 5, seed: 11, temperature: 0.6 });
      const { answer } = result;
      expect(result.calls).toEqual([
        {
          engine: model.engine,
          model: expect.stringMatching(/./),
          endpoint: result.calls[0]?.endpoint === null ? null : expect.stringMatching(/^[^/@]+(:\d+)?$/),
          requestId: result.calls[0]?.requestId === null ? null : expect.stringMatching(/./),
          purpose: "locate",
          judge: 3,
          window: 5,
          constrained: false,
          raw: answer?.raw,
          seed: 11,
          temperature: 0.6,
          finishReason: answer?.finishReason,
          promptTokens: expect.any(Number),
          completionTokens: expect.any(Number),
          latencyMs: expect.any(Number),
          httpStatus: result.calls[0]?.endpoint === null ? null : 200,
          error: null,
          score: null,
        },
      ]);
      expect(answer).toMatchObject({ raw: expect.any(String), finishReason: expect.stringMatching(/^(stop|length)$/) });
      expect(result.failure).toBeNull();
    });

    test("answers in the output format under its constraint", claimed("grammar"), async ({ ask }) => {
      const outcomes: string[] = [];
      for (const [index, prompt] of PROMPTS.entries()) {
        const { answer, calls } = await ask({ ...prompt, constrained: true, seed: index + 1, temperature: 0.6 });
        expect(calls[0]?.constrained).toBe(true);
        expect(answer?.raw).toMatch(/^\s*(<reflection>|\{)/);
        outcomes.push(readEither(answer?.raw ?? "", answer?.finishReason ?? null));
      }
      // A model that rambles may be cut off, and is then unscored; every answer that ends is in the format.
      expect(outcomes.filter((outcome) => !["risk", "none", "output_cut_off"].includes(outcome))).toEqual([]);
      expect(outcomes.filter((outcome) => outcome !== "output_cut_off")).not.toEqual([]);
    });

    test("repeats itself with the same seed, and not with another", claimed("seeds"), async ({ ask }) => {
      const raws: (string | undefined)[] = [];
      for (const seed of [5, 5, 6, 7]) raws.push((await ask({ seed, temperature: 1 })).answer?.raw);
      expect(raws[1]).toBe(raws[0]);
      expect(new Set(raws).size).toBeGreaterThan(1);
    });

    test("gives probabilities for each token it wrote", claimed("logprobs"), async ({ ask }) => {
      const { answer } = await ask();
      const tokens = answer?.logprobs ?? [];
      const [wrote, raw] = [
        tokens
          .map(({ token }) => token)
          .join("")
          .trim(),
        answer?.raw.trim() ?? "",
      ];
      expect(tokens.length).toBeGreaterThan(0);
      // A token can be part of a character, which has no text of its own.
      if (!`${wrote}${raw}`.includes("\ufffd")) expect(wrote).toBe(raw);
      for (const { logprob, top } of tokens) {
        expect(Math.max(logprob, ...top.map((each) => each.logprob))).toBeLessThanOrEqual(1e-6);
      }
      expect(tokens.some(({ top }) => top.length > 1)).toBe(true);
    });

    test("takes every urgency, and several calls at once", null, async ({ ask }) => {
      const results = await Promise.all(CALL_URGENCIES.map((urgency, judge) => ask({ urgency, judge })));
      expect(results.map(({ failure }) => failure)).toEqual(CALL_URGENCIES.map(() => null));
      expect(results.map(({ calls }) => calls[0]?.judge)).toEqual(CALL_URGENCIES.map((_, judge) => judge));
    });

    test("counts the tokens of the prompt", null, async ({ seen, ask }) => {
      const [short, longer] = [await ask(calm), await ask(wordy)];
      const [few, many] = [short.calls[0]?.promptTokens ?? 0, longer.calls[0]?.promptTokens ?? 0];
      expect(many - few).toBeGreaterThan(100);
      if (!under.countsAsWeDo) return;
      expect(few).toBe(calm.promptTokens + (seen.templateOverhead ?? 8));
      expect(many).toBe(wordy.promptTokens + (seen.templateOverhead ?? 8));
    });

    test("reads control tokens that a person typed as text", null, async ({ ask }) => {
      const plain = await ask(calm);
      const typed = await ask(hostile);
      expect(typed.failure).toBeNull();
      // Twelve special tokens would be twelve tokens; as text each is several.
      const more = (typed.calls[0]?.promptTokens ?? 0) - (plain.calls[0]?.promptTokens ?? 0);
      expect(more).toBeGreaterThan(36);
    });

    const tooLong = under.cutsSilently ? "shows by its count that it cut a prompt" : "never cuts what is too long";
    test(tooLong, null, async ({ ask }) => {
      const { answer, failure, calls } = await ask(long);
      if (under.cutsSilently) {
        expect(calls[0]?.promptTokens).toBeLessThan(long.promptTokens);
        return;
      }
      expect(answer).toBeNull();
      expect(failure).toMatchObject({ reason: "input_too_long", safeToRetry: false, serverFault: false });
      expect(calls[0]).toMatchObject({ raw: null, error: expect.stringMatching(/./) });
    });

    test("gives a call up before it starts", null, async ({ ask }) => {
      expectAborted(await ask({ signal: AbortSignal.abort() }));
    });

    test(
      "gives a call up on its way, and answers the next one",
      under.takesItsTime || faults.slow ? null : "it cannot be made slow",
      async ({ ask }) => {
        const slow = under.takesItsTime ? null : await inCondition("slow");
        const request = { ...conformanceRequest(), ...wordy, signal: AbortSignal.timeout(60) };
        expectAborted(await (slow ? slow.call(request) : ask(request)));
        expect((await ask()).failure).toBeNull();
      },
    );

    test("ends what runs when it is closed, and answers nothing after", null, async () => {
      const model = under.takesItsTime ? await under.make() : ((await faults.slow?.()) ?? (await under.make()));
      const running = model.call({ ...conformanceRequest(), ...wordy });
      await model.close();
      for (const { answer, failure, calls } of [await running, await model.call(conformanceRequest())]) {
        expect(answer).toBeNull();
        expect(failure).not.toBeNull();
        expect(calls.at(-1)?.error).toMatch(/./);
      }
      expect(await model.isReachable()).toBe(false);
      await model.close();
    });

    test("says when an answer was cut off", offered("cutOff"), async () => {
      const { answer, calls } = await (await inCondition("cutOff")).call(conformanceRequest());
      expect([answer?.finishReason, calls[0]?.finishReason]).toEqual(["length", "length"]);
    });

    test("says when it is not there", offered("unreachable"), async () => {
      const model = await inCondition("unreachable");
      const { failure, calls } = await model.call(conformanceRequest());
      expect(failure).toMatchObject({ reason: "model_unreachable", safeToRetry: true, serverFault: true });
      expect(calls[0]).toMatchObject({ raw: null, httpStatus: null, error: expect.stringMatching(/./) });
      expect(await model.isReachable()).toBe(false);
      await expect(model.probe()).rejects.toThrow(/./);
    });

    test("takes nothing for an answer that is none", offered("malformed"), async () => {
      const { answer, failure } = await (await inCondition("malformed")).call(conformanceRequest());
      expect(answer).toBeNull();
      expect(failure).toMatchObject({ reason: "model_error" });
    });

    test("says when it takes no more", offered("busy"), async () => {
      const { failure } = await (await inCondition("busy")).call(conformanceRequest());
      expect(failure).toMatchObject({ reason: "model_error", safeToRetry: true, serverFault: true });
    });
  });
}

function readEither(raw: string, finishReason: string | null): string {
  const reading = raw.trimStart().startsWith("{") ? parseJsonAnswer(raw, finishReason) : parseOutput(raw, finishReason);
  return reading.outcome === "unscored" ? reading.reason : reading.outcome;
}

function expectAborted({ answer, failure, calls }: CallResult): void {
  expect(answer).toBeNull();
  expect(failure).toMatchObject({ serverFault: false });
  expect(calls.map(({ error, raw }) => ({ error, raw }))).toEqual([{ error: "aborted", raw: null }]);
}
