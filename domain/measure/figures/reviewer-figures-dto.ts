/** What `GET /api/v1/measure/reviewers` and `GET /api/v1/measure/gold` answer. Pure. */
import { z } from "zod";
import { figureSchema } from "@/domain/measure/figures/figure";

const count = z.number().int();

export const AGREED_ON = ["verdict", "types", "severity", "imminence"] as const;

export const reviewerFiguresSchema = z
  .object({
    agreement: z.array(
      z.object({
        on: z.enum(AGREED_ON),
        units: count.meta({ description: "Conversations that two or more people decided on independently" }),
        alpha: figureSchema.meta({ description: "Krippendorff's alpha; −1 to 1" }),
        ac1: figureSchema.meta({ description: "Gwet's AC1, beside it: alpha falls where nearly all say the same" }),
        same: figureSchema.meta({ description: "Share of pairs that said the same" }),
      }),
    ),
    secondReviews: z.object({ asked: count, answered: count, withdrawn: count, agreed: count }),
    anchoring: z.object({ blind: figureSchema, shown: figureSchema, difference: figureSchema }).meta({
      description:
        "How often people agree that there is a risk where the model flagged: without seeing its answer, and with it in view",
    }),
    missing: z.array(z.string()).meta({ description: "What is left out of these figures, in sentences" }),
  })
  .meta({ id: "ReviewerFigures" });
export type ReviewerFigures = z.infer<typeof reviewerFiguresSchema>;

export const goldQuerySchema = z.object({
  reviewer: z.string().min(1).max(64).optional().meta({ description: "Id of a person; without it, all you may see" }),
});

export const goldAccuracySchema = z
  .object({
    items: z.array(
      z.object({
        reviewer: z.object({ id: z.string(), name: z.string() }),
        asked: count,
        answered: count,
        right: count.meta({ description: "Same conclusion as the reference in the whole" }),
        verdict: figureSchema.meta({ description: "Share with the right verdict: a risk or none" }),
        whole: figureSchema.meta({ description: "Share with the same conclusion in the whole" }),
        sensitivity: figureSchema.meta({ description: "Of reference cases with a risk: share found" }),
        specificity: figureSchema.meta({ description: "Of reference cases without one: share cleared" }),
      }),
    ),
  })
  .meta({ id: "GoldAccuracy" });
export type GoldAccuracy = z.infer<typeof goldAccuracySchema>;
