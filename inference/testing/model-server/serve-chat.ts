/** Takes chat completions: faults, refusals, a place in the batch, the answer when it is done. Part of a test tool. */
import type { ServerResponse } from "node:http";
import type { CallLog } from "@/inference/testing/model-server/call-log";
import { type ChatRequest, reviewedText } from "@/inference/testing/model-server/chat-request";
import { createChoices } from "@/inference/testing/model-server/choices";
import { type Completion, complete } from "@/inference/testing/model-server/complete";
import type { Dialect, Reply } from "@/inference/testing/model-server/dialects/dialect";
import type { Fault, Faults } from "@/inference/testing/model-server/faults";
import type { ModelServerOptions, ServiceTime } from "@/inference/testing/model-server/options";
import type { Call, Slots } from "@/inference/testing/model-server/slots";
import { send, sendHalf, transportFault } from "@/inference/testing/model-server/wire";

/** What may be changed while a server runs; it counts for requests that come later. */
export type Settings = {
  time: ServiceTime;
  /** While set, every text is answered as this one would be. */
  readAs: string | null;
};

type Parts = {
  dialect: Dialect;
  options: ModelServerOptions;
  settings: Settings;
  faults: Faults;
  slots: Slots;
  log: CallLog;
};

function workOf({ promptTokens, completionTokens }: Completion, time: ServiceTime, fault: Fault | null): number {
  const late = fault?.kind === "slow" ? fault.slowMs : 0;
  if (time.kind === "fixed") return time.serviceMs + late;
  return promptTokens * time.prefillMsPerToken + completionTokens * time.decodeMsPerToken + late;
}

/** @returns a function that takes one chat request and sees to its answer */
export function createChat({ dialect, options, settings, faults, slots, log }: Parts) {
  const choicesOf = createChoices(dialect);
  let nth = 0;

  function refuse(response: ServerResponse, reply: Reply): void {
    log.counts.refused += 1;
    send(response, reply);
  }

  /** @returns what the request is refused with, or null when it is on its way or was broken on purpose */
  function take(request: ChatRequest, response: ServerResponse): Reply | null {
    const fault = faults.strike(reviewedText(request));
    const broken = transportFault(fault, dialect);
    if (broken === "reset" || broken === "half-open") {
      log.counts.dropped += 1;
      if (broken === "reset") response.destroy();
      return null;
    }
    if (broken !== null) return broken;
    if (request.stream) return dialect.error(400, "this server of the tests does not stream");
    const refusal = dialect.refuses(request, options);
    if (refusal !== null) return refusal;
    nth += 1;
    const context = { dialect, options, choicesOf, fault: fault?.kind ?? null, nth, readAs: settings.readAs };
    const completion = complete(request, context);
    if (!("reply" in completion)) return completion;
    const call: Call = {
      rank: options.prioritised ? dialect.rank(request) : 0,
      workMs: workOf(completion, settings.time, fault),
      requestId: dialect.requestId(request),
      onEnd(how) {
        if (how === "evicted") {
          send(response, dialect.error(503, "The request is aborted by a higher priority request."));
        } else if (how === "aborted") {
          const ended = complete(request, { ...context, fault: "abort" });
          send(response, "reply" in ended ? ended.reply : ended);
        } else {
          log.counts.finished += 1;
          log.counts.promptTokens += completion.promptTokens;
          log.counts.generatedTokens += completion.completionTokens;
          if (fault?.kind === "half-body") sendHalf(response, completion.reply);
          else send(response, completion.reply);
        }
      },
    };
    if (!slots.submit(call)) return dialect.error(dialect.full.status, dialect.full.message);
    response.once("close", () => {
      if (!response.writableEnded) slots.cancel(call);
    });
    return null;
  }

  return {
    refuse,
    chat(request: ChatRequest, response: ServerResponse): void {
      const refusal = take(request, response);
      if (refusal !== null) refuse(response, refusal);
    },
  };
}
