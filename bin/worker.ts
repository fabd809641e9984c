import { runIntake } from "@/bin/intake";
import { runMaintenance } from "@/bin/maintenance";
import { runOutbox } from "@/bin/outbox";
import { repeat } from "@/bin/repeat";
import { runSealer } from "@/bin/sealer";
import { openInstallation } from "@/domain/access/open-installation";
import {
  ensureReadingQueues,
  READING_FAILED_QUEUE,
  READING_QUEUE,
  readingJobSchema,
} from "@/domain/ingest/reading-jobs";
import { workOnEvaluation } from "@/domain/measure/evaluations/work-on-evaluation";
import { isDeskBehind, workOnShadowRun } from "@/domain/measure/shadow/work-on-shadow-run";
import { giveReadingToAPerson, readAndRoute } from "@/domain/triage/read-and-route";
import { chosen } from "@/inference/choose-engine";
import { keepLookingAt } from "@/inference/endpoints/warm-up";
import type { Engine } from "@/inference/engines/engine";
import { candidate, shadowEngine } from "@/inference/shadow-engine";
import { disconnectDb } from "@/lib/db/client";
import { loadEnv } from "@/lib/env/env";
import { jobs, stopJobs } from "@/lib/jobs/boss";
import { log } from "@/lib/log/log";
import { getDatabaseUrl } from "@/lib/postgres/with-database";
import { onShutdown } from "@/lib/process/on-shutdown";
import { describeFailure, OperatorError } from "@/lib/process/operator-error";

/** Readings under way at once in this process, as loops × batch: they wait for the model, hardly for the processor. */
const READING_LOOPS = 4;
const READING_BATCH = 8;
const POLL_SECONDS = 0.5;
const STOP_MS = 4_000;
/** How long runs that nobody waits for rest while there is none, in milliseconds. */
const RUN_IDLE_MS = 1_000;

/** Settles one job of a batch by itself, so that one that fails does not make the others run again. */
async function readOne(engine: Engine, job: { id: string; data: unknown }) {
  try {
    await readAndRoute(engine, readingJobSchema.parse(job.data));
    return { id: job.id, status: "completed" } as const;
  } catch (error) {
    log.error({ job: job.id, err: describeFailure(error) }, "reading failed");
    return { id: job.id, status: "failed" } as const;
  }
}

/** One worker process: reads conversations and keeps the queue in order. Any number may run beside each other. */
async function main(): Promise<void> {
  const env = loadEnv();
  Object.assign(process.env, { DATABASE_URL: await getDatabaseUrl(env), VIGIL_SECRET: env.secret });
  const { engine, fleet, why } = chosen();
  await openInstallation();
  const boss = await jobs({ supervise: true });
  await ensureReadingQueues();
  const options = {
    pollingIntervalSeconds: POLL_SECONDS,
    localConcurrency: READING_LOOPS,
    batchSize: READING_BATCH,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await boss.work(READING_QUEUE, options, (batch) => Promise.all(batch.map((job) => readOne(engine, job))));
  await boss.work(READING_FAILED_QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, async (batch) => {
    for (const job of batch) await giveReadingToAPerson(readingJobSchema.parse(job.data));
  });
  const maintenance = runMaintenance(engine, fleet);
  const intake = runIntake();
  const stopping = new AbortController();
  const { signal } = stopping;
  const evaluating = repeat("evaluations", RUN_IDLE_MS, signal, () => workOnEvaluation(engine, signal));
  const shadowing = repeat("shadow runs", RUN_IDLE_MS, signal, async () => {
    return !(await isDeskBehind()) && workOnShadowRun(shadowEngine, signal);
  });
  const fleets = [fleet, candidate()?.fleet].filter((each) => each !== null && each !== undefined);
  const looking = fleets.map((each) => keepLookingAt(each, signal));
  const sending = runOutbox(signal);
  const sealing = runSealer(signal);
  onShutdown(async () => {
    stopping.abort();
    const closing = fleets.map((each) => each.close());
    const ending = [maintenance.stop(), intake.stop(), evaluating, shadowing, sending, sealing];
    await Promise.all([...ending, ...closing, ...looking]);
    await stopJobs(STOP_MS);
    await disconnectDb();
  }, STOP_MS + 2_000);
  log.info({ engine: engine.name, model: engine.model, why }, "worker ready");
}

main().catch((error: unknown) => {
  process.stderr.write(`vigil worker: ${describeFailure(error)}\n`);
  process.exit(error instanceof OperatorError ? error.exitCode : 1);
});
