/** What `GET /api/v1/measure/risks` answers: by type of risk and subject, and how severe and how near. Pure. */
import { z } from "zod";
import { figureSchema } from "@/domain/measure/figures/figure";
import { IMMINENCES_OR_NONE } from "@/domain/measure/figures/measure-cell";
import { RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

const count = z.number().int();

const typeRowSchema = z.object({
  type: z.enum(RISK_TYPES),
  subject: z.enum([...RISK_SUBJECTS, "any"]).meta({ description: "`any`: one row for the type as a whole" }),
  tp: count.meta({ description: "Conversations in which the model named it and a person found it" }),
  fp: count,
  fn: count.meta({ description: "Found by a person, and not named" }),
  open: count.meta({ description: "Named, and not decided" }),
  precision: figureSchema,
  recall: figureSchema,
});
export type TypeRow = z.infer<typeof typeRowSchema>;

/** Rows are what the model said, columns what the person said, in the order of `levels`. */
const confusionSchema = <T extends readonly [string, ...string[]]>(levels: T) =>
  z.object({
    levels: z.array(z.enum(levels)),
    counts: z.array(z.array(count)),
    n: count,
    same: figureSchema.meta({ description: "Share in which both said the same" }),
    agreement: figureSchema.meta({ description: "Cohen's kappa with quadratic weights; −1 to 1" }),
    linear: figureSchema.meta({ description: "The same with linear weights" }),
    under: count.meta({ description: "The model said less than the person" }),
    over: count.meta({ description: "The model said more" }),
  });

export const riskFiguresSchema = z
  .object({
    types: z.array(typeRowSchema).meta({ description: "Each type as a whole, then with each subject" }),
    severity: confusionSchema(SEVERITIES),
    imminence: confusionSchema(IMMINENCES_OR_NONE),
    missing: z.array(z.string()).meta({ description: "What is left out of these figures, in sentences" }),
  })
  .meta({ id: "RiskFigures" });
export type RiskFigures = z.infer<typeof riskFiguresSchema>;
