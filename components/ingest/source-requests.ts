import { z } from "zod";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import type { IngestKeyInput } from "@/domain/ingest/create-ingest-key";
import type { SourceInput } from "@/domain/ingest/create-source";

const sourceSchema = z.object({ id: z.string(), name: z.string() });
const keySchema = z.object({ id: z.string(), key: z.string() });

/** Adds a source. Throws ApiProblem. */
export function addSource(input: SourceInput): Promise<z.infer<typeof sourceSchema>> {
  return postJson("/api/v1/sources", input, sourceSchema);
}

/** Makes a key; its secret is in this answer and nowhere else. Throws ApiProblem. */
export function makeKey(input: IngestKeyInput): Promise<z.infer<typeof keySchema>> {
  return postJson("/api/v1/keys", input, keySchema);
}

/** Ends a key at once. Throws ApiProblem. */
export async function revokeKey(keyId: string): Promise<void> {
  // The answer has no body, which is read as null.
  await fetchJson(`/api/v1/keys/${keyId}`, z.null(), { method: "DELETE" });
}
