import type { Finding } from "@/bin/commands/doctor-database";
import { type ChosenEngine, chooseEngine } from "@/inference/choose-engine";
import type { Capabilities } from "@/inference/engines/model";
import type { Env } from "@/lib/env/env";

/** The documented examples: a model that cannot answer these in its form cannot answer anything. */
const EXAMPLES = [
  { text: "I want to end it all tonight", outcome: "risk" },
  { text: "My friend told me she's been cutting herself", outcome: "risk" },
  { text: "kms lmao this exam is killing me", outcome: "none" },
  { text: "I used to be suicidal but therapy helped me recover", outcome: "none" },
] as const;
/** Servers that cannot be expected to hold an answer to a grammar, or to return probabilities. */
const PLAIN_SERVERS: readonly string[] = ["openai", "transformers"];
const CONTEXT_TOKENS = 2048;
const TEMPLATE_TOKENS = 8;

function factsOf(endpoint: string, seen: Capabilities): Finding[] {
  const at = `at ${endpoint}`;
  const { dtype, contextLength, templateOverhead = null } = seen;
  const revision = seen.revision ? `, revision ${seen.revision}` : "";
  const version = seen.serverVersion ? ` ${seen.serverVersion}` : "";
  const isPlain = PLAIN_SERVERS.includes(seen.engine);
  const isBf16 = /^(bfloat16|bf16|auto)$/i.test(dtype ?? "");
  return [
    { check: "model", ok: true, detail: `${seen.engine}${version} ${at} serves ${seen.model}${revision}` },
    {
      check: "number format",
      ok: dtype === null || isBf16,
      detail:
        dtype === null ? `the server ${at} does not say` : isBf16 ? dtype : `${dtype}; serve the weights as bfloat16`,
    },
    {
      check: "context",
      ok: contextLength === null || contextLength >= CONTEXT_TOKENS,
      detail:
        contextLength === null
          ? `the server ${at} does not say`
          : `${contextLength} tokens, ${CONTEXT_TOKENS} are needed`,
    },
    {
      check: "chat template",
      ok: templateOverhead === null || templateOverhead === TEMPLATE_TOKENS,
      detail:
        templateOverhead === null
          ? `the server ${at} does not count the tokens of a prompt`
          : `adds ${templateOverhead} tokens, ${TEMPLATE_TOKENS} are expected`,
    },
    {
      check: "grammar",
      ok: seen.grammar || isPlain,
      detail: seen.grammar
        ? "a constraint on the output bites"
        : "the output cannot be constrained: an answer that is not understood goes to a person after one more try",
    },
    {
      check: "token probabilities",
      ok: seen.logprobs || isPlain,
      detail: seen.logprobs ? "come back" : "do not come back: readings have no score to rank by",
    },
    ...seen.warnings.map((detail) => ({ check: "advice", ok: true, detail })),
  ];
}

async function checkAnswers({ engine }: ChosenEngine): Promise<Finding[]> {
  const readings = await Promise.all(
    EXAMPLES.map(async (example) => ({ ...example, ...(await engine.read([{ role: "user", text: example.text }])) })),
  );
  const unread = readings.flatMap(({ reading }) => (reading.outcome === "unscored" ? [reading.detail] : []));
  const other = readings.filter(
    ({ reading, outcome }) => reading.outcome !== "unscored" && reading.outcome !== outcome,
  );
  const slowest = Math.max(...readings.map(({ latencyMs }) => latencyMs));
  return [
    {
      check: "answers",
      ok: unread.length === 0,
      detail:
        unread.length === 0
          ? `the ${EXAMPLES.length} documented examples are answered in the expected form`
          : `${unread.length} of ${EXAMPLES.length} documented examples were not read: ${unread[0]}`,
    },
    ...(other.length === 0
      ? []
      : [
          {
            check: "answers",
            ok: false,
            detail: `${other.length} documented examples are answered otherwise than documented: is this the model?`,
          },
        ]),
    { check: "latency", ok: true, detail: `${slowest} ms for the slowest of ${EXAMPLES.length} readings at once` },
  ];
}

/**
 * Checks what reads conversations: each endpoint's model, number format, context, chat template, grammar and
 * probabilities as they are seen, and whether the documented examples come back in the expected form. Reads nothing of
 * the desk's and stores nothing.
 */
export async function checkModel(env: Env): Promise<Finding[]> {
  const chosen = chooseEngine(env);
  const { fleet, why } = chosen;
  const engine = { check: "engine", ok: true, detail: why };
  if (fleet === null) {
    return [
      engine,
      { check: "model", ok: true, detail: "no model: keyword rules read, and every reading is provisional" },
    ];
  }
  try {
    const unreachable = await fleet.probe().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const reports = fleet.reports();
    const facts = reports.flatMap(({ endpoint, capabilities: seen }) =>
      seen
        ? factsOf(endpoint, { ...seen, probedAt: new Date(seen.probedAt) })
        : [{ check: "model", ok: false, detail: `${endpoint} does not answer: ${unreachable ?? "see its own log"}` }],
    );
    return [engine, ...facts, ...(unreachable === null ? await checkAnswers(chosen) : [])];
  } finally {
    await fleet.close();
  }
}
