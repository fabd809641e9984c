import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { createDocument } from "zod-openapi";
import { describeOperation, type Operation } from "@/app/api/openapi.json/operation";
import { ACCESS_OPERATIONS, OPERATOR_OPERATIONS } from "@/app/api/openapi.json/operations-access";
import { ALERT_OPERATIONS } from "@/app/api/openapi.json/operations-alerts";
import { AUDIT_OPERATIONS } from "@/app/api/openapi.json/operations-audit";
import { CLAIM_OPERATIONS } from "@/app/api/openapi.json/operations-claim";
import { CORRECTION_OPERATIONS } from "@/app/api/openapi.json/operations-correction";
import { DECIDE_OPERATIONS } from "@/app/api/openapi.json/operations-decide";
import { DELIVERY_OPERATIONS } from "@/app/api/openapi.json/operations-deliveries";
import { EARLIER_OPERATIONS } from "@/app/api/openapi.json/operations-earlier";
import { EVALUATION_OPERATIONS } from "@/app/api/openapi.json/operations-evaluations";
import { FIGURE_OPERATIONS } from "@/app/api/openapi.json/operations-figures";
import { HOLD_OPERATIONS } from "@/app/api/openapi.json/operations-holds";
import { INGEST_OPERATIONS } from "@/app/api/openapi.json/operations-ingest";
import { KEY_OPERATIONS } from "@/app/api/openapi.json/operations-keys";
import { LIVE_OPERATIONS } from "@/app/api/openapi.json/operations-live";
import { MEASURE_OPERATIONS } from "@/app/api/openapi.json/operations-measure";
import { MEASURE_EXPORT_OPERATIONS } from "@/app/api/openapi.json/operations-measure-export";
import { MODEL_OPERATIONS } from "@/app/api/openapi.json/operations-model";
import { OUTBOX_OPERATIONS } from "@/app/api/openapi.json/operations-outbox";
import { POLICY_OPERATIONS } from "@/app/api/openapi.json/operations-policies";
import { PRIVACY_OPERATIONS } from "@/app/api/openapi.json/operations-privacy";
import { QUEUE_OPERATIONS } from "@/app/api/openapi.json/operations-queue";
import { REVIEW_OPERATIONS } from "@/app/api/openapi.json/operations-review";
import { RULES_OPERATIONS } from "@/app/api/openapi.json/operations-rules";
import { SAMPLING_OPERATIONS } from "@/app/api/openapi.json/operations-sampling";
import { SEARCH_OPERATIONS } from "@/app/api/openapi.json/operations-search";
import { SETTING_OPERATIONS } from "@/app/api/openapi.json/operations-settings";
import { SHADOW_OPERATIONS } from "@/app/api/openapi.json/operations-shadow";
import { SOURCE_OPERATIONS } from "@/app/api/openapi.json/operations-sources";
import { THRESHOLD_OPERATIONS } from "@/app/api/openapi.json/operations-thresholds";
import { TRIAGE_OPERATIONS } from "@/app/api/openapi.json/operations-triage";
import { UPLOAD_OPERATIONS } from "@/app/api/openapi.json/operations-uploads";
import { WEBHOOK_OPERATIONS } from "@/app/api/openapi.json/operations-webhooks";
import { WELLBEING_OPERATIONS } from "@/app/api/openapi.json/operations-wellbeing";

const OPERATIONS = [
  ...INGEST_OPERATIONS,
  ...SOURCE_OPERATIONS,
  ...DELIVERY_OPERATIONS,
  ...KEY_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...UPLOAD_OPERATIONS,
  ...TRIAGE_OPERATIONS,
  ...LIVE_OPERATIONS,
  ...QUEUE_OPERATIONS,
  ...CLAIM_OPERATIONS,
  ...ALERT_OPERATIONS,
  ...WELLBEING_OPERATIONS,
  ...DECIDE_OPERATIONS,
  ...CORRECTION_OPERATIONS,
  ...EARLIER_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...FIGURE_OPERATIONS,
  ...MEASURE_EXPORT_OPERATIONS,
  ...MEASURE_OPERATIONS,
  ...SAMPLING_OPERATIONS,
  ...THRESHOLD_OPERATIONS,
  ...EVALUATION_OPERATIONS,
  ...SHADOW_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...SETTING_OPERATIONS,
  ...OUTBOX_OPERATIONS,
  ...MODEL_OPERATIONS,
  ...RULES_OPERATIONS,
  ...PRIVACY_OPERATIONS,
  ...HOLD_OPERATIONS,
  ...REVIEW_OPERATIONS,
  ...SEARCH_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...OPERATOR_OPERATIONS,
];

const TAGS = {
  ingest: "What sends conversations in",
  sources: "Where they come from: chat platforms, programs with keys, and their deliveries",
  uploads: "Files with transcripts, brought in after a look through them",
  triage: "Reading, the queue, and claims",
  alerts: "What somebody has to be told of, and who answers",
  wellbeing: "What the desk knows of the person who reads, for that person alone",
  decide: "Cases, conversations and decisions",
  policies: "What reviewers are asked to do, beside the cases it is about",
  measure: "Figures",
  settings: "What an admin decides for the desk, with its history",
  outbox: "Where alerts and decisions go outside the desk",
  model: "What reads: engines, strategies and rules",
  privacy: "What is erased, and what must not be",
  audit: "The append-only log",
  access: "People and their roles",
  operator: "For the machines that run Vigil",
};

const SECURITY_SCHEMES = {
  session: {
    type: "apiKey",
    in: "cookie",
    name: "vigil.session_token",
    description:
      "The cookie that POST /api/auth/sign-in/email with {email, password} sets (over https its name begins with __Secure-). A write with it must come from the pages of this desk: send its address as Origin.",
  },
  ingestKey: {
    type: "http",
    scheme: "bearer",
    description: "An ingest key, vgl_…, made by an admin for one source.",
  },
} as const;

const packageSchema = z.object({ version: z.string(), description: z.string(), license: z.string() });

/** Who this is, from package.json: every program of Vigil runs in the root of the repository. */
function readPackage(): z.infer<typeof packageSchema> {
  return packageSchema.parse(JSON.parse(readFileSync(path.join(process.cwd(), "package.json"), "utf8")));
}

type Parameter = { name: string; examples?: Record<string, object> };

/** Gives each parameter the values it has in the examples, under the examples' names. */
function addParameterExamples(parameters: Parameter[], { examples }: Operation): void {
  for (const parameter of parameters) {
    const values = Object.entries(examples).flatMap(([name, { summary, params }]) => {
      const value = params?.[parameter.name];
      return value === undefined ? [] : [[name, { summary, value }] as const];
    });
    if (values.length > 0) parameter.examples = Object.fromEntries(values);
  }
}

function build() {
  const paths: Record<string, Record<string, ReturnType<typeof describeOperation>>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  const { version, description, license } = readPackage();
  const document = createDocument({
    openapi: "3.1.1",
    info: {
      title: "Vigil",
      version,
      description,
      license: { name: "Apache License 2.0", identifier: license },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    components: { securitySchemes: SECURITY_SCHEMES },
    paths,
  });
  for (const operation of OPERATIONS) {
    const described = document.paths?.[operation.path]?.[operation.method];
    const parameters = (described?.parameters ?? []).filter((parameter) => "name" in parameter);
    addParameterExamples(parameters as Parameter[], operation);
  }
  return document;
}

let built: ReturnType<typeof build> | null = null;

/** The description of the whole API as an OpenAPI 3.1 document, made once a process. */
export function openApiDocument(): ReturnType<typeof build> {
  built ??= build();
  return built;
}
