/** Finds out what a server is and does by asking it, with a handful of small requests. */
import { randomUUID } from "node:crypto";
import type { Capabilities } from "@/inference/engines/model";
import type { Constraint, Dialect, Features } from "@/inference/engines/openai/dialect";
import { type Observations, probeWarnings } from "@/inference/engines/openai/probe-warnings";
import { type Completion, readAnswer } from "@/inference/engines/openai/read-answer";
import { readFailure } from "@/inference/engines/openai/read-failure";
import { lookAt, recogniseServer } from "@/inference/engines/openai/recognise-server";
import { requestBody } from "@/inference/engines/openai/request-body";
import type { ServerClient } from "@/inference/engines/openai/server-client";
import { countTokens } from "@/inference/windows/count-tokens";

const PROMPT = "We are meeting at the park on Sunday at ten, and I am bringing the sandwiches.";
const ANSWER_TOKENS = 96;
const FEW_TOKENS = 12;
const LITERAL = "VIGIL-OK";
/** One seed twice, and two others: two seeds may agree by chance. */
const SEEDS = [1, 1, 2, 3];

/** Allows one answer only, which no model gives by itself. */
const LITERAL_CONSTRAINT: Constraint = {
  name: "probe",
  grammar: `root ::= "${LITERAL}"\n`,
  regex: LITERAL,
  jsonSchema: {
    type: "object",
    properties: { answer: { type: "string", enum: [LITERAL] } },
    required: ["answer"],
    additionalProperties: false,
  },
};

type Given = { client: ServerClient; dialect: Dialect; model: string; output: Constraint };
type Ask = {
  features?: Partial<Features>;
  constraint?: Constraint;
  temperature?: number;
  seed?: number;
  maxTokens?: number;
};

const NOTHING: Features = { grammar: false, logprobs: false, priority: false };

async function ask({ client, dialect, model }: Given, given: Ask): Promise<Completion> {
  const body = requestBody(
    dialect,
    { ...NOTHING, grammar: given.constraint !== undefined, ...given.features },
    {
      model,
      prompt: PROMPT,
      temperature: given.temperature ?? 0,
      seed: given.seed ?? 1,
      maxTokens: given.maxTokens ?? ANSWER_TOKENS,
      constraint: given.constraint ?? null,
      urgency: given.features?.priority ? "urgent" : "normal",
      requestId: randomUUID(),
    },
  );
  return readAnswer(await client.complete(body, {}));
}

/** The answer, or null where this particular request failed: other ones were seen to work. */
async function tryAsk(given: Given, what: Ask): Promise<Completion | null> {
  return ask(given, what).catch(() => null);
}

/** A greedy answer, with log-probabilities where they can be had. @throws Error where the server does not answer at all */
async function askPlainly(given: Given): Promise<Completion> {
  const first = await tryAsk(given, { features: { logprobs: true } });
  if (first !== null) return first;
  try {
    return await ask(given, {});
  } catch (error) {
    throw new Error(readFailure(error, given.dialect).failure.detail);
  }
}

async function constraintBites(given: Given): Promise<boolean> {
  if (!given.dialect.constrains) return false;
  const [literal, output] = await Promise.all([
    tryAsk(given, { constraint: LITERAL_CONSTRAINT, maxTokens: 2 * FEW_TOKENS }),
    tryAsk(given, { constraint: given.output, maxTokens: FEW_TOKENS }),
  ]);
  const said = (literal?.raw ?? "").trim().replace(/^\{\s*"answer"\s*:\s*"(.*)"\s*\}$/s, "$1");
  return said === LITERAL && /^\s*[<{]/.test(output?.raw ?? "");
}

async function sampleSeeds(given: Given): Promise<Observations["samples"]> {
  const answers = await Promise.all(SEEDS.map((seed) => tryAsk(given, { temperature: 1, seed })));
  const [first, again, ...others] = answers.map((answer) => answer?.raw ?? null);
  if (first == null || again == null || others.includes(null)) return null;
  return { repeat: first === again, differ: others.some((other) => other !== first) };
}

/** What was found, and what may be asked of the server from now on. */
export type Probe = { capabilities: Capabilities; features: Features };

/** @throws Error, with a sentence for an admin, where the server does not answer */
export async function probeServer(given: Given): Promise<Probe> {
  const { client, dialect, model, output } = given;
  const look = lookAt(client);
  const plain = await askPlainly(given);
  const [recognised, grammar, samples, urgent] = await Promise.all([
    recogniseServer(look),
    constraintBites({ client, dialect, model, output }),
    sampleSeeds(given),
    tryAsk(given, { features: { priority: true }, maxTokens: 1 }),
  ]);
  // After the first answer, because Ollama says more of a model that is loaded.
  const facts = await dialect.describe(look, model);
  const alternatives = plain.logprobs?.some(({ top }) => top.length > 1) ?? false;
  const features = { grammar, logprobs: alternatives, priority: urgent !== null };
  const templateOverhead = plain.promptTokens === null ? null : plain.promptTokens - countTokens(PROMPT);
  const served = facts.models.includes(model) || facts.models[0] === undefined ? model : facts.models[0];
  return {
    features,
    capabilities: {
      // A router in front can hide what tells the kind.
      engine: recognised === "openai" ? dialect.engine : recognised,
      serverVersion: facts.version,
      model: served,
      revision: facts.revision,
      dtype: facts.dtype,
      contextLength: facts.contextLength,
      grammar,
      logprobs: alternatives,
      seeds: samples === null ? null : samples.repeat && samples.differ,
      templateOverhead,
      warnings: probeWarnings({
        asked: { engine: dialect.engine, model },
        recognised,
        facts,
        features,
        plain,
        samples,
        templateOverhead,
        constrains: dialect.constrains,
      }),
      probedAt: new Date(),
    },
  };
}
