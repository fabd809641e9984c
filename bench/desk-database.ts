/** Claiming, listing and summing up by the domain functions, without HTTP. */
import { measureLatency } from "@/bench/measure-latency";
import type { UserActor } from "@/domain/access/actor";
import type { CasePageQuery } from "@/domain/triage/case-filter";
import { claimNextCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { db } from "@/lib/db/client";

const RUNS = 200;

export async function measureAt(cases: number, actor: UserActor) {
  const middle = await listCases(actor, {});
  return {
    cases,
    claim: await measureLatency(RUNS, () => claimNextCase(actor)),
    list: await measureLatency(RUNS, () => listCases(actor, {})),
    "list, next page": await measureLatency(RUNS, () => listCases(actor, { cursor: middle.nextCursor ?? "" })),
    "list, last page": await measureLatency(RUNS, () => listCases(actor, { from: "end" })),
    summary: await measureLatency(100, () => summariseQueue(actor)),
  };
}

/** Each filter, and combinations that few or no cases fit. */
export async function measureFilters(actor: UserActor) {
  const sources = await db().source.findMany({ where: { name: { startsWith: "Bench" } }, orderBy: { name: "asc" } });
  const [common, rare] = [sources[0]?.id ?? "", sources.at(-1)?.id ?? ""];
  const filters: Record<string, CasePageQuery> = {
    "tier without cases": { tier: 0 },
    "common type": { type: "suicide" },
    "rare type": { type: "stalking" },
    subject: { subject: "other" },
    "type and subject": { type: "stalking", subject: "other" },
    "common source": { source: common },
    "rare source": { source: rare },
    "rare language": { language: "is" },
    "language nobody writes": { language: "sv" },
    "rare engine": { engine: "vllm" },
    nobody: { assignee: "nobody" },
    me: { assignee: "me" },
    "oldest ten minutes": { olderThanMinutes: 1190 },
    snoozed: { state: "snoozed" },
    closed: { state: "closed" },
    "reason nobody has": { reason: "gold" },
    "rare and rare": { source: rare, language: "is" },
    "everything at once": {
      source: common,
      language: "fr",
      type: "stalking",
      subject: "other",
      engine: "offline",
      assignee: "nobody",
      olderThanMinutes: 600,
    },
  };
  const rows = [];
  for (const [filter, query] of Object.entries(filters)) {
    const { items } = await listCases(actor, query);
    rows.push({ filter, rows: items.length, ...(await measureLatency(20, () => listCases(actor, query))) });
  }
  return rows;
}
