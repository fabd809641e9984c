import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { whatIsMissing } from "@/domain/measure/sampling/missing";
import type { Frame, SamplingReport, SamplingStratum } from "@/domain/measure/sampling/sampling-dto";
import {
  countByFrame,
  countReadByRules,
  loadSampleState,
  type SampleState,
} from "@/domain/measure/sampling/sampling-queries";
import { fallbackOf, parseSetting } from "@/domain/settings/definitions";
import { listFrameRows } from "@/domain/triage/sampling/frame";
import { STRATA } from "@/domain/triage/sampling/strata";
import { type Db, db } from "@/lib/db/client";

const NOTHING = { conversations: 0, flagged_since: 0, drawn: 0, reviewed: 0, waiting: 0, withdrawn: 0, found: 0 };

function toStratum(state: SampleState): SamplingStratum {
  const { stratum, conversations, drawn, reviewed, waiting, withdrawn, found } = state;
  const asked = drawn - withdrawn;
  return {
    stratum,
    conversations,
    flaggedSince: state.flagged_since,
    drawn,
    reviewed,
    waiting,
    setAside: asked - reviewed - waiting,
    withdrawn,
    found,
    response: asked > 0 ? reviewed / asked : null,
    oldestWaitingAt: state.oldest?.toISOString() ?? null,
  };
}

/** Every stratum there is, also where nothing was read yet, and those of earlier rules that hold something. */
function allStrata(states: readonly SampleState[]): SamplingStratum[] {
  const known: readonly string[] = STRATA;
  const former = states.filter(({ stratum }) => !known.includes(stratum)).map(({ stratum }) => stratum);
  return [...known, ...former].map((stratum) =>
    toStratum(states.find((state) => state.stratum === stratum) ?? { stratum, ...NOTHING, oldest: null }),
  );
}

async function loadFrames(client: Db): Promise<Frame[]> {
  const [rows, counts] = await Promise.all([listFrameRows(client), countByFrame(client)]);
  return rows.map(({ id, ruleVersion, secretHash, startedAt, endedAt }) => ({
    id,
    ruleVersion,
    secretHash: Buffer.from(secretHash).toString("hex"),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    conversations: counts.get(id) ?? 0,
  }));
}

async function loadRates(client: Db): Promise<SamplingReport["rates"]> {
  const newest = await client.settingChange.findFirst({
    where: { name: "sampling" },
    orderBy: { version: "desc" },
    include: { changedBy: true },
  });
  return {
    value: newest ? parseSetting("sampling", newest.value) : fallbackOf("sampling"),
    version: newest?.version ?? 0,
    changedAt: newest?.changedAt.toISOString() ?? null,
    changedBy: newest?.changedBy?.name ?? null,
  };
}

/** How the samples of what was read clear stand, stratum by stratum, and what is missing. Throws FORBIDDEN. */
export async function getSamplingReport(actor: Actor): Promise<SamplingReport> {
  requireRight(actor, "measure.read");
  const client = db();
  const [states, frames, readByRules, rates] = await Promise.all([
    loadSampleState(client),
    loadFrames(client),
    countReadByRules(client),
    loadRates(client),
  ]);
  const strata = allStrata(states);
  return { strata, frames, readByRules, rates, missing: whatIsMissing({ strata, readByRules, rates: rates.value }) };
}
