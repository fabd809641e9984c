/** What the filters of the queue can be set to on this desk. Pure: pages read their answers with it. */
import { z } from "zod";

const named = z.object({ id: z.string(), name: z.string() });

export const queueChoicesSchema = z
  .object({
    sources: z.array(named),
    languages: z.array(z.string()).meta({ description: "ISO 639-1, of all conversations there are" }),
    people: z.array(named).meta({ description: "Those who may hold a case" }),
  })
  .meta({ id: "QueueChoices" });
export type QueueChoices = z.infer<typeof queueChoicesSchema>;
