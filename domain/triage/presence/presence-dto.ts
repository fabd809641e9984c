/** Who looks at what in this moment. Pure: pages read their answers with it. */
import { z } from "zod";

/** Who was seen within this time, in seconds, is there. */
export const HERE_SECONDS = 60;
/** How often a visible page says that somebody is there, in seconds. */
export const PRESENCE_SECONDS = 20;

export const presenceSchema = z
  .object({ others: z.array(z.object({ name: z.string() })).meta({ description: "Who else looks at it now" }) })
  .meta({ id: "Presence" });
export type Presence = z.infer<typeof presenceSchema>;
