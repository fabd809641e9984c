import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import {
  checkpointFilterSchema,
  checkpointPageSchema,
  consistencyFilterSchema,
  consistencyProofSchema,
  inclusionFilterSchema,
  inclusionProofSchema,
  logKeysSchema,
} from "@/domain/audit/log-dto";

const ORIGIN = "vigil/019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d61";
const ROOT = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
const LEAF = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const NOTE = `${ORIGIN}\n2\n+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=\n\n— ${ORIGIN} Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n`;
const checkpoint = { size: 2, root: ROOT, note: NOTE, createdAt: "2026-11-21T03:04:46.000Z" };
const common = { method: "get", tag: "audit", who: "person", right: "audit.read" } as const;
const unsealed = { 404: "Nothing is sealed yet" };

/** What proves the log to somebody outside. */
export const AUDIT_OPERATIONS: readonly Operation[] = [
  {
    ...common,
    id: "getCheckpoint",
    path: "/api/v1/audit/checkpoint",
    summary: "Get the newest signed checkpoint",
    description:
      "In the form of C2SP tlog-checkpoint and signed-note, which existing tools verify. Keep it outside of the desk: what is kept there is what the log can be held against.",
    answers: { 200: { description: "The note, byte for byte", schema: z.string(), type: "text/plain" } },
    problems: unsealed,
    examples: { newest: { summary: "Over two entries", status: 200, answer: NOTE } },
  },
  {
    ...common,
    id: "listCheckpoints",
    path: "/api/v1/audit/checkpoints",
    summary: "List the signed checkpoints, newest first",
    params: { query: checkpointFilterSchema },
    answers: { 200: { description: "One page", schema: checkpointPageSchema } },
    examples: {
      newest: { summary: "The newest", status: 200, answer: { items: [checkpoint], nextCursor: null } },
    },
  },
  {
    ...common,
    id: "proveInclusion",
    path: "/api/v1/audit/proof",
    summary: "Prove that an entry is in the log",
    params: { query: inclusionFilterSchema },
    answers: { 200: { description: "The way from the entry to the root", schema: inclusionProofSchema } },
    problems: { 404: "There is no such entry, or nothing is sealed yet", 409: "The entry waits for its seal" },
    examples: {
      sealed: {
        summary: "The second of two entries",
        params: { event: EXAMPLE_IDS.eventId },
        status: 200,
        answer: {
          eventId: EXAMPLE_IDS.eventId,
          index: 1,
          size: 2,
          canonical: "{}",
          leafHash: LEAF,
          path: ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
          root: ROOT,
          checkpoint,
        },
      },
      unknown: {
        summary: "An id that no entry has",
        params: { event: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d99" },
        status: 404,
        answer: exampleProblem("NOT_FOUND", "There is no entry with this id."),
      },
      tooLarge: {
        summary: "A tree that the log has not grown to",
        params: { event: EXAMPLE_IDS.eventId, size: "900000000" },
        status: 422,
        answer: exampleProblem("INVALID", "The log has 2 sealed entries: there is no tree of 900000000 yet."),
      },
    },
  },
  {
    ...common,
    id: "proveConsistency",
    path: "/api/v1/audit/consistency",
    summary: "Prove that the log only grew between two sizes",
    params: { query: consistencyFilterSchema },
    answers: { 200: { description: "The proof and both roots", schema: consistencyProofSchema } },
    problems: unsealed,
    examples: {
      grown: {
        summary: "From one entry to the newest",
        params: { from: "1" },
        status: 200,
        answer: {
          from: 1,
          to: 2,
          fromRoot: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          toRoot: ROOT,
          path: [LEAF],
        },
      },
    },
  },
  {
    ...common,
    id: "listLogKeys",
    path: "/api/v1/audit/keys",
    summary: "List the keys that verify checkpoints",
    description: "Take them over a way that you trust, once: somebody who rewrites the log can also put a key here.",
    answers: { 200: { description: "The newest first", schema: logKeysSchema } },
    examples: {
      one: {
        summary: "One key",
        status: 200,
        answer: {
          origin: ORIGIN,
          keys: [
            {
              version: 1,
              vkey: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
              createdAt: "2026-11-21T03:04:46.000Z",
            },
          ],
        },
      },
    },
  },
];
