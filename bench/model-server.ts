/**
 * `npm run model-server -- --port 30000 --dialect sglang --service-ms 50 --rate 100`: a model server to test against.
 * It is a test tool and no model; it listens on loopback only. See inference/testing/model-server/start-model-server.ts.
 */
import { parseArgs } from "node:util";
import { faultSchema } from "@/inference/testing/model-server/faults";
import { DEFAULT_OPTIONS, DIALECTS, type ModelServerOptions, slotsFor } from "@/inference/testing/model-server/options";
import { startModelServer } from "@/inference/testing/model-server/start-model-server";
import { countTokens } from "@/inference/windows/count-tokens";

const USAGE = `usage: npm run model-server -- [--port 30000] [--dialect ${DIALECTS.join("|")}] [--model ID]
  [--api-key KEY] [--context-length 2048] [--precision bfloat16|float16|quantised] [--seeds honoured|ignored|fixed]
  [--service-ms 50] [--rate PER_SECOND | --max-running N] [--max-queued 256]
  [--prefill-ms-per-token X --decode-ms-per-token Y] [--slowdown SHARE]
  [--fault '{"kind": "503", "share": 0.1}']…`;

class WrongUse extends Error {}

function number(name: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const value = Number(given);
  if (!Number.isFinite(value) || value < 0) throw new WrongUse(`--${name} must be a number from 0 on`);
  return value;
}

function oneOf<Value extends string>(name: string, given: string | undefined, known: readonly Value[]) {
  const value = known.find((one) => one === given);
  if (given !== undefined && value === undefined) throw new WrongUse(`--${name} must be one of ${known.join(", ")}`);
  return value;
}

function optionsFrom(args: string[]): ModelServerOptions {
  const names = [
    ...["port", "dialect", "model", "api-key", "context-length", "precision", "seeds", "service-ms", "rate"],
    ...["max-running", "max-queued", "prefill-ms-per-token", "decode-ms-per-token", "slowdown"],
  ];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const parsed = parseArgs({ args, options: { ...options, fault: { type: "string" as const, multiple: true } } });
  const values: Record<string, unknown> = parsed.values;
  const text = (name: string) => (typeof values[name] === "string" ? values[name] : undefined);
  const serviceMs = number("service-ms", text("service-ms")) ?? 50;
  const prefill = number("prefill-ms-per-token", text("prefill-ms-per-token"));
  const decode = number("decode-ms-per-token", text("decode-ms-per-token"));
  const rate = number("rate", text("rate"));
  return {
    ...DEFAULT_OPTIONS,
    dialect: oneOf("dialect", text("dialect"), DIALECTS) ?? DEFAULT_OPTIONS.dialect,
    port: number("port", text("port")) ?? 30_000,
    model: text("model") ?? DEFAULT_OPTIONS.model,
    apiKey: text("api-key") ?? null,
    contextLength: number("context-length", text("context-length")) ?? DEFAULT_OPTIONS.contextLength,
    precision: oneOf("precision", text("precision"), ["bfloat16", "float16", "quantised"]) ?? "bfloat16",
    seeds: oneOf("seeds", text("seeds"), ["honoured", "ignored", "fixed"]) ?? "honoured",
    time:
      prefill === null && decode === null
        ? { kind: "fixed", serviceMs }
        : { kind: "tokens", prefillMsPerToken: prefill ?? 0, decodeMsPerToken: decode ?? 0 },
    slowdown: number("slowdown", text("slowdown")) ?? 0,
    maxRunning:
      rate === null
        ? (number("max-running", text("max-running")) ?? DEFAULT_OPTIONS.maxRunning)
        : slotsFor(rate, serviceMs),
    maxQueued: number("max-queued", text("max-queued")) ?? DEFAULT_OPTIONS.maxQueued,
    faults: (Array.isArray(values.fault) ? values.fault : []).map((fault) =>
      faultSchema.parse(JSON.parse(String(fault))),
    ),
  };
}

try {
  // Reads the vocabulary now, not while somebody waits for the first answer.
  countTokens("");
  const server = await startModelServer(optionsFrom(process.argv.slice(2)));
  const { dialect, model, maxRunning } = server.options;
  console.log(`A test tool and no model: ${dialect} at ${server.url} as ${model}, ${maxRunning} at a time.`);
  const stop = () => void server.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(USAGE);
  process.exitCode = 2;
}
