import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { makePlan } from "@/domain/measure/sampling/plan-rules";
import type { PlanInput, SamplingPlan } from "@/domain/measure/sampling/sampling-dto";
import {
  loadFoundWeekly,
  loadIntake,
  loadSampleState,
  loadSecondsEach,
} from "@/domain/measure/sampling/sampling-queries";
import { currentSetting } from "@/domain/settings/current-setting";
import { db } from "@/lib/db/client";

/** What rates of sampling would cost and buy, and what a wished interval of recall would need. Changes nothing. Throws FORBIDDEN. */
export async function planSampling(actor: Actor, input: PlanInput): Promise<SamplingPlan> {
  requireRight(actor, "measure.read");
  const client = db();
  const [rates, { basisDays, intake }, foundWeekly, time, read] = await Promise.all([
    input.rates ?? currentSetting("sampling"),
    loadIntake(client),
    loadFoundWeekly(client),
    loadSecondsEach(client),
    loadSampleState(client),
  ]);
  const { weeks, halfWidth = null } = input;
  return makePlan({ weeks, halfWidth, rates, basisDays, intake, read, foundWeekly, time });
}
