import type { Completion, CompletionRequest, ModelFacts } from "@/inference/engines/llamacpp/messages";
import type { RunnerClient } from "@/inference/engines/llamacpp/runner-client";
import type { Capabilities } from "@/inference/engines/model";
import { countTokens, TEMPLATE_TOKENS } from "@/inference/windows/count-tokens";

/** What no model says of itself. */
const LITERAL = "vigil-constraint-7.";
const LITERAL_TOKENS = 40;
const PROMPT = "How was the walk along the river?";
const SAMPLE_TOKENS = 12;
/** Well above that of a panel, so that a few tokens are enough to tell two seeds apart. */
const SAMPLE_TEMPERATURE = 1.5;
const NEEDED_TOKENS = 2048;

type Observations = Pick<Capabilities, "grammar" | "logprobs"> & {
  repeats: boolean;
  differs: boolean;
  thinks: boolean;
  templateOverhead: number;
};

function warningsOf(model: string, { weights, contextTokens }: ModelFacts, seen: Observations): string[] {
  const possible = [
    weights === null && `${model} does not say in which number format its weights are: bfloat16 is the one to use.`,
    weights !== null &&
      weights !== "BF16" &&
      `The weights in ${model} are ${weights}, not bfloat16: measure it on your own labels before relying on it.`,
    contextTokens < NEEDED_TOKENS &&
      `${model} reads ${contextTokens} tokens at once, and Vigil sends up to ${NEEDED_TOKENS}: it is another kind of model.`,
    seen.templateOverhead !== TEMPLATE_TOKENS &&
      `A prompt comes with ${seen.templateOverhead} tokens more than its text, and ${TEMPLATE_TOKENS} are expected: the chat template or the tokenizer of ${model} is not the model's own.`,
    seen.thinks &&
      `${model} thinks aloud before it answers, which leaves no room for the answer: it is another kind of model.`,
    !seen.grammar &&
      `${model} did not keep to a constraint: an answer that is not understood can only be asked for again freely.`,
    !seen.logprobs && `${model} gave no token probabilities: readings have no score to rank by.`,
    !seen.differs && "Different seeds give the same answer: a panel would be one judge asked several times.",
    seen.differs && !seen.repeats && "One seed gives different answers: sampled readings cannot be repeated.",
  ];
  return possible.filter((each) => each !== false);
}

/** What was seen of a loaded file; `facts` is the very object of that load. */
export type Probed = { facts: ModelFacts; capabilities: Capabilities };

/**
 * Loads the file and looks at what it does with a few short requests. A file that has stayed loaded since it was looked
 * at cannot have changed, so then one request has to do: reading gigabytes for a hash and drawing samples keep a
 * processor busy that has conversations to read.
 *
 * @param before what was seen the last time
 * @returns what is seen; `revision` is the SHA-256 of the file
 * @throws Error with a sentence for an admin where it cannot be loaded or does not answer
 */
export async function probeRunner(
  runner: RunnerClient,
  engine: string,
  model: string,
  before: Probed | null,
): Promise<Probed> {
  const facts = await runner.facts();
  const ask = async (request: Partial<CompletionRequest>): Promise<Extract<Completion, { outcome: "answered" }>> => {
    const base = { prompt: PROMPT, seed: 1, temperature: 0, maxTokens: SAMPLE_TOKENS, grammar: null, logprobs: false };
    const outcome = await runner.ask({ ...base, ...request }, "urgent");
    if (outcome.outcome === "answered") return outcome;
    throw new Error(`The model did not answer a short request (${outcome.outcome}).`);
  };
  if (before?.facts === facts) {
    await ask({ maxTokens: 1 });
    return { facts, capabilities: { ...before.capabilities, probedAt: new Date() } };
  }
  const sample = async (seed: number) => (await ask({ seed, temperature: SAMPLE_TEMPERATURE })).raw;
  const held = await ask({ maxTokens: LITERAL_TOKENS, grammar: `root ::= "${LITERAL}"`, logprobs: true });
  const plain = await ask({});
  const [first, again, ...others] = [await sample(1), await sample(1), await sample(2), await sample(3)];
  const seen: Observations = {
    grammar: held.raw === LITERAL,
    logprobs: held.logprobs?.some(({ logprob }) => Number.isFinite(logprob)) ?? false,
    repeats: first === again,
    differs: others.some((other) => other !== first),
    thinks: /^\s*<think>\s*[^\s<]/.test(plain.raw),
    templateOverhead: plain.promptTokens - countTokens(PROMPT),
  };
  const capabilities: Capabilities = {
    engine,
    serverVersion: facts.version,
    model,
    revision: await runner.hash(),
    dtype: facts.weights,
    contextLength: facts.contextTokens,
    grammar: seen.grammar,
    logprobs: seen.logprobs,
    seeds: seen.repeats && seen.differs,
    templateOverhead: seen.templateOverhead,
    warnings: warningsOf(model, facts, seen),
    probedAt: new Date(),
  };
  return { facts, capabilities };
}
