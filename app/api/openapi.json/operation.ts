import type { ZodType } from "zod";
import type { ZodOpenApiExamplesObject, ZodOpenApiOperationObject, ZodOpenApiParameters } from "zod-openapi";
import { type Right, rolesWith } from "@/domain/access/actor";
import { problemSchema } from "@/lib/http/problem";

/**
 * One request and what it is answered with. `params` holds path, query and header values by name. An example without
 * `answer` is answered without a body. replay.db.test.ts sends every one of them; where a key would do, one whose name
 * begins with `person` is sent with a session.
 */
export type Example = {
  summary: string;
  params?: Record<string, string>;
  body?: unknown;
  status: number;
  answer?: unknown;
};

/** One call of the API, described with the very schemas that read its input. */
export type Operation = {
  id: string;
  method: "get" | "post" | "put" | "patch" | "delete";
  path: `/${string}`;
  tag: string;
  summary: string;
  description?: string;
  /** `person`: a session alone. `person or key`: also an ingest key. `anybody`: nothing to show. */
  who: "person" | "person or key" | "anybody";
  right?: Right;
  params?: ZodOpenApiParameters;
  body?: ZodType;
  /** The body is a form with a file (RFC 7578), and `body` names its fields. */
  isForm?: true;
  answers: Record<number, { description: string; schema?: ZodType; type?: string }>;
  /** Statuses answered with a problem document, besides those that `who` and `body` imply. */
  problems?: Record<number, string>;
  examples: Record<string, Example>;
};

const SECURITY: Record<Operation["who"], Record<string, string[]>[]> = {
  person: [{ session: [] }],
  "person or key": [{ session: [] }, { ingestKey: [] }],
  anybody: [],
};

function examplesOf(operation: Operation, status: number): ZodOpenApiExamplesObject {
  const chosen = Object.entries(operation.examples).filter(([, example]) => example.status === status);
  return Object.fromEntries(chosen.map(([name, { summary, answer }]) => [name, { summary, value: answer }]));
}

function content(operation: Operation, status: number, type: string, schema: ZodType) {
  const examples = examplesOf(operation, status);
  return { [type]: { schema, ...(Object.keys(examples).length > 0 ? { examples } : {}) } };
}

function problemsOf({ body, isForm, params, who, right, problems }: Operation): [string, string][] {
  const implied: Record<number, string | false> = {
    400: body !== undefined && (isForm ? "The body is no form, or not in order" : "The body is not JSON in UTF-8"),
    413: body !== undefined && "The body is too large",
    401: who !== "anybody" && "Not signed in, or the ingest key is not known",
    403: right !== undefined && "The roles of the caller do not allow this",
    422: (body ?? params?.query) !== undefined && "The input is not valid; `errors` names each field",
  };
  return Object.entries({ ...implied, ...problems }).flatMap(([status, says]) => (says ? [[status, says]] : []));
}

function description({ description: text, right, who }: Operation): string | undefined {
  const roles = right && `People need one of the roles ${rolesWith(right).join(", ")}.`;
  const key = who === "person or key" ? "An ingest key reaches its own source alone." : undefined;
  return [text, roles, key].filter(Boolean).join(" ") || undefined;
}

/** Turns an operation into the operation object of OpenAPI 3.1 that `createDocument` takes. Pure. */
export function describeOperation(operation: Operation): ZodOpenApiOperationObject {
  const answers = Object.entries(operation.answers).map(([status, { schema, type, description: says }]) => {
    const body = schema && content(operation, Number(status), type ?? "application/json", schema);
    return [status, { description: says, ...(body ? { content: body } : {}) }] as const;
  });
  const problems = problemsOf(operation).map(([status, says]) => {
    const body = content(operation, Number(status), "application/problem+json", problemSchema);
    return [status, { description: says, content: body }] as const;
  });
  const requests = Object.entries(operation.examples).map(([name, { summary, body }]) => [
    name,
    { summary, value: body },
  ]);
  const text = description(operation);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(text ? { description: text } : {}),
    security: SECURITY[operation.who],
    ...(operation.params ? { requestParams: operation.params } : {}),
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: {
              [operation.isForm ? "multipart/form-data" : "application/json"]: {
                schema: operation.body,
                examples: Object.fromEntries(requests),
              },
            },
          },
        }
      : {}),
    responses: { ...Object.fromEntries(problems), ...Object.fromEntries(answers) },
  };
}
