/** Composes the answer to one chat-completions request. Part of a test tool. */
import {
  type ChatRequest,
  isGreedy,
  maxTokens,
  promptTokens,
  reviewedText,
} from "@/inference/testing/model-server/chat-request";
import type { createChoices } from "@/inference/testing/model-server/choices";
import { constrain } from "@/inference/testing/model-server/constraint";
import type { Dialect, Reply } from "@/inference/testing/model-server/dialects/dialect";
import { drawFor } from "@/inference/testing/model-server/draw";
import type { FaultKind } from "@/inference/testing/model-server/faults";
import { judge, writeAnswer } from "@/inference/testing/model-server/judge";
import type { ModelServerOptions } from "@/inference/testing/model-server/options";

/** SGLang's seed when deterministic inference is on and the request names none. */
const DEFAULT_SEED = 42;

type Context = {
  dialect: Dialect;
  options: ModelServerOptions;
  choicesOf: ReturnType<typeof createChoices>;
  fault: FaultKind | null;
  /** Counts the requests; the chance of a server that ignores seeds. */
  nth: number;
  /** When set, every text is answered as this one would be. */
  readAs: string | null;
};
export type Completion = { reply: Reply; promptTokens: number; completionTokens: number };

function seedOf({ seed }: ChatRequest, { options, nth }: Context): number {
  if (options.seeds === "ignored") return nth;
  return options.seeds === "fixed" ? DEFAULT_SEED : (seed ?? DEFAULT_SEED);
}

const LOOP = "The user says that they say that ";

/** What a free answer becomes under a fault of its words; a constraint leaves no room for these. */
function wordsUnder(fault: FaultKind | null, answer: string): string {
  if (fault === "garbage") return "risks risks }} 0x7f <risk ;; the the";
  if (fault === "refusal") return "I'm sorry, but I can't help with that.";
  if (fault === "repeated") return `<reflection>${LOOP.repeat(400)}`;
  return fault === "repeated-clear" ? `<reflection>${LOOP.repeat(12)}</reflection>\n<risks/>` : answer;
}

/** @returns the reply with what it costs in tokens, or only a reply (an error) when the request is not taken */
export function complete(request: ChatRequest, context: Context): Completion | Reply {
  const { dialect, options, fault } = context;
  const whole = promptTokens(request, options.countTokens);
  const asked = maxTokens(request);
  const long = dialect.tooLong(whole, asked, options.contextLength);
  if (long !== null && long !== "cut") return long;
  const prompt = long === "cut" ? options.contextLength : whole;
  const constraints = options.ignores.includes("constraint") ? [] : dialect.constraints(request);
  if (constraints.length > 1) return dialect.error(400, "Only one of regex, json_schema and ebnf can be given.");

  const given = reviewedText(request);
  // What is cut is the beginning.
  const read = long === "cut" ? given.slice(-Math.floor((given.length * prompt) / whole)) : given;
  const text = context.readAs ?? read;
  const judgement = judge(text, isGreedy(request) ? null : drawFor(text, seedOf(request, context)));
  const [constraint] = constraints;
  const answer = constraint ? constrain(constraint, judgement) : wordsUnder(fault, writeAnswer(judgement));
  if (answer === null) return dialect.error(400, "The constraint could not be compiled.");

  const wantsLogprobs = request.logprobs === true && !options.ignores.includes("logprobs");
  const room = long === "cut" ? Number.POSITIVE_INFINITY : options.contextLength - prompt;
  const choices = context.choicesOf({
    answer,
    judgement,
    fault,
    limit: Math.min(asked ?? Number.POSITIVE_INFINITY, room),
    top: wantsLogprobs ? (request.top_logprobs ?? 0) : null,
    count: request.n ?? 1,
  });
  const told = fault === "wrong-prompt-tokens" ? Math.ceil(prompt / 2) : prompt;
  const head = {
    id: dialect.requestId(request) ?? `stand-in-${context.nth}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    usage: { prompt_tokens: told, completion_tokens: choices.tokens, total_tokens: told + choices.tokens },
  };
  const reply = { status: 200, text: `${JSON.stringify(head).slice(0, -1)},"choices":${choices.json}}` };
  return { reply, promptTokens: prompt, completionTokens: choices.tokens };
}
