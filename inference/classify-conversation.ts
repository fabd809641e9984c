import "server-only";
import type { ReadableMessage } from "@/domain/ingest/message";
import type { ConversationReading, FoundRisk, WindowReading } from "@/inference/conversation-reading";
import type { Engine, EngineReading, ReadOptions } from "@/inference/engines/engine";
import type { EngineCall, Model } from "@/inference/engines/model";
import { MODEL_FAILURES } from "@/inference/risk";
import { askJudge } from "@/inference/strategies/ask-judge";
import { runStrategy } from "@/inference/strategies/run-strategy";
import { SINGLE, type Strategy } from "@/inference/strategies/strategy";
import { buildWindows, type Window } from "@/inference/windows/build-windows";
import { windowFingerprint } from "@/inference/windows/fingerprint";
import { locateRisks } from "@/inference/windows/locate-risks";
import { mergeWindows } from "@/inference/windows/merge-windows";
import { placeWindow } from "@/inference/windows/move-reading";
import { log } from "@/lib/log/log";

/** Windows of one conversation read at once: a long one must not keep the model from all others. */
const WINDOWS_AT_ONCE = 4;

export type ModelEngineOptions = {
  /** The keyword rules: they point to the messages behind a risk, and say what they see while no model answers. */
  rules: (messages: readonly ReadableMessage[]) => ConversationReading;
  /** Reads instead while no server of the model can be reached. */
  backup?: Engine;
};

/** Everything that one reading of one conversation shares. */
type Run = {
  model: Model;
  rules: ModelEngineOptions["rules"];
  messages: readonly ReadableMessage[];
  options: ReadOptions;
  strategy: Strategy;
  isLong: boolean;
  calls: EngineCall[];
};

async function askStrategy(
  run: Run,
  { prompt, promptTokens }: Pick<Window, "prompt" | "promptTokens">,
  window: number,
) {
  const { model, options, strategy } = run;
  const result = await runStrategy(strategy, async ({ index, seed, temperature }) => {
    const { calls, ...vote } = await askJudge(model, {
      prompt,
      promptTokens,
      seed,
      temperature,
      constrained: false,
      urgency: options.urgency ?? "normal",
      purpose: "read",
      judge: index,
      window,
      ...(options.signal && { signal: options.signal }),
    });
    run.calls.push(...calls);
    return vote;
  });
  if (result.identical) {
    log.warn(
      { model: model.model, strategy: strategy.name },
      "all judges gave one answer: the server may ignore seeds",
    );
  }
  return result;
}

/** Asks once about a smaller run of messages: only to find the ones behind a risk, so that failing costs nothing. */
async function askToLocate(
  run: Run,
  messages: readonly ReadableMessage[],
  window: number,
): Promise<ConversationReading> {
  const [whole, ...more] = await buildWindows(messages);
  if (!whole || more.length > 0) throw new RangeError("part of a window fits into no window");
  const { reading } = await runStrategy(SINGLE, async ({ seed, temperature }) => {
    const { calls, ...vote } = await askJudge(run.model, {
      prompt: whole.prompt,
      promptTokens: whole.promptTokens,
      seed,
      temperature,
      constrained: false,
      urgency: run.options.urgency ?? "normal",
      purpose: "locate",
      judge: 0,
      window,
      ...(run.options.signal && { signal: run.options.signal }),
    });
    run.calls.push(...calls);
    return vote;
  });
  return reading;
}

async function readWindow(run: Run, window: Window, position: number): Promise<WindowReading> {
  const { model, options, strategy } = run;
  const { first, last } = window;
  const seen = model.capabilities();
  const fingerprint = windowFingerprint({
    model: seen?.model ?? model.model,
    revision: seen?.revision ?? null,
    strategy,
    prompt: window.prompt,
  });
  const known = options.known?.(fingerprint);
  if (known) return placeWindow(known, first, last);
  const { reading, score } = await askStrategy(run, window, position);
  const located =
    reading.outcome === "risk"
      ? await locateRisks({
          window,
          risks: reading.risks,
          rules: run.rules,
          ask: run.isLong ? (part) => askToLocate(run, part, position) : null,
        })
      : null;
  const placed = reading.outcome === "risk" && located ? { ...reading, risks: located } : reading;
  return { fingerprint, first, last, reading: placed, score, reused: false };
}

/** Reads every window, the newest first: what was said last is what is due first. In the conversation's order. */
async function readWindows(run: Run, windows: readonly Window[]): Promise<WindowReading[]> {
  const readings: WindowReading[] = [];
  const waiting = [...windows.entries()];
  const readers = Array.from({ length: Math.min(WINDOWS_AT_ONCE, waiting.length) }, async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [position, window] = next;
      readings[position] = await readWindow(run, window, position);
    }
  });
  await Promise.all(readers);
  return readings;
}

/** While the model is away the rules say what they see: it makes the case more urgent, and clears nothing. */
function withRules(reading: ConversationReading, run: Run): ConversationReading {
  if (reading.outcome !== "unscored" || !MODEL_FAILURES.includes(reading.reason)) return reading;
  const rules = run.rules(run.messages);
  const seen: readonly FoundRisk[] = rules.outcome === "unscored" ? rules.suspected : rules.risks;
  const named = reading.suspected;
  const isNew = (risk: FoundRisk) => !named.some(({ subject, type }) => subject === risk.subject && type === risk.type);
  return { ...reading, suspected: [...named, ...seen.filter(isNew)] };
}

/** Nobody answered: what some judge or window already saw would be lost with the reading. */
function canBeReplaced({ reason, suspected }: Extract<ConversationReading, { outcome: "unscored" }>): boolean {
  return reason === "model_unreachable" && suspected.length === 0;
}

/**
 * The engine of a model: the conversation in windows, each read with the strategy, put together again. What a judge, a
 * window or a server fails to give makes the reading unscored or incomplete, and never clear.
 */
export function createModelEngine(model: Model, { rules, backup }: ModelEngineOptions): Engine {
  async function read(messages: readonly ReadableMessage[], options: ReadOptions = {}): Promise<EngineReading> {
    const started = performance.now();
    const strategy = options.strategy ?? SINGLE;
    const windows = await buildWindows(messages);
    const run: Run = { model, rules, messages, options, strategy, isLong: windows.length > 1, calls: [] };
    const readings = await readWindows(run, windows);
    const { reading, incomplete, score } = mergeWindows(readings, messages.length);
    if (backup && reading.outcome === "unscored" && canBeReplaced(reading)) {
      const instead = await backup.read(messages, { ...options, known: () => null });
      return { ...instead, provisional: true, calls: [...run.calls, ...instead.calls] };
    }
    const seen = model.capabilities();
    return {
      reading: withRules(reading, run),
      windows: readings,
      calls: run.calls,
      engine: model.engine,
      model: run.calls.findLast(({ raw }) => raw !== null)?.model ?? seen?.model ?? model.model,
      modelRevision: seen?.revision ?? null,
      dtype: seen?.dtype ?? null,
      strategy,
      provisional: false,
      incomplete,
      score,
      latencyMs: Math.round(performance.now() - started),
    };
  }

  return {
    get name() {
      return model.engine;
    },
    get model() {
      return model.capabilities()?.model ?? model.model;
    },
    read,
    // Not the stand-in: what it read is to be read again once this one answers, and not before.
    isReachable: () => model.isReachable(),
  };
}
