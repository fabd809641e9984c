import { z } from "zod";
import { EXAMPLE_IDS } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { createdIngestKeySchema, ingestKeyInputSchema } from "@/domain/ingest/create-ingest-key";

/** The keys with which programs send conversations. */
export const KEY_OPERATIONS: readonly Operation[] = [
  {
    id: "createKey",
    method: "post",
    path: "/api/v1/keys",
    tag: "sources",
    summary: "Make an ingest key",
    description: "The key is in this answer and nowhere else: only its hash is kept.",
    who: "person",
    right: "source.manage",
    body: ingestKeyInputSchema,
    answers: { 201: { description: "Made", schema: createdIngestKeySchema } },
    problems: { 404: "There is no such source" },
    examples: {
      forSource: {
        summary: "A key of a source that is there",
        body: { name: "Night chat server", sourceId: EXAMPLE_IDS.sourceId },
        status: 201,
        answer: { id: EXAMPLE_IDS.keyId, key: "vgl_shown-here-once", sourceId: EXAMPLE_IDS.sourceId },
      },
    },
  },
  {
    id: "revokeKey",
    method: "delete",
    path: "/api/v1/keys/{keyId}",
    tag: "sources",
    summary: "End an ingest key at once",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ keyId: z.uuid() }) },
    answers: { 204: { description: "Ended, now or before" } },
    problems: { 404: "There is no such key" },
    examples: { revoke: { summary: "End it", params: { keyId: EXAMPLE_IDS.keyId }, status: 204 } },
  },
];
