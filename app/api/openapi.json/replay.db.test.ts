/** Sends every example of the API description to the real handlers and holds the answers to the described schemas. */
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { POST as authPost } from "@/app/api/auth/[...path]/route";
import { GET as getDocument } from "@/app/api/openapi.json/route";
import { type Callers, SCENES, withIds } from "@/app/api/openapi.json/testing/scenes";
import { validatorOf } from "@/app/api/openapi.json/testing/validator";
import { WITHOUT_EVENTS } from "@/app/api/openapi.json/testing/without-events";
import { issueFirstAdminLink } from "@/domain/access/first-admin";
import { ORIGIN, signIn } from "@/domain/access/testing/browser";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

const root = path.resolve(import.meta.dirname, "../../..");
const examplesSchema = z.record(z.string(), z.object({ value: z.unknown() })).default({});
const contentSchema = z
  .record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()), examples: examplesSchema }))
  .default({});
const operationSchema = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.unknown())),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), examples: examplesSchema })).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema })),
});
const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});
type Described = z.infer<typeof operationSchema> & { url: string; method: string };

const served = await getDocument(new Request(`${ORIGIN}/api/openapi.json`), { params: Promise.resolve({}) });
const document = documentSchema.parse(await served.json());
const operations: Described[] = Object.entries(document.paths).flatMap(([url, item]) =>
  Object.entries(item).map(([method, operation]) => ({ ...operation, url, method: method.toUpperCase() })),
);

function examplesOf({ parameters, requestBody, responses }: Described): string[] {
  const contents = [requestBody, ...Object.values(responses)].flatMap((each) => Object.values(each?.content ?? {}));
  return [...new Set([...contents, ...parameters].flatMap(({ examples }) => Object.keys(examples)))];
}

/** The answer that holds the example; one without a body holds none, so what is left is the success without a body. */
function answerTo({ responses }: Described, name: string) {
  for (const [status, { content }] of Object.entries(responses)) {
    for (const [type, media] of Object.entries(content)) {
      const example = media.examples[name];
      if (example) return { status: Number(status), type, schema: media.schema, example: example.value };
    }
  }
  const [bare] = Object.entries(responses).filter(
    ([status, { content }]) => /^2/.test(status) && !Object.keys(content)[0],
  );
  return { status: Number(bare?.[0]), type: null, schema: {}, example: null };
}

type Ids = Awaited<ReturnType<NonNullable<(typeof SCENES)[string]>>>;

function bodyOf(type: string, value: unknown): string | FormData {
  if (!type.startsWith("multipart/")) return JSON.stringify(value);
  const form = new FormData();
  for (const [field, text] of Object.entries(z.record(z.string(), z.string()).parse(value)))
    form.append(field, field === "file" ? new File([text], "night chats.jsonl") : text);
  return form;
}

async function send(operation: Described, name: string, ids: Ids, identity: Record<string, string>): Promise<Response> {
  const { url, method, parameters, requestBody } = operation;
  const values = parameters.flatMap(({ name: parameter, in: place, examples }) => {
    const example = examples[name];
    return example ? [{ parameter, place, value: z.string().parse(withIds(example.value, ids)) }] : [];
  });
  const from = (place: string) =>
    Object.fromEntries(values.filter((each) => each.place === place).map(({ parameter, value }) => [parameter, value]));
  const [[type = "application/json", content] = []] = Object.entries(requestBody?.content ?? {});
  const body = content?.examples[name];
  // Platforms may send to places below their address.
  const below = url.startsWith("/api/webhooks/") ? "[[...rest]]" : "";
  const file = path.join(root, "app", url.replaceAll(/\{(\w+)\}/g, "[$1]"), below, "route.ts");
  const handler: unknown = Reflect.get(await import(file), method);
  if (typeof handler !== "function") throw new Error(`${file} does not answer ${method}`);
  const request = new Request(`${ORIGIN}${url.replaceAll(/[{}]/g, "")}?${new URLSearchParams(from("query"))}`, {
    method,
    // A form says itself what parts it.
    headers: { ...(type.startsWith("multipart/") ? {} : { "content-type": type }), ...identity, ...from("header") },
    ...(body ? { body: bodyOf(type, withIds(body.value, ids)) } : {}),
  });
  return handler(request, { params: Promise.resolve(from("path")) });
}

/** Reads that show people what others wrote, or the log: each leaves its entry. */
const READS_WITH_EVENTS = [
  "getCase",
  "getConversation",
  "getDelivery",
  "listEvaluationMisses",
  "exportMeasure",
  "listAuditEvents",
  "getLogReview",
];

/** No write without its entry in the log, unless a reason stands in the table; and no reason without need. */
function holdToTheLog({ operationId, method }: Described, name: string, events: number, isPerson: boolean): void {
  const reason = WITHOUT_EVENTS[`${operationId} ${name}`] ?? WITHOUT_EVENTS[operationId];
  if (method !== "GET" && reason === undefined) expect(events, `${operationId} left no entry`).toBeGreaterThan(0);
  if (isPerson && READS_WITH_EVENTS.includes(operationId))
    expect(events, `${operationId} left no entry`).toBeGreaterThan(0);
  if (reason !== undefined) expect(events, `${operationId} leaves an entry after all`).toBe(0);
}

async function replay(operation: Described, name: string, ids: Ids, identity: Record<string, string>) {
  const expected = answerTo(operation, name);
  const before = await db().auditEvent.count();
  const response = await send(operation, name, ids, identity);
  const text = await response.text();
  expect(response.status, text).toBe(expected.status);
  const events = (await db().auditEvent.count()) - before;
  if (expected.status < 300) holdToTheLog(operation, name, events, "cookie" in identity);
  if (expected.type === null) return expect(text).toBe("");
  expect(response.headers.get("content-type")).toContain(expected.type);
  const answer: unknown = expected.type.startsWith("text/") ? text : JSON.parse(text);
  expect(validatorOf(document.components, expected.schema)(answer)).toEqual([]);
  const said = z
    .object({ code: z.string(), items: z.array(z.unknown()) })
    .partial()
    .catch({})
    .parse(expected.example);
  if (said.code !== undefined) expect(answer).toMatchObject({ code: said.code });
  if (said.items?.length) expect(answer).toMatchObject({ items: expect.arrayContaining([expect.anything()]) });
}

const isSetup = ({ url }: Described) => url === "/api/v1/setup";
let setupToken = "";

beforeAll(async () => {
  await openDesk();
  setupToken = new URL((await issueFirstAdminLink()) ?? "").searchParams.get("token") ?? "";
});

describe.each(operations.filter(isSetup))("$method $url", (operation) => {
  test.each(examplesOf(operation))("%s", (name) => replay(operation, name, { setupToken }, {}));
});

describe("for somebody with every role and for a key", () => {
  let callers: Callers;
  let session: Record<string, string>;
  let bearer: Record<string, string>;

  beforeAll(async () => {
    const me = await person("admin", "lead", "reviewer");
    session = { cookie: await signIn(me.email, undefined, authPost), origin: ORIGIN };
    const { id, key, sourceId } = await createIngestKey(me, { name: "Night chat" });
    bearer = { authorization: `Bearer ${key}` };
    callers = { me, key: { kind: "ingest_key", keyId: id, sourceId } };
  });

  describe.each(operations.filter((operation) => !isSetup(operation)))("$method $url", (operation) => {
    test("has an example", () => expect(examplesOf(operation)).not.toEqual([]));

    test.each(examplesOf(operation))("%s", async (name) => {
      const scene = SCENES[`${operation.operationId} ${name}`];
      const takesKey = operation.security.some((each) => "ingestKey" in each) && !name.startsWith("person");
      const identity = operation.security.length === 0 ? {} : takesKey ? bearer : session;
      await replay(operation, name, scene ? await scene(callers) : {}, identity);
    });
  });
});
