import { z } from "zod";
import { noteReached } from "@/components/query/reachability";
import { noteServerTime } from "@/components/query/server-clock";

/**
 * What of a problem document the pages read. `current` is the state of a thing that has moved on; further members are for
 * whoever knows them.
 */
const problemSchema = z
  .object({
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
    current: z
      .object({ state: z.string().optional(), holder: z.string().nullish(), revision: z.number().int().optional() })
      .loose()
      .optional()
      .catch(undefined),
  })
  .loose();
export type Problem = z.infer<typeof problemSchema>;

/**
 * A call to our API that failed. `code` is the API's own, or "NETWORK" when no answer came, or "UNREADABLE" when the answer
 * was not in the agreed form. The message is fit to be shown.
 */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = "ApiProblem";
  }

  get code(): string {
    return this.problem.code;
  }
}

/** Whether an error is an API problem with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): error is ApiProblem {
  return error instanceof ApiProblem && codes.includes(error.code);
}

/** The message of any error, fit to be shown. */
export function problemText(error: unknown): string {
  return error instanceof ApiProblem ? error.message : "Something unexpected went wrong on this page.";
}

/** What an answer that is no success says. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ApiProblem(parsed.data);
  const detail = `The desk answered with status ${response.status} and no explanation.`;
  return new ApiProblem({ status: response.status, code: response.status >= 500 ? "INTERNAL" : "UNREADABLE", detail });
}

async function call(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", cache: "no-store", ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    noteReached(false);
    throw new ApiProblem({
      status: 0,
      code: "NETWORK",
      detail: "The desk could not be reached. Check the connection.",
    });
  }
  noteReached(true);
  noteServerTime(response.headers.get("date"));
  if (!response.ok) throw await readProblem(response);
  return response;
}

async function readBody<Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  const detail = "The desk sent an answer that this page does not understand. Reload the page.";
  throw new ApiProblem({ status: response.status, code: "UNREADABLE", detail });
}

/** Reads JSON of our API and parses it. Throws ApiProblem. */
export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  init: RequestInit = {},
): Promise<z.infer<Schema>> {
  return readBody(await call(url, init), schema);
}

function send(method: "POST" | "PATCH" | "DELETE", url: string, body: unknown): Promise<Response> {
  const content =
    body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return call(url, { method, ...content });
}

function post(url: string, body: unknown): Promise<Response> {
  return send("POST", url, body);
}

/** Changes a thing and parses what it is now. Throws ApiProblem. */
export async function patchJson<Schema extends z.ZodType>(
  url: string,
  body: unknown,
  schema: Schema,
): Promise<z.infer<Schema>> {
  return readBody(await send("PATCH", url, body), schema);
}

/** Deletes a thing. Throws ApiProblem. */
export async function deleteQuietly(url: string): Promise<void> {
  await send("DELETE", url, undefined);
}

/** Posts JSON and parses the answer. Throws ApiProblem. */
export async function postJson<Schema extends z.ZodType>(
  url: string,
  body: unknown,
  schema: Schema,
): Promise<z.infer<Schema>> {
  return readBody(await post(url, body), schema);
}

/** Posts JSON where the answer may be "nothing" (204): null then. Throws ApiProblem. */
export async function postForMaybe<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  body?: unknown,
): Promise<z.infer<Schema> | null> {
  const response = await post(url, body);
  return response.status === 204 ? null : readBody(response, schema);
}

/** Posts JSON where no answer is expected. Throws ApiProblem. */
export async function postQuietly(url: string, body: unknown): Promise<void> {
  await post(url, body);
}

/** Whether a failure may go away by itself: no answer came, or the server asks to come back. */
export function mayPass(error: unknown): boolean {
  return hasCode(error, "NETWORK", "UNAVAILABLE", "TOO_MANY_REQUESTS");
}
