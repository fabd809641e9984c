/** Whether the content of a conversation is there, and must stay. Pure: pages read their answers with it. */
import { z } from "zod";

export const keptSchema = z.object({
  erasedAt: z.iso.datetime().nullable().meta({ description: "Since when its content is gone" }),
  emptiedAt: z.iso.datetime().nullable().meta({ description: "Since when nobody's words are left in it" }),
  heldSince: z.iso.datetime().nullable().meta({ description: "Since when a legal hold keeps it from being erased" }),
});
export type Kept = z.infer<typeof keptSchema>;
