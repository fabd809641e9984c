/** Where a conversation stands in a thread that is longer than one conversation holds. Pure: pages read it too. */
import { z } from "zod";

export const threadPartsSchema = z.object({
  part: z
    .number()
    .int()
    .meta({ description: "1, and counting on where a thread has more messages than one conversation holds" }),
  parts: z.number().int().meta({ description: "How many conversations the thread is, this one included" }),
  partBeforeId: z.uuid().nullable().meta({ description: "The conversation that holds the messages before these" }),
  partAfterId: z.uuid().nullable().meta({ description: "The conversation in which the thread goes on" }),
});
export type ThreadParts = z.infer<typeof threadPartsSchema>;
