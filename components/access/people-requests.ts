import { z } from "zod";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import type { UserChange } from "@/domain/access/change-user";
import type { UserInput } from "@/domain/access/create-user";

const addedSchema = z.object({ email: z.string(), password: z.string() });
const changedSchema = z.object({ password: z.string().optional() });

/** Adds a person; the answer holds the password made for them, once. Throws ApiProblem. */
export function addPerson(input: UserInput): Promise<z.infer<typeof addedSchema>> {
  return postJson("/api/v1/users", input, addedSchema);
}

/** Changes a person; the answer holds the new password where one was asked for. Throws ApiProblem. */
export function changePerson(userId: string, change: UserChange): Promise<z.infer<typeof changedSchema>> {
  const headers = { "content-type": "application/json" };
  return fetchJson(`/api/v1/users/${userId}`, changedSchema, {
    method: "PATCH",
    headers,
    body: JSON.stringify(change),
  });
}
