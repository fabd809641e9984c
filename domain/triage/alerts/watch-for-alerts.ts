import "server-only";
import { z } from "zod";
import { appendEvents } from "@/domain/audit/append-event";
import { settingIn } from "@/domain/settings/setting-in";
import { openAlert } from "@/domain/triage/alerts/open-alert";
import { takeNextSteps } from "@/domain/triage/alerts/take-next-steps";
import { openBreaches, settledCases } from "@/domain/triage/alerts/watch-cases";
import { isDeskEmpty } from "@/domain/triage/alerts/watch-desk";
import { openFailing, settledEndpoints } from "@/domain/triage/alerts/watch-endpoints";
import { didFiguresDiffer } from "@/domain/triage/alerts/watch-figures";
import { isLogStuck } from "@/domain/triage/alerts/watch-log";
import { hasHeldFor, haveReadingsFailed } from "@/domain/triage/alerts/watch-model";
import type { Engine } from "@/inference/engines/engine";
import { db, Prisma, type Tx } from "@/lib/db/client";

const BATCH = 1_000;
const DESK_WIDE = ["empty_desk", "model_down", "log_unpublished", "figures_differed"] as const;
type DeskWide = (typeof DESK_WIDE)[number];

async function openDeskWide(tx: Tx, holding: Record<DeskWide, boolean>): Promise<number> {
  let opened = 0;
  for (const kind of DESK_WIDE) {
    if (holding[kind] && (await openAlert(tx, { kind, key: kind })) !== null) opened += 1;
  }
  return opened;
}

async function resolve(tx: Tx, settled: Prisma.Sql): Promise<number> {
  const rows = z.array(z.object({ id: z.uuid(), caseId: z.uuid().nullable() })).parse(
    await tx.$queryRaw`
      UPDATE alert SET resolved_at = now(), next_step_at = NULL WHERE id IN (
        SELECT a.id FROM alert a WHERE a.resolved_at IS NULL AND ${settled} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id, case_id AS "caseId"`,
  );
  await appendEvents(
    tx,
    rows.map(({ id, caseId }) => ({
      type: "triage.alert.resolved",
      actor: { kind: "system", process: "alerts" },
      ...(caseId === null ? {} : { caseId }),
      facts: { alertId: id },
    })),
  );
  return rows.length;
}

/**
 * Looks for what somebody has to be told of: cases past their time, a desk without people, a model that does not read,
 * endpoints that fail, figures that differed. Opens and resolves alerts, and goes on in the chain of those that nobody has answered. Any number of
 * workers may run it: one at a time does.
 * @returns how many alerts changed
 */
export async function watchForAlerts(engine: Pick<Engine, "name" | "isReachable">): Promise<number> {
  // Asked before the transaction, which nothing outside may hold up. Rules that read by themselves are never down.
  const isReachable = engine.name === "offline" || (await engine.isReachable().catch(() => false));
  return db().$transaction(async (tx) => {
    const [lock] = z
      .array(z.object({ held: z.boolean() }))
      .parse(await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(hashtext('alerts'), hashtext('watch')) AS held`);
    if (lock?.held !== true) return 0;
    const [alerts, { dueSeconds }] = [await settingIn(tx, "alerts"), await settingIn(tx, "tiers")];
    const watch = { tierBreach: alerts.tierBreach, dueSeconds };
    const isDown = !isReachable || (engine.name !== "offline" && (await haveReadingsFailed(tx)));
    const holding = {
      empty_desk: await isDeskEmpty(tx, alerts.emptyDeskSeconds),
      model_down: await hasHeldFor(tx, "model_down", isDown, alerts.modelDownSeconds),
      log_unpublished: await isLogStuck(tx),
      figures_differed: await didFiguresDiffer(tx),
    };
    const over = Object.entries(holding).flatMap(([kind, holds]) => (holds ? [] : [kind]));
    const deskWide = Prisma.sql`a.kind::text = ANY (${over}) AND a.kind::text = ANY (${[...DESK_WIDE]})`;
    const resolved = await resolve(tx, Prisma.sql`(${settledCases(watch)} OR ${settledEndpoints} OR ${deskWide})`);
    const opened = (await openBreaches(tx, watch)) + (await openDeskWide(tx, holding)) + (await openFailing(tx));
    return resolved + opened + (await takeNextSteps(tx, alerts.chain));
  });
}
