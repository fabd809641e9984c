import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { chosen, readingsAreProvisional } from "@/inference/choose-engine";
import { rulesInForce } from "@/inference/current-offline-rules";
import { listEndpointReports } from "@/inference/endpoints/report-endpoints";
import type { ModelOverview } from "@/inference/model-overview";
import { summariseCalls, summariseReadings } from "@/inference/recent-work";
import { getStrategyInForce } from "@/inference/strategy-in-force";

/** Name under which the process that answers shows its own view of the endpoints. */
const HERE = "this page's process";

/**
 * What reads conversations, why, and how it is doing: endpoints as each process sees them, and the last hour's work.
 * @throws FORBIDDEN
 */
export async function getModelOverview(actor: Actor): Promise<ModelOverview> {
  requireRight(actor, "model.manage");
  const now = new Date();
  const { engine, fleet, why } = chosen();
  const [reports, calls, readings, strategy, { rules, problems }] = await Promise.all([
    listEndpointReports(),
    summariseCalls(now),
    summariseReadings(now),
    getStrategyInForce(),
    rulesInForce(),
  ]);
  const here = (fleet?.reports() ?? []).map((report) => ({ process: HERE, reportedAt: now, report }));
  return {
    engine: engine.name,
    model: engine.model,
    why,
    offline: readingsAreProvisional(),
    endpoints: [...reports, ...here].map(({ reportedAt, ...rest }) => ({
      ...rest,
      reportedAt: reportedAt.toISOString(),
    })),
    calls,
    readings,
    strategy,
    rules: { name: rules.name, problems: problems.length },
  };
}
