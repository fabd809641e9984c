import type { Features, ModelServer } from "@/inference/engines/openai/dialect";
import type { Completion } from "@/inference/engines/openai/read-answer";
import type { ServerFacts } from "@/inference/engines/openai/server-facts";
import { TEMPLATE_TOKENS } from "@/inference/windows/count-tokens";

/** What the model can see at once, and what every window is cut for. */
const CONTEXT_TOKENS = 2048;

export const ANSWERS_AS_REASONING =
  "The server puts the answer where thinking belongs: start it without a reasoning parser.";

export type Observations = {
  asked: { engine: ModelServer; model: string };
  recognised: ModelServer;
  facts: ServerFacts;
  features: Features;
  constrains: boolean;
  /** A greedy answer. */
  plain: Completion;
  /** Sampled answers: whether one seed repeated itself and whether others differed; null where that could not be tried. */
  samples: { repeat: boolean; differ: boolean } | null;
  /** Tokens of the prompt by the server's count, less those by our own; null where it does not count. */
  templateOverhead: number | null;
};

function ofWeights({ facts, asked, recognised }: Observations): (string | false)[] {
  const { dtype, contextLength, models } = facts;
  const half = /^(float16|fp16|half|f16)$/i.test(dtype ?? "");
  const wide = /^(float32|fp32|f32)$/i.test(dtype ?? "");
  const right = /^(bfloat16|bf16|auto)$/i.test(dtype ?? "auto");
  return [
    asked.engine !== "openai" &&
      recognised !== "openai" &&
      recognised !== asked.engine &&
      `The server answers like ${recognised}, but is asked as ${asked.engine}: set INFERENCE_ENGINE=${recognised}.`,
    models[0] !== undefined &&
      !models.includes(asked.model) &&
      `The server does not list ${asked.model}; it serves ${models.slice(0, 3).join(", ")}: set INFERENCE_MODEL to what it serves.`,
    half && `The weights run as ${dtype}, which the model's makers call numerically unstable: serve them as bfloat16.`,
    wide && `The weights run as ${dtype}, which takes twice the memory and gains nothing: serve them as bfloat16.`,
    !half && !wide && !right && `The weights are quantised (${dtype}), which costs accuracy: serve them as bfloat16.`,
    contextLength !== null &&
      contextLength < CONTEXT_TOKENS &&
      `The server reads ${contextLength} tokens at once, and Vigil sends up to ${CONTEXT_TOKENS}: give it that much.`,
  ];
}

function ofAnswers(seen: Observations): (string | false)[] {
  const { plain, templateOverhead, features, samples, asked } = seen;
  const thinks = /^\s*<think>\s*[^\s<]/.test(plain.raw);
  return [
    plain.fromReasoning && ANSWERS_AS_REASONING,
    thinks && "The model thinks aloud before it answers, which leaves no room for the answer: check its chat template.",
    templateOverhead === null &&
      "The server does not say how many tokens it read, so that a conversation that it cut would not be noticed.",
    templateOverhead !== null &&
      templateOverhead !== TEMPLATE_TOKENS &&
      `A prompt comes with ${templateOverhead} tokens more than its text, and ${TEMPLATE_TOKENS} are expected: the chat template or the tokenizer is not the model's own.`,
    !features.grammar &&
      seen.constrains &&
      "A constraint on the output was sent and had no effect: an answer that is not understood can only be asked for again freely.",
    !seen.constrains && "This server cannot hold an answer to the output format.",
    !features.logprobs && "No token probabilities came back: readings have no score to rank by.",
    samples !== null &&
      !samples.differ &&
      "Different seeds give the same answer: a panel would be one judge asked several times.",
    samples?.differ === true &&
      !samples.repeat &&
      `One seed gives different answers: sampled readings cannot be repeated${asked.engine === "sglang" ? "; --enable-deterministic-inference would change that" : ""}.`,
    asked.engine === "vllm" &&
      !features.priority &&
      "Urgent conversations wait in line with all others: start vLLM with --scheduling-policy priority.",
  ];
}

/** What an admin should know after a probe, as whole sentences that say what to mend. */
export function probeWarnings(seen: Observations): string[] {
  return [...ofWeights(seen), ...seen.facts.warnings, ...ofAnswers(seen)].filter((each) => each !== false);
}
