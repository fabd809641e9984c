import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import {
  createdEndpointSchema,
  endpointListSchema,
  rotatedSecretSchema,
  testedEndpointSchema,
} from "@/domain/outbox/endpoint-dto";
import { endpointChangeSchema, endpointInputSchema } from "@/domain/outbox/endpoint-input";
import { endpointFilterSchema } from "@/domain/outbox/list-endpoints";

const own = { endpointId: EXAMPLE_IDS.endpointId };
const path = z.object({ endpointId: z.uuid() });
const gone = { 404: "There is no such endpoint" };
const who = { tag: "outbox", who: "person", right: "settings.manage" } as const;

const onCall = {
  id: EXAMPLE_IDS.endpointId,
  kind: "webhook",
  name: "On call",
  sourceId: null,
  events: [],
  hint: "hooks.example.org",
  createdAt: "2026-11-20T09:00:00.000Z",
  pausedAt: null,
  previousSecretUntil: null,
  waiting: 0,
  oldestWaitingAt: null,
  lastDeliveredAt: "2026-11-21T03:09:06.000Z",
  isFailing: false,
  lastError: null,
};

/** Where alerts and decisions go outside the desk. */
export const OUTBOX_OPERATIONS: readonly Operation[] = [
  {
    ...who,
    id: "listOutboundEndpoints",
    right: "settings.read",
    method: "get",
    path: "/api/v1/outbox/endpoints",
    summary: "List where alerts, or the decisions of a source, are sent to",
    params: { query: endpointFilterSchema },
    answers: { 200: { description: "Where they lead is not shown again beyond a hint", schema: endpointListSchema } },
    examples: { alerts: { summary: "Of alerts", status: 200, answer: { items: [onCall] } } },
  },
  {
    ...who,
    id: "createOutboundEndpoint",
    method: "post",
    path: "/api/v1/outbox/endpoints",
    summary: "Add a webhook, a mail or a Slack channel",
    description:
      "Messages hold ids and words of the desk's own, never what people wrote. Hosts must be public unless an admin allowed their network.",
    body: endpointInputSchema,
    answers: { 201: { description: "Added; a webhook's secret is shown this once", schema: createdEndpointSchema } },
    examples: {
      webhook: {
        summary: "A webhook for alerts",
        body: { kind: "webhook", name: "On call", url: "https://hooks.example.org/vigil" },
        status: 201,
        answer: { id: EXAMPLE_IDS.endpointId, secret: "whsec_shown-here-once" },
      },
      decisions: {
        summary: "A webhook for the decisions on what came from a source",
        body: {
          kind: "webhook",
          name: "Back to the chat",
          url: "https://chat.example.org/decisions",
          sourceId: EXAMPLE_IDS.sourceId,
        },
        status: 201,
        answer: { id: EXAMPLE_IDS.endpointId, secret: "whsec_shown-here-once" },
      },
      email: {
        summary: "A mail, for cases past their time alone",
        body: {
          kind: "email",
          name: "Shift lead",
          events: ["tier_breach"],
          host: "mail.example.org",
          port: 587,
          security: "starttls",
          user: "vigil",
          password: "of-the-mail-server",
          from: "vigil@example.org",
          to: ["lead@example.org"],
        },
        status: 201,
        answer: { id: EXAMPLE_IDS.endpointId, secret: null },
      },
      slack: {
        summary: "An incoming webhook of Slack",
        body: { kind: "slack", name: "Channel of the shift", url: "https://hooks.slack.com/services/T0/B0/x" },
        status: 201,
        answer: { id: EXAMPLE_IDS.endpointId, secret: null },
      },
      credentials: {
        summary: "An address that holds a password",
        body: { kind: "webhook", name: "On call", url: "https://me:word@hooks.example.org/vigil" },
        status: 422,
        answer: exampleProblem("INVALID", "The input is not valid.", {
          errors: [{ pointer: "/url", message: "Leave the user name and password out: signatures prove who sends." }],
        }),
      },
    },
  },
  {
    ...who,
    id: "changeOutboundEndpoint",
    method: "patch",
    path: "/api/v1/outbox/endpoints/{endpointId}",
    summary: "Rename an endpoint, choose its kinds of alerts, pause it or let it go on",
    params: { path },
    body: endpointChangeSchema,
    answers: { 204: { description: "Changed" } },
    problems: gone,
    examples: {
      pause: { summary: "Send nothing there for now", params: own, body: { paused: true }, status: 204 },
      resume: { summary: "Send what has waited", params: own, body: { paused: false }, status: 204 },
    },
  },
  {
    ...who,
    id: "deleteOutboundEndpoint",
    method: "delete",
    path: "/api/v1/outbox/endpoints/{endpointId}",
    summary: "End an endpoint: what waits for it is called off",
    params: { path },
    answers: { 204: { description: "Ended" } },
    problems: gone,
    examples: { end: { summary: "End it", params: own, status: 204 } },
  },
  {
    ...who,
    id: "testOutboundEndpoint",
    method: "post",
    path: "/api/v1/outbox/endpoints/{endpointId}/test",
    summary: "Send a test, and see what the receiver makes of it",
    params: { path },
    answers: { 200: { description: "How it ended, also where it did not arrive", schema: testedEndpointSchema } },
    problems: gone,
    examples: {
      refused: {
        summary: "A host that is not public",
        params: own,
        status: 200,
        answer: {
          ok: false,
          status: null,
          error: "The host leads to an address that is not public. An admin can allow its network in the settings.",
          said: "",
        },
      },
    },
  },
  {
    ...who,
    id: "rotateOutboundSecret",
    method: "post",
    path: "/api/v1/outbox/endpoints/{endpointId}/secret",
    summary: "Give a webhook a new secret",
    description: "For a day messages are signed with both, so that the receiver changes over without a gap.",
    params: { path },
    answers: { 200: { description: "The secret, shown this once", schema: rotatedSecretSchema } },
    problems: { ...gone, 409: "It is not a webhook" },
    examples: {
      rotate: {
        summary: "A new secret",
        params: own,
        status: 200,
        answer: { secret: "whsec_shown-here-once", previousSecretUntil: "2026-11-22T03:09:06.000Z" },
      },
    },
  },
];
