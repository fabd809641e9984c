import { hostname } from "node:os";
import { recordRefusals } from "@/domain/access/record-refusals";
import { closeDecidedCases } from "@/domain/decide/close-decided-cases";
import { mixInGold } from "@/domain/decide/gold/mix-in-gold";
import { forgetDeliveries } from "@/domain/ingest/forget-deliveries";
import { failStaleUploads } from "@/domain/ingest/uploads/fail-stale-uploads";
import { removeLeftPieces } from "@/domain/ingest/uploads/remove-pieces";
import { checkFactsDaily } from "@/domain/measure/facts/check-facts";
import { foldChanges } from "@/domain/measure/facts/fold-changes";
import { publishCheckpoint } from "@/domain/outbox/publish-checkpoint";
import { applyRetention } from "@/domain/privacy/apply-retention";
import { currentSetting } from "@/domain/settings/current-setting";
import { watchForAlerts } from "@/domain/triage/alerts/watch-for-alerts";
import { ageCases, expireClaims } from "@/domain/triage/claim-next-case";
import { checkCounts } from "@/domain/triage/counts/check-counts";
import { foldCounts } from "@/domain/triage/counts/fold-counts";
import { sweepPresence } from "@/domain/triage/presence/sweep-presence";
import { requeueForModel, requeueLostReadings } from "@/domain/triage/read-again";
import { sweepWellbeing } from "@/domain/triage/wellbeing/sweep-wellbeing";
import type { Fleet } from "@/inference/endpoints/fleet";
import { reportEndpoints } from "@/inference/endpoints/report-endpoints";
import type { Engine } from "@/inference/engines/engine";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log/log";
import { pause } from "@/lib/process/pause";

const DAY_MS = 24 * 3_600_000;

type Chore = { name: string; everyMs: number; run: () => Promise<number> };

async function ageIfWanted(): Promise<number> {
  const { ageing } = await currentSetting("tiers");
  return ageing ? db().$transaction(ageCases) : 0;
}

/** What has to happen without anybody asking. Every chore may run in several processes at once. */
function choresOf(engine: Engine, fleet: Fleet | null): Chore[] {
  const name = `${hostname()} ${process.pid}`;
  const reporting = fleet && {
    name: "report endpoints",
    everyMs: 3_000,
    run: () => reportEndpoints(name, fleet),
  };
  return [
    ...(reporting ? [reporting] : []),
    { name: "expire claims", everyMs: 2_000, run: () => db().$transaction(expireClaims) },
    { name: "age cases", everyMs: 2_000, run: ageIfWanted },
    { name: "close decided cases", everyMs: 2_000, run: closeDecidedCases },
    { name: "fold the counts of the queue", everyMs: 5_000, run: foldCounts },
    { name: "check the counts of the queue", everyMs: DAY_MS, run: checkCounts },
    { name: "sweep presence", everyMs: 60_000, run: sweepPresence },
    { name: "sweep the ledger of exposure", everyMs: 3_600_000, run: sweepWellbeing },
    { name: "watch for alerts", everyMs: 2_000, run: () => watchForAlerts(engine) },
    { name: "mix in reference cases", everyMs: 15_000, run: mixInGold },
    { name: "fold changes into the figures", everyMs: 2_000, run: foldChanges },
    { name: "check the figures", everyMs: 600_000, run: checkFactsDaily },
    { name: "fail stale uploads", everyMs: 60_000, run: failStaleUploads },
    { name: "remove files of ended uploads", everyMs: 60_000, run: removeLeftPieces },
    { name: "forget deliveries", everyMs: 3_600_000, run: forgetDeliveries },
    { name: "retention", everyMs: DAY_MS, run: applyRetention },
    { name: "record refused attempts", everyMs: 15_000, run: recordRefusals },
    { name: "publish checkpoints", everyMs: 5_000, run: publishCheckpoint },
    { name: "requeue lost readings", everyMs: 5_000, run: requeueLostReadings },
    { name: "read again", everyMs: 5_000, run: () => requeueForModel(engine) },
  ];
}

/** Runs the chores until stopped. A chore that fails (a database that is restarting, say) is logged and runs again. */
export function runMaintenance(engine: Engine, fleet: Fleet | null): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loops = choresOf(engine, fleet).map(async (chore) => {
    while (!stopping.signal.aborted) {
      try {
        const done = await chore.run();
        if (done > 0) log.info({ chore: chore.name, done }, "maintenance");
      } catch (error) {
        log.error({ chore: chore.name, err: error instanceof Error ? error.message : "unknown" }, "maintenance failed");
      }
      await pause(chore.everyMs, stopping.signal);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
