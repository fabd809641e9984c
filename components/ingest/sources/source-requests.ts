import { z } from "zod";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import type { SecretInput } from "@/domain/ingest/add-source-secret";
import type { SourceChange } from "@/domain/ingest/change-source";
import type { IngestKeyInput } from "@/domain/ingest/create-ingest-key";
import type { SourceInput } from "@/domain/ingest/create-source";
import { type DeliveryBody, deliveryBodySchema, replayedSchema } from "@/domain/ingest/delivery-dto";
import type { ReplayInput } from "@/domain/ingest/replay-deliveries";
import {
  type CreatedSecret,
  type CreatedSource,
  createdSecretSchema,
  createdSourceSchema,
} from "@/domain/ingest/source-dto";

const keySchema = z.object({ id: z.string(), key: z.string() });
const nothing = z.null();
const at = (sourceId: string) => `/api/v1/sources/${sourceId}`;

/** Adds a source; a secret that Vigil made is in this answer and nowhere else. Throws ApiProblem. */
export function addSource(input: SourceInput): Promise<CreatedSource> {
  return postJson("/api/v1/sources", input, createdSourceSchema);
}

/** Renames, pauses, lets go on, or sets the urgency. Throws ApiProblem. */
export async function changeSource(sourceId: string, change: SourceChange): Promise<void> {
  const headers = { "content-type": "application/json" };
  await fetchJson(at(sourceId), nothing, { method: "PATCH", headers, body: JSON.stringify(change) });
}

/** Ends a source. Throws ApiProblem. */
export async function deleteSource(sourceId: string): Promise<void> {
  await fetchJson(at(sourceId), nothing, { method: "DELETE" });
}

/** Adds a live secret; one that Vigil made is in this answer and nowhere else. Throws ApiProblem. */
export function addSecret(sourceId: string, input: SecretInput): Promise<CreatedSecret> {
  return postJson(`${at(sourceId)}/secrets`, input, createdSecretSchema);
}

/** Ends a secret. Throws ApiProblem. */
export async function retireSecret(sourceId: string, secretId: string): Promise<void> {
  await fetchJson(`${at(sourceId)}/secrets/${secretId}`, nothing, { method: "DELETE" });
}

/** Opens a delivery as it came. Each call is recorded as somebody looking at it. Throws ApiProblem. */
export function lookAtDelivery(sourceId: string, deliveryId: string): Promise<DeliveryBody> {
  return fetchJson(`${at(sourceId)}/deliveries/${deliveryId}`, deliveryBodySchema);
}

/** Has deliveries read again. @returns how many. Throws ApiProblem. */
export async function replayDeliveries(sourceId: string, input: ReplayInput): Promise<number> {
  return (await postJson(`${at(sourceId)}/deliveries/replay`, input, replayedSchema)).replayed;
}

/** Makes a key; its secret is in this answer and nowhere else. Throws ApiProblem. */
export function makeKey(input: IngestKeyInput): Promise<z.infer<typeof keySchema>> {
  return postJson("/api/v1/keys", input, keySchema);
}

/** Ends a key at once. Throws ApiProblem. */
export async function revokeKey(keyId: string): Promise<void> {
  await fetchJson(`/api/v1/keys/${keyId}`, nothing, { method: "DELETE" });
}
