import { z } from "zod";
import { fetchJson, postJson } from "@/components/query/fetch-json";
import {
  type CreatedEndpoint,
  createdEndpointSchema,
  type RotatedSecret,
  rotatedSecretSchema,
  type TestedEndpoint,
  testedEndpointSchema,
} from "@/domain/outbox/endpoint-dto";
import type { EndpointChange } from "@/domain/outbox/endpoint-input";

const nothing = z.null();
const at = (endpointId: string) => `/api/v1/outbox/endpoints/${endpointId}`;

/** Adds an endpoint, as the form read it; a webhook's secret is in this answer and nowhere else. Throws ApiProblem. */
export function addEndpoint(input: Record<string, unknown>): Promise<CreatedEndpoint> {
  return postJson("/api/v1/outbox/endpoints", input, createdEndpointSchema);
}

/** Renames, pauses or lets go on. Throws ApiProblem. */
export async function changeEndpoint(endpointId: string, change: EndpointChange): Promise<void> {
  const headers = { "content-type": "application/json" };
  await fetchJson(at(endpointId), nothing, { method: "PATCH", headers, body: JSON.stringify(change) });
}

/** Ends an endpoint. Throws ApiProblem. */
export async function deleteEndpoint(endpointId: string): Promise<void> {
  await fetchJson(at(endpointId), nothing, { method: "DELETE" });
}

/** Sends a test and says how it ended. Throws ApiProblem. */
export function testEndpoint(endpointId: string): Promise<TestedEndpoint> {
  return postJson(`${at(endpointId)}/test`, undefined, testedEndpointSchema);
}

/** Gives a webhook a new secret, which is in this answer and nowhere else. Throws ApiProblem. */
export function rotateSecret(endpointId: string): Promise<RotatedSecret> {
  return postJson(`${at(endpointId)}/secret`, undefined, rotatedSecretSchema);
}
