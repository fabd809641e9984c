/** What can be erased, and what is told of it. Pure: pages read their answers with it. */
import { z } from "zod";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES } from "@/domain/triage/case-state";
import { outsideId } from "@/lib/text/printable";

/** Why somebody asks; never in words of their own, which would be kept for ever. */
export const ERASURE_REASONS = ["asked_by_the_person", "ordered", "sent_in_by_mistake", "other"] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/** Whom it is about: by the id that their source knows them by, or the one person who wrote in a conversation. */
export const erasureSubjectSchema = z
  .union([
    z.strictObject({
      sourceId: z.uuid(),
      externalId: outsideId(500).meta({
        description: "The id the source gives the person. Looked up by its keyed hash; not kept",
      }),
    }),
    z.strictObject({ conversationId: z.uuid() }),
  ])
  .meta({ id: "ErasureSubject" });
export type ErasureSubject = z.infer<typeof erasureSubjectSchema>;

export const erasurePreviewInputSchema = z
  .strictObject({ subject: erasureSubjectSchema })
  .meta({ id: "ErasurePreviewInput" });

export const erasureInputSchema = z
  .strictObject({
    subject: erasureSubjectSchema,
    reason: z.enum(ERASURE_REASONS),
    ends: z
      .array(z.uuid())
      .max(10_000)
      .meta({ description: "The open cases and unread conversations that end with it: all that the preview names" }),
  })
  .meta({ id: "ErasureInput" });
export type ErasureInput = z.infer<typeof erasureInputSchema>;

/** Why nothing can be erased now. */
const ERASURE_REFUSALS = ["unknown", "held", "being_reviewed"] as const;

export const erasurePreviewSchema = z
  .object({
    authors: z
      .number()
      .int()
      .meta({ description: "Rows of the person: one, and one more for each return after an erasure" }),
    conversations: z.number().int(),
    shared: z.number().int().meta({ description: "Of these, those in which other people’s words stay" }),
    messages: z.number().int(),
    openCases: z.array(
      z.object({ id: z.uuid(), tier: z.number().int(), state: z.enum(CASE_STATES), reason: z.enum(CASE_REASONS) }),
    ),
    unread: z.array(z.uuid()).meta({ description: "Conversations that nobody and no model has read yet" }),
    heldConversations: z.number().int().meta({ description: "Under legal hold: nothing is erased while there is one" }),
    waitingCopies: z.number().int().meta({
      description:
        "Deliveries and uploads of these sources that are not read in yet: they may hold words of the person",
    }),
    refusal: z.enum(ERASURE_REFUSALS).nullable().meta({ description: "Why nothing can be erased now" }),
  })
  .meta({ id: "ErasurePreview" });
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>;

export const erasureSchema = z
  .object({
    id: z.uuid(),
    cause: z.string(),
    reason: z.string().nullable(),
    by: z.string().nullable().meta({ description: "null where the desk itself, or its command line, did it" }),
    at: z.iso.datetime(),
    authors: z.number().int(),
    conversations: z.number().int(),
    keys: z.number().int(),
    casesClosed: z.number().int(),
  })
  .meta({ id: "Erasure" });
export type ErasureDto = z.infer<typeof erasureSchema>;

/** What an erasure has done. `casesClosed`: cases that were live until then. */
export const destroyedSchema = erasureSchema
  .pick({ id: true, authors: true, conversations: true, keys: true, casesClosed: true })
  .meta({ id: "Erased" });
export type Destroyed = z.infer<typeof destroyedSchema>;

export const erasurePageSchema = z
  .object({ items: z.array(erasureSchema), nextCursor: z.string().nullable() })
  .meta({ id: "ErasurePage" });
export type ErasurePage = z.infer<typeof erasurePageSchema>;
