import { globSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "@/app/api/openapi.json/document";
import { validatorOf } from "@/app/api/openapi.json/testing/validator";

const root = path.resolve(import.meta.dirname, "../../..");
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

const examples = z.record(z.string(), z.strictObject({ summary: z.string().min(1), value: z.unknown() }));
const media = z.strictObject({ schema: z.record(z.string(), z.unknown()), examples: examples.optional() });
const content = z.record(z.string().regex(/^[a-z]+\/[a-z+-]+$/), media);
const operationSchema = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(1),
  description: z.string().min(1).optional(),
  security: z.array(z.record(z.string(), z.array(z.never()))),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.enum(["path", "query", "header"]),
        required: z.boolean().optional(),
        schema: z.record(z.string(), z.unknown()),
        examples: examples.optional(),
      }),
    )
    .optional(),
  requestBody: z.strictObject({ required: z.literal(true), content }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({ description: z.string().min(1), content: content.optional() }),
  ),
});
/** The structure of OpenAPI 3.1.1 (https://spec.openapis.org/oas/v3.1.1.html) as far as this document uses it. */
const documentSchema = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  paths: z.record(z.string().startsWith("/"), z.partialRecord(z.enum(methods), operationSchema)),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(["apiKey", "http"]) })),
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), z.record(z.string(), z.unknown())),
  }),
});

const served: unknown = JSON.parse(JSON.stringify(openApiDocument()));
const document = documentSchema.parse(served);
const operations = Object.entries(document.paths).flatMap(([url, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${url}`, url, operation })),
);

/** Every handler of the public API, as `METHOD /path`, read from the files themselves. */
async function handlersOnDisk(): Promise<string[]> {
  const files = globSync(["app/api/v1/**/route.ts", "app/{healthz,readyz,metrics}/route.ts"], { cwd: root });
  const found = await Promise.all(
    files.map(async (file) => {
      const module: object = await import(path.join(root, file));
      const url = `/${path
        .dirname(file)
        .replace(/^app\//, "")
        .replaceAll(/\[(\w+)\]/g, "{$1}")}`;
      return methods
        .map((method) => method.toUpperCase())
        .flatMap((name) => (name in module ? [`${name} ${url}`] : []));
    }),
  );
  return found.flat().sort();
}

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === "$ref" && typeof child === "string" ? [child] : refsIn(child),
  );
}

test("the document describes exactly the handlers that there are", async () => {
  const described = [...(await handlersOnDisk()), "POST /api/webhooks/{platform}/{sourceId}"];
  expect(operations.map(({ name }) => name).sort()).toEqual(described.sort());
});

test("every reference leads to a component, and every component is used", () => {
  const refs = refsIn(served);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(refs.filter((ref) => !known.includes(ref))).toEqual([]);
  expect(known.filter((name) => !refs.includes(name))).toEqual([]);
});

test("operation ids are unique, and tags and security schemes are declared", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const tags = document.tags.map((tag) => tag.name);
  expect(operations.flatMap(({ operation }) => operation.tags).filter((tag) => !tags.includes(tag))).toEqual([]);
  const used = operations.flatMap(({ operation }) => operation.security.flatMap((each) => Object.keys(each)));
  expect([...new Set(used)].sort()).toEqual(Object.keys(document.components.securitySchemes).sort());
});

describe.each(operations)("$name", ({ url, operation }) => {
  const parameters = operation.parameters ?? [];
  const requests = Object.values(operation.requestBody?.content ?? {});
  const answers = Object.values(operation.responses).flatMap((response) => Object.values(response.content ?? {}));
  const cases = [...requests, ...answers];

  test("names the parameters of its path, all required", () => {
    const inPath = parameters.filter((parameter) => parameter.in === "path");
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(url.match(/\{\w+\}/g) ?? []);
    expect(inPath.every(({ required }) => required === true)).toBe(true);
  });

  test("has a success, and an example of it wherever it has a body", () => {
    const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith("2"));
    expect(successes.length).toBeGreaterThan(0);
    const bodies = successes.flatMap(([, response]) => Object.values(response.content ?? {}));
    for (const body of bodies) expect(Object.keys(body.examples ?? {})).not.toEqual([]);
  });

  test("has examples that their schemas accept, but for those that show bad input", () => {
    const refused = Object.keys(operation.responses["422"]?.content?.["application/problem+json"]?.examples ?? {});
    for (const { schema, examples: given } of cases) {
      const validate = validatorOf(document.components, schema);
      for (const [name, example] of Object.entries(given ?? {})) {
        if (requests.some((body) => body.schema === schema) && refused.includes(name)) continue;
        expect(validate(example.value), name).toEqual([]);
      }
    }
  });
});

test("the validator that checks the examples refuses what a schema does not allow", () => {
  const validate = validatorOf(document.components, { $ref: "#/components/schemas/Accepted" });
  expect(validate({ id: "x", revision: 1, status: "lost" })).toHaveLength(2);
});
