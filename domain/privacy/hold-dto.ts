/** Legal holds: what they are on, and why, in words of the desk's own. Pure. */
import { z } from "zod";
import { outsideId } from "@/lib/text/printable";

const HOLD_REASONS = ["litigation", "investigation", "regulator", "other"] as const;

export const holdInputSchema = z
  .strictObject({
    of: z.union([
      z.strictObject({ conversationId: z.uuid() }),
      z.strictObject({ sourceId: z.uuid(), externalId: outsideId(500) }),
    ]),
    reason: z.enum(HOLD_REASONS),
  })
  .meta({ id: "HoldInput" });
export type HoldInput = z.infer<typeof holdInputSchema>;

export const holdSetSchema = z.object({ ids: z.array(z.uuid()) }).meta({ id: "HoldSet" });
export type HoldSet = z.infer<typeof holdSetSchema>;

export const holdSchema = z
  .object({
    id: z.uuid(),
    of: z.enum(["conversation", "person"]),
    conversationId: z.uuid().nullable(),
    reason: z.string(),
    setAt: z.iso.datetime(),
    setBy: z.string().nullable(),
    releasedAt: z.iso.datetime().nullable(),
    releasedBy: z.string().nullable(),
  })
  .meta({ id: "Hold" });
export type HoldDto = z.infer<typeof holdSchema>;

export const holdPageSchema = z
  .object({ items: z.array(holdSchema), nextCursor: z.string().nullable() })
  .meta({ id: "HoldPage" });
export type HoldPage = z.infer<typeof holdPageSchema>;
