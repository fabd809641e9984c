/** What `GET /api/v1/measure/times` answers: how long cases wait, with those that still wait. Pure. */
import { z } from "zod";
import { figureSchema } from "@/domain/measure/figures/figure";

export const STEPS = ["view", "decision"] as const;

export const timeFiguresSchema = z
  .object({
    rows: z.array(
      z.object({
        tier: z.number().int().nullable().meta({ description: "null: all tiers together" }),
        step: z.enum(STEPS).meta({ description: "Until somebody first took it; until the first decision that stands" }),
        cases: z.number().int(),
        done: z.number().int(),
        open: z.number().int().meta({ description: "Still waiting: counted for as long as they have" }),
        closed: z.number().int().meta({ description: "Closed without it: counted for as long as they waited" }),
        p50: figureSchema.meta({ description: "Seconds" }),
        p90: figureSchema,
        p99: figureSchema,
        endless: z.array(z.enum(["p50", "p90", "p99"])).meta({
          description:
            "Those whose `high` is no upper end: too many still wait, or too few have, to know one; it is at least that",
        }),
        curve: z
          .array(z.object({ seconds: z.number(), share: z.number(), low: z.number(), high: z.number() }))
          .meta({ description: "Share still waiting after so many seconds (Kaplan-Meier), with its interval" }),
        dueSeconds: z.number().nullable().meta({ description: "The time this tier is due in, as set now" }),
      }),
    ),
    missing: z.array(z.string()).meta({ description: "What is left out of these figures, in sentences" }),
    resolution: z.string().meta({ description: "How finely times are told apart, in a sentence" }),
  })
  .meta({ id: "TimeFigures" });
export type TimeFigures = z.infer<typeof timeFiguresSchema>;
