import { z } from "zod";
import { EXAMPLE_IDS, EXAMPLE_SOURCE, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { secretInputSchema } from "@/domain/ingest/add-source-secret";
import { sourceChangeSchema } from "@/domain/ingest/change-source";
import { sourceInputSchema } from "@/domain/ingest/create-source";
import { createdSecretSchema, createdSourceSchema, sourceListSchema, sourceSchema } from "@/domain/ingest/source-dto";

const sourceId = z.uuid();
const gone = { 404: "There is no such source" };
const own = { sourceId: EXAMPLE_IDS.sourceId };

const standing = {
  pausedAt: null,
  deletedAt: null,
  urgency: "normal",
  conversations: 12,
  lastReceivedAt: "2026-11-21T03:04:06.120Z",
};

const withKey = {
  ...EXAMPLE_SOURCE,
  ...standing,
  platformLabel: "HTTP API",
  createdAt: "2026-11-20T09:00:00.000Z",
  keys: [
    {
      id: EXAMPLE_IDS.keyId,
      name: "Night chat server",
      hint: "vgl_Zk3v",
      createdAt: "2026-11-20T09:00:01.000Z",
      lastUsedAt: null,
      revokedAt: null,
    },
  ],
  webhook: null,
};

const withWebhook = {
  id: EXAMPLE_IDS.sourceId,
  platform: "slack",
  platformLabel: "Slack",
  name: "Helpline workspace",
  ...standing,
  createdAt: "2026-11-20T09:00:00.000Z",
  keys: [],
  webhook: {
    url: `https://vigil.example.org/api/webhooks/slack/${EXAMPLE_IDS.sourceId}`,
    verifyToken: null,
    secrets: [{ id: EXAMPLE_IDS.secretId, hint: "9f3c", createdAt: "2026-11-20T09:00:00.000Z", isInAddress: false }],
    lastDeliveryAt: "2026-11-21T03:04:05.980Z",
    needsAttention: 1,
    waiting: 0,
    refused: 0,
    isUnderAttack: false,
  },
};

/** Where conversations come from, and the secrets of those that send webhooks. */
export const SOURCE_OPERATIONS: readonly Operation[] = [
  {
    id: "listSources",
    method: "get",
    path: "/api/v1/sources",
    tag: "sources",
    summary: "List the sources with their keys",
    who: "person",
    right: "source.manage",
    answers: { 200: { description: "All sources; of a key only its first characters", schema: sourceListSchema } },
    examples: {
      all: { summary: "One source with one key", status: 200, answer: { items: [withKey] } },
    },
  },
  {
    id: "createSource",
    method: "post",
    path: "/api/v1/sources",
    tag: "sources",
    summary: "Add a source",
    description:
      "For a chat platform the answer holds the address that it sends to, and the signing secret where Vigil made it up.",
    who: "person",
    right: "source.manage",
    body: sourceInputSchema,
    answers: { 201: { description: "Added", schema: createdSourceSchema } },
    problems: { 409: "The platform has a source of this name" },
    examples: {
      api: {
        summary: "A program that sends with a key",
        body: { platform: "api", name: "Day chat" },
        status: 201,
        answer: { id: EXAMPLE_IDS.sourceId, platform: "api", name: "Day chat", url: null, secret: null },
      },
      taken: {
        summary: "A name that is taken",
        body: { platform: "api", name: "Day chat" },
        status: 409,
        answer: exampleProblem("CONFLICT", "There is a source called “Day chat” already. Choose another name."),
      },
      webhooks: {
        summary: "A product that sends Standard Webhooks",
        body: { platform: "standard-webhooks", name: "Own app" },
        status: 201,
        answer: {
          id: EXAMPLE_IDS.sourceId,
          platform: "standard-webhooks",
          name: "Own app",
          url: `https://vigil.example.org/api/webhooks/standard-webhooks/${EXAMPLE_IDS.sourceId}`,
          secret: "whsec_shown-here-once",
        },
      },
      notASecret: {
        summary: "A secret that is not of the platform’s form",
        body: { platform: "discord", name: "Server", secrets: ["not a public key"] },
        status: 422,
        answer: exampleProblem(
          "INVALID",
          "This is not a public key of Discord (reports and game chats). In Discord's Developer Portal: your application, General Information.",
        ),
      },
    },
  },
  {
    id: "getSource",
    method: "get",
    path: "/api/v1/sources/{sourceId}",
    tag: "sources",
    summary: "See how a source is doing",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId }) },
    answers: { 200: { description: "The source", schema: sourceSchema } },
    problems: gone,
    examples: {
      slack: {
        summary: "A workspace with one delivery that needs attention",
        params: own,
        status: 200,
        answer: withWebhook,
      },
    },
  },
  {
    id: "changeSource",
    method: "patch",
    path: "/api/v1/sources/{sourceId}",
    tag: "sources",
    summary: "Rename, pause or let go on, or set the urgency",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId }) },
    body: sourceChangeSchema,
    answers: { 204: { description: "Changed" } },
    problems: { ...gone, 409: "The platform has another source of this name" },
    examples: {
      pause: { summary: "Keep what comes until it goes on", params: own, body: { paused: true }, status: 204 },
      urgent: { summary: "Read its conversations first", params: own, body: { urgency: "urgent" }, status: 204 },
    },
  },
  {
    id: "deleteSource",
    method: "delete",
    path: "/api/v1/sources/{sourceId}",
    tag: "sources",
    summary: "End a source",
    description: "Its address answers 410 from then on, its keys and secrets end. What came from it stays.",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId }) },
    answers: { 204: { description: "Ended" } },
    problems: gone,
    examples: { end: { summary: "End it", params: own, status: 204 } },
  },
  {
    id: "addSourceSecret",
    method: "post",
    path: "/api/v1/sources/{sourceId}/secrets",
    tag: "sources",
    summary: "Add a live secret beside those there are",
    description: "With two live secrets either is accepted, so that one can be changed without a gap.",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId }) },
    body: secretInputSchema,
    answers: { 201: { description: "Added", schema: createdSecretSchema } },
    problems: { ...gone, 409: "The data key of this source was erased" },
    examples: {
      given: {
        summary: "A secret that the platform made",
        params: own,
        body: { secret: "0123456789abcdef0123456789abcdef" },
        status: 201,
        answer: { id: EXAMPLE_IDS.secretId, secret: null, url: null },
      },
      missing: {
        summary: "None given, where only the platform can make one",
        params: own,
        body: {},
        status: 422,
        answer: exampleProblem(
          "INVALID",
          "Give the signing secret. In your app at api.slack.com/apps, under Basic Information, App Credentials.",
        ),
      },
    },
  },
  {
    id: "retireSourceSecret",
    method: "delete",
    path: "/api/v1/sources/{sourceId}/secrets/{secretId}",
    tag: "sources",
    summary: "End a secret: what is signed with it is refused within a second",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId, secretId: z.uuid() }) },
    answers: { 204: { description: "Ended" } },
    problems: { 404: "There is no such source, or it has no such live secret" },
    examples: {
      retire: { summary: "The old one", params: { ...own, secretId: EXAMPLE_IDS.secretId }, status: 204 },
    },
  },
];
