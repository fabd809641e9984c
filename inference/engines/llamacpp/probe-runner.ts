import type { Completion, CompletionRequest, ModelFacts } from "@/inference/engines/llamacpp/messages";
import type { RunnerClient } from "@/inference/engines/llamacpp/runner-client";
import type { Capabilities } from "@/inference/engines/model";

/** A word that no model says of itself. */
const LITERAL = "vigil-constraint-7";
const PROMPT = "How was the walk along the river?";
const SAMPLE_TOKENS = 12;
/** Well above that of a panel, so that a few tokens are enough to tell two seeds apart. */
const SAMPLE_TEMPERATURE = 1.5;
const NEEDED_TOKENS = 2048;

function warningsOf(model: string, facts: ModelFacts, seen: { grammar: boolean; logprobs: boolean; seeds: boolean }) {
  const warnings: string[] = [];
  if (facts.weights === null) {
    warnings.push(
      `${model} does not say in which number format its weights are; the model is meant to run in bfloat16.`,
    );
  } else if (facts.weights !== "BF16") {
    warnings.push(
      `The weights in ${model} are ${facts.weights}, not bfloat16: measure it on your own labels before relying on it.`,
    );
  }
  if (facts.contextTokens < NEEDED_TOKENS) {
    warnings.push(`${model} takes ${facts.contextTokens} tokens at once, and ${NEEDED_TOKENS} are needed.`);
  }
  if (!seen.grammar)
    warnings.push(`${model} did not keep to a constraint, so that answers cannot be held to the format.`);
  if (!seen.logprobs) warnings.push(`${model} gave no probabilities, so that its readings have no scores.`);
  if (!seen.seeds) warnings.push(`${model} does not repeat an answer for a seed, or ignores seeds.`);
  return warnings;
}

/**
 * Loads the file and looks at what it does with a few short requests.
 *
 * @returns what was seen; `revision` is the SHA-256 of the file
 * @throws Error with a sentence for an admin where it cannot be loaded or does not answer
 */
export async function probeRunner(runner: RunnerClient, engine: string, model: string): Promise<Capabilities> {
  const facts = await runner.facts();
  const ask = async (request: Partial<CompletionRequest>): Promise<Extract<Completion, { outcome: "answered" }>> => {
    const base = { prompt: PROMPT, seed: 1, temperature: 0, maxTokens: SAMPLE_TOKENS, grammar: null, logprobs: false };
    const outcome = await runner.ask({ ...base, ...request }, "urgent");
    if (outcome.outcome !== "answered")
      throw new Error(`The model did not answer a short request (${outcome.outcome}).`);
    return outcome;
  };
  const sample = async (seed: number) => (await ask({ seed, temperature: SAMPLE_TEMPERATURE })).raw;
  const held = await ask({ maxTokens: 40, grammar: `root ::= "${LITERAL}</reflection>."`, logprobs: true });
  const samples = [await sample(1), await sample(1), await sample(2), await sample(3)];
  const grammar = held.raw === `${LITERAL}</reflection>.`;
  const logprobs = held.logprobs?.some(({ logprob }) => Number.isFinite(logprob)) ?? false;
  const seeds = samples[0] === samples[1] && new Set(samples).size > 1;
  return {
    engine,
    serverVersion: facts.version,
    model,
    revision: await runner.hash(),
    dtype: facts.weights,
    contextLength: facts.contextTokens,
    grammar,
    logprobs,
    seeds,
    warnings: warningsOf(model, facts, { grammar, logprobs, seeds }),
    probedAt: new Date(),
  };
}
