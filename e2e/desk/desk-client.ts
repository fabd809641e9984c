import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { CaseDetail } from "@/domain/decide/case-detail";
import { caseDetailSchema } from "@/domain/decide/case-detail";
import { acceptedSchema, conversationStatusSchema } from "@/domain/ingest/conversation-input";

/** The cookie of a signed-in person, or an ingest key. */
export type Credentials = { cookie: string } | { key: string };

const standingSchema = z.object({
  id: z.string(),
  status: conversationStatusSchema.nullable(),
  revision: z.number(),
  cases: z.array(z.object({ id: z.string(), state: z.string() })).optional(),
});
export type Standing = z.infer<typeof standingSchema>;

export type Message = { role: "user" | "assistant" | "agent" | "system"; text: string; author?: string };

/** One call to the API of a desk, as a page or a platform makes it. */
export function callApi(url: string, who: Credentials | null, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (who !== null && "cookie" in who) {
    headers.set("cookie", who.cookie);
    headers.set("origin", url);
  }
  if (who !== null && "key" in who) headers.set("authorization", `Bearer ${who.key}`);
  if (init.body !== undefined) headers.set("content-type", "application/json");
  return fetch(`${url}${path}`, { ...init, headers });
}

/** Posts JSON and reads the answer. @throws with the answer's text unless it is a 2xx of the expected form. */
export async function post<Schema extends z.ZodType>(
  url: string,
  who: Credentials | null,
  path: string,
  body: unknown,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const answer = await callApi(url, who, path, { method: "POST", body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${text}`);
  return schema.parse(text === "" ? null : JSON.parse(text));
}

/** Sends in a conversation. Strings are messages of the person who is cared about. */
export async function sendConversation(
  url: string,
  who: Credentials,
  messages: readonly (string | Message)[],
  externalId?: string,
) {
  const spoken = messages.map((message) => (typeof message === "string" ? { role: "user", text: message } : message));
  const body = { ...(externalId === undefined ? {} : { externalId }), messages: spoken };
  return post(url, who, "/api/v1/conversations", body, acceptedSchema);
}

/** Where a conversation stands. */
export async function standingOf(url: string, who: Credentials, id: string): Promise<Standing> {
  const answer = await callApi(url, who, `/api/v1/conversations/${id}`);
  if (!answer.ok) throw new Error(`conversation ${id}: ${answer.status} ${await answer.text()}`);
  return standingSchema.parse(await answer.json());
}

/** Waits until a conversation has been read. @throws after `timeoutMs`, with where it stands. */
export async function untilRead(url: string, who: Credentials, id: string, timeoutMs = 20_000): Promise<Standing> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const standing = await standingOf(url, who, id);
    if (standing.status !== "received" && standing.status !== "classifying") return standing;
    if (Date.now() > until) throw new Error(`conversation ${id} is still ${standing.status} after ${timeoutMs} ms`);
    await sleep(100);
  }
}

/** Claims the most urgent case, as a reviewer does with one key. @throws when nothing waits. */
export async function claimNext(url: string, who: Credentials): Promise<CaseDetail> {
  const answer = await callApi(url, who, "/api/v1/cases/next", { method: "POST" });
  if (answer.status !== 200) throw new Error(`nothing was claimed: ${answer.status} ${await answer.text()}`);
  return caseDetailSchema.parse(await answer.json());
}
