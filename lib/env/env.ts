import path from "node:path";
import { z } from "zod";
import { nearestName } from "@/lib/env/nearest-name";
import { readOrCreateSecret } from "@/lib/env/secret";
import { parseWrappingSecrets, readWrappingSecrets } from "@/lib/env/wrapping-secrets";
import { OperatorError } from "@/lib/process/operator-error";

export const inferenceEngines = [
  "auto",
  "sglang",
  "vllm",
  "ollama",
  "llamacpp",
  "transformers",
  "openai",
  "offline",
] as const;
export const inferenceStrategies = ["single", "panel", "cascade", "adaptive"] as const;

const secretMinimum = 32;

function url(protocols: readonly string[], allowed: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), allowed);
}

const trimmed = (text: string) => text.trim().replace(/\/+$/, "");
const isHttpUrl = (text: string) => URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
const httpUrls = z
  .string()
  .refine((text) => text.split(",").map(trimmed).every(isHttpUrl), "http:// or https:// URLs, with commas between them")
  .transform((text) => [...new Set(text.split(",").map(trimmed))]);
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `a whole number from ${least} to ${most}`);
const share = z
  .string()
  .refine((text) => text !== "" && Number(text) >= 0 && Number(text) <= 1, "a number from 0 to 1")
  .transform(Number);
const httpUrl = url(["http:", "https:"], "an http:// or https:// URL").transform((text) => text.replace(/\/+$/, ""));
const port = z
  .string()
  .regex(/^\d{1,5}$/, "a port from 1 to 65535")
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, "a port from 1 to 65535");

const wrappingSecrets = z.string().transform((text, context) => {
  const secrets = parseWrappingSecrets(text);
  if (secrets !== null) return secrets;
  context.addIssue(
    `VERSION:SECRET with commas between them, versions from 2, at least ${secretMinimum} characters each`,
  );
  return z.NEVER;
});

/** One variable per line; the message of each check says what is allowed. */
const variables = {
  PORT: port.default(3000),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: url(["postgres:", "postgresql:"], "a postgresql:// URL").optional(),
  VIGIL_BASE_URL: httpUrl.optional(),
  VIGIL_SECRET: z.string().min(secretMinimum, `at least ${secretMinimum} characters`).optional(),
  VIGIL_WRAPPING_SECRETS: wrappingSecrets.optional(),
  INFERENCE_URL: httpUrls.optional(),
  INFERENCE_MODEL: z.string().default("nopenet/nope-edge"),
  INFERENCE_ENGINE: z.enum(inferenceEngines, `one of ${inferenceEngines.join(", ")}`).default("auto"),
  INFERENCE_API_KEY: z.string().optional(),
  INFERENCE_STRATEGY: z.enum(inferenceStrategies, `one of ${inferenceStrategies.join(", ")}`).default("single"),
  INFERENCE_CLASSIFIER: z.string().default("auto"),
  INFERENCE_JUDGE_URL: httpUrl.optional(),
  INFERENCE_JUDGE_MODEL: z.string().optional(),
  INFERENCE_JUDGE_API_KEY: z.string().optional(),
  INFERENCE_JUDGE_BUDGET: wholeNumber(1, 1_000_000).default(1_000),
  INFERENCE_JUDGE_RATE: share.default(1),
  INFERENCE_SHADOW_URL: httpUrls.optional(),
  INFERENCE_SHADOW_MODEL: z.string().optional(),
  INFERENCE_SHADOW_API_KEY: z.string().optional(),
};

const knownNames = Object.keys(variables);
const secretNames = new Set([
  "DATABASE_URL",
  "VIGIL_SECRET",
  "VIGIL_WRAPPING_SECRETS",
  "INFERENCE_API_KEY",
  "INFERENCE_JUDGE_API_KEY",
  "INFERENCE_SHADOW_API_KEY",
]);
const schema = z.object(variables);

/** What the environment says, without what lies in files. `databaseUrl` null means the embedded PostgreSQL. */
export interface Settings {
  port: number;
  /** Absolute path. */
  dataDir: string;
  databaseUrl: string | null;
  /** Where people and platforms reach Vigil, without a trailing slash. */
  baseUrl: string;
  secret: string | null;
  /** Secrets of later versions of the wrapping key, by version; null where they are read from DATA_DIR. */
  wrappingSecrets: ReadonlyMap<number, string> | null;
  /** OpenAI-compatible bases of servers of one model, without trailing slashes; empty for none. */
  inferenceUrls: readonly string[];
  inferenceModel: string;
  inferenceEngine: (typeof inferenceEngines)[number];
  inferenceApiKey: string | null;
  inferenceStrategy: (typeof inferenceStrategies)[number];
  /** `auto`, `heuristic`, `none`, or a folder in DATA_DIR/models: the local classifier beside the offline rules. */
  inferenceClassifier: string;
  /** A language model that judges beside the offline rules; null for none. */
  inferenceJudge: JudgeSettings | null;
  /** A model that shadow runs may read with, before it is switched on; null for none. */
  inferenceShadow: ShadowSettings | null;
}

/** `budget`: calls a day. `rate`: share of the texts that are judged, 0 to 1. */
export type JudgeSettings = { url: string; model: string; apiKey: string | null; budget: number; rate: number };

export type ShadowSettings = { urls: readonly string[]; model: string; apiKey: string | null };

export interface Env extends Settings {
  /** At least 32 characters: the root of every key Vigil derives. */
  secret: string;
  wrappingSecrets: ReadonlyMap<number, string>;
}

/** Kubernetes puts these into every container when a Service is called "vigil" or "inference": not ours to judge. */
function isServiceLink(name: string, value: string): boolean {
  if (/_SERVICE_(HOST|PORT(_\w+)?)$/.test(name) || /_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name))
    return true;
  return name.endsWith("_PORT") && /^(tcp|udp|sctp):\/\//.test(value);
}

function refuseUnknownNames(given: Record<string, string>): void {
  for (const [name, value] of Object.entries(given)) {
    if (!/^(INFERENCE|VIGIL)_/.test(name) || knownNames.includes(name) || isServiceLink(name, value)) continue;
    const meant = nearestName(name, knownNames);
    const known = knownNames.filter((each) => /^(INFERENCE|VIGIL)_/.test(each)).join(", ");
    throw new OperatorError(`unknown variable ${name}; ${meant ? `did you mean ${meant}?` : `known: ${known}`}`, 2);
  }
}

function judgeOf(values: z.infer<typeof schema>): JudgeSettings | null {
  const { INFERENCE_JUDGE_URL: url, INFERENCE_JUDGE_MODEL: model } = values;
  if (url === undefined && model === undefined) return null;
  if (url === undefined || model === undefined) {
    const missing = url === undefined ? "INFERENCE_JUDGE_URL" : "INFERENCE_JUDGE_MODEL";
    throw new OperatorError(`${missing} is not set; a judge needs INFERENCE_JUDGE_URL and INFERENCE_JUDGE_MODEL`, 2);
  }
  const apiKey = values.INFERENCE_JUDGE_API_KEY ?? null;
  return { url, model, apiKey, budget: values.INFERENCE_JUDGE_BUDGET, rate: values.INFERENCE_JUDGE_RATE };
}

function shadowOf(values: z.infer<typeof schema>): ShadowSettings | null {
  const { INFERENCE_SHADOW_URL: urls, INFERENCE_SHADOW_MODEL: model } = values;
  if (urls === undefined && model === undefined) return null;
  if (urls === undefined || model === undefined) {
    const missing = urls === undefined ? "INFERENCE_SHADOW_URL" : "INFERENCE_SHADOW_MODEL";
    throw new OperatorError(
      `${missing} is not set; a model for shadow runs needs INFERENCE_SHADOW_URL and INFERENCE_SHADOW_MODEL`,
      2,
    );
  }
  return { urls, model, apiKey: values.INFERENCE_SHADOW_API_KEY ?? null };
}

/**
 * Reads the variables of the public contract from an environment. Pure: touches no file.
 * An empty value counts as not set, as compose files write it.
 * @throws OperatorError with one line naming the variable, what was given (never a secret) and what is allowed.
 */
export function parseSettings(processEnv: Record<string, string | undefined>): Settings {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(processEnv)) {
    if (value !== undefined && value.trim() !== "") given[name] = value.trim();
  }
  refuseUnknownNames(given);
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    const shown = secretNames.has(name) ? "a value that is not shown" : JSON.stringify(given[name]);
    throw new OperatorError(`${name} is ${shown}; allowed: ${issue?.message}`, 2);
  }
  const values = parsed.data;
  if (values.DATABASE_URL !== undefined && values.VIGIL_SECRET === undefined) {
    throw new OperatorError(
      `VIGIL_SECRET is not set; it is required when DATABASE_URL is set: at least ${secretMinimum} characters, the same on every machine`,
      2,
    );
  }
  return {
    port: values.PORT,
    dataDir: path.resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    baseUrl: values.VIGIL_BASE_URL ?? `http://localhost:${values.PORT}`,
    secret: values.VIGIL_SECRET ?? null,
    wrappingSecrets: values.VIGIL_WRAPPING_SECRETS ?? null,
    inferenceUrls: values.INFERENCE_URL ?? [],
    inferenceModel: values.INFERENCE_MODEL,
    inferenceEngine: values.INFERENCE_ENGINE,
    inferenceApiKey: values.INFERENCE_API_KEY ?? null,
    inferenceStrategy: values.INFERENCE_STRATEGY,
    inferenceClassifier: values.INFERENCE_CLASSIFIER,
    inferenceJudge: judgeOf(values),
    inferenceShadow: shadowOf(values),
  };
}

/**
 * The whole environment: `parseSettings`, and the secret from DATA_DIR/secret (made on first use) when none is given.
 * @throws OperatorError as `parseSettings`, or when the secret file cannot be read, written or trusted.
 */
export function readEnv(processEnv: Record<string, string | undefined>): Env {
  const settings = parseSettings(processEnv);
  return {
    ...settings,
    secret: settings.secret ?? readOrCreateSecret(settings.dataDir),
    wrappingSecrets: settings.wrappingSecrets ?? readWrappingSecrets(settings.dataDir),
  };
}

let loaded: Env | null = null;

/** The environment of this process, read once. @throws OperatorError as `readEnv`. */
export function loadEnv(): Env {
  loaded ??= readEnv(process.env);
  return loaded;
}
