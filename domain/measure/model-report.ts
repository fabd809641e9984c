/** The model side of the desk, as it leaves the API. Pure: pages read their answers with it. */
import type { z } from "zod";
import { queueSummarySchema } from "@/domain/triage/queue-summary";
import { modelOverviewSchema } from "@/inference/model-overview";

export const modelReportSchema = modelOverviewSchema
  .extend({ queue: queueSummarySchema.pick({ unread: true, oldestUnreadAt: true }) })
  .meta({ id: "ModelReport" });
export type ModelReport = z.infer<typeof modelReportSchema>;
