import "server-only";
import { listConversationsWithCase } from "@/domain/triage/case-rows";
import type { Read } from "@/domain/triage/reading-done";
import { drawSamples } from "@/domain/triage/sampling/draw-samples";
import { followWithSamples, withdrawFlaggedSamples } from "@/domain/triage/sampling/move-samples";
import type { SamplingRates } from "@/domain/triage/sampling/sampling-rates";
import { stratumOf } from "@/domain/triage/sampling/strata";
import type { EngineReading } from "@/inference/engines/engine";
import type { EngineCall } from "@/inference/engines/model";
import { parseOutput } from "@/inference/parse-output";
import type { Tx } from "@/lib/db/client";

/** A reading that was stored, `newest` where it is of all that the conversation holds. */
export type StoredReading = {
  read: Read;
  result: EngineReading;
  row: { sourceId: string; language: string | null };
  classificationId: string;
  newest: boolean;
};

function namesRisk({ raw, finishReason }: EngineCall): boolean {
  return raw !== null && parseOutput(raw, finishReason).outcome === "risk";
}

/** Whether an answer behind a clear reading named a risk: of one judge, for one window, or at a second try. */
function isSplit({ calls, windows }: Pick<EngineReading, "calls" | "windows">): boolean {
  return windows.some(({ reading }) => reading.outcome === "risk") || calls.some(namesRisk);
}

/** What is clear by a model, and stands. Rules of thumb clear nothing: it is drawn once a model has read it. */
function isReadClear({ newest, result }: StoredReading): boolean {
  return newest && result.reading.outcome === "none" && !result.provisional;
}

/**
 * Draws from what has just been read clear and was never put before people, and lets samples that wait follow their
 * conversations. Comes after the readings were routed: a case that closes by being read clear was seen by nobody.
 */
export async function sampleAfterReadings(
  tx: Tx,
  stored: readonly StoredReading[],
  rates: SamplingRates,
): Promise<void> {
  const flagged = stored.filter(({ result }) => result.reading.outcome === "risk");
  await withdrawFlaggedSamples(
    tx,
    flagged.map(({ read }) => read.conversationId),
  );
  const clear = stored.filter(isReadClear);
  const known = new Set(
    await listConversationsWithCase(
      tx,
      clear.map(({ read }) => read.conversationId),
    ),
  );
  const unseen = clear
    .filter(({ read }) => !known.has(read.conversationId))
    .map(({ read, result, row, classificationId }) => ({
      conversationId: read.conversationId,
      revision: read.revision,
      classificationId,
      model: result.model,
      strategy: result.strategy.name,
      sourceId: row.sourceId,
      language: read.language ?? row.language,
      stratum: stratumOf({
        tripwire: read.tripwire || read.disguised,
        split: isSplit(result),
        keyword: read.keyword,
      }),
    }));
  // What grows is read often, and drawn once.
  await followWithSamples(
    tx,
    unseen.filter(({ revision }) => revision > 1),
  );
  await drawSamples(tx, unseen, rates);
}
