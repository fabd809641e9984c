import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { deliveryBodySchema, deliveryPageSchema, replayedSchema } from "@/domain/ingest/delivery-dto";
import { deliveryFilterSchema } from "@/domain/ingest/list-deliveries";
import { replayInputSchema } from "@/domain/ingest/replay-deliveries";

const sourceId = z.uuid();
const own = { sourceId: EXAMPLE_IDS.sourceId };
const BODY = '{"type":"message.created","data":{}}';

/** Webhook deliveries, as they were stored. */
export const DELIVERY_OPERATIONS: readonly Operation[] = [
  {
    id: "listDeliveries",
    method: "get",
    path: "/api/v1/sources/{sourceId}/deliveries",
    tag: "sources",
    summary: "List the webhook deliveries of a source, newest first, without their bodies",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId }), query: deliveryFilterSchema },
    answers: { 200: { description: "One page", schema: deliveryPageSchema } },
    problems: { 404: "There is no such source" },
    examples: {
      attention: {
        summary: "Those that could not be understood",
        params: { ...own, state: "needs_attention", limit: "25" },
        status: 200,
        answer: {
          items: [
            {
              id: EXAMPLE_IDS.deliveryId,
              state: "needs_attention",
              topic: null,
              messages: 0,
              reason: "data.conversationId is missing",
              receivedAt: "2026-11-21T03:04:05.980Z",
              handledAt: "2026-11-21T03:04:06.110Z",
            },
          ],
          next: null,
        },
      },
    },
  },
  {
    id: "getDelivery",
    method: "get",
    path: "/api/v1/sources/{sourceId}/deliveries/{deliveryId}",
    tag: "sources",
    summary: "Look at a delivery as it came",
    description: "This is content, so each look is recorded in the audit log.",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId, deliveryId: z.uuid() }) },
    answers: { 200: { description: "Its body", schema: deliveryBodySchema } },
    problems: { 404: "There is no such source or delivery", 409: "The data key of this source was erased" },
    examples: {
      look: {
        summary: "A message without a conversation",
        params: { ...own, deliveryId: EXAMPLE_IDS.deliveryId },
        status: 200,
        answer: {
          id: EXAMPLE_IDS.deliveryId,
          contentType: "application/json",
          bytes: BODY.length,
          text: BODY,
          isCut: false,
        },
      },
    },
  },
  {
    id: "replayDeliveries",
    method: "post",
    path: "/api/v1/sources/{sourceId}/deliveries/replay",
    tag: "sources",
    summary: "Read deliveries again from their stored bytes",
    description: "As if they had just come. What is there already does not change.",
    who: "person",
    right: "source.manage",
    params: { path: z.object({ sourceId }) },
    body: replayInputSchema,
    answers: { 200: { description: "How many will be read again", schema: replayedSchema } },
    problems: { 404: "There is no such source, or one of the ids is no delivery of it" },
    examples: {
      one: {
        summary: "One delivery",
        params: own,
        body: { ids: [EXAMPLE_IDS.deliveryId] },
        status: 200,
        answer: { replayed: 1 },
      },
      attention: {
        summary: "All that could not be understood",
        params: own,
        body: { state: "needs_attention" },
        status: 200,
        answer: { replayed: 3 },
      },
      neither: {
        summary: "Neither ids nor a state",
        params: own,
        body: {},
        status: 422,
        answer: exampleProblem("INVALID", "give either `ids` or a `state`"),
      },
    },
  },
];
