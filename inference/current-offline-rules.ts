import "server-only";
import { compileRules } from "@/inference/engines/offline/compile-rules";
import type { Rules } from "@/inference/engines/offline/load-rules";
import { type OverlayProblem, UnreadableOverlay } from "@/inference/engines/offline/parse-overlay";
import { builtInRules } from "@/inference/engines/offline/read-offline";
import { db } from "@/lib/db/client";
import { loadEnv } from "@/lib/env/env";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

/** Rules saved on one machine are followed by the others within this time, in milliseconds. */
const FRESH_MS = 2_000;

export type RulesInForce = {
  rules: Rules;
  /** The newest version of the rules of the house; 0 where there is none. */
  version: number;
  /** Why that version cannot be used with these built-in rules: then the built-in ones read alone. */
  problems: readonly OverlayProblem[];
};

const BUILT_IN: RulesInForce = { rules: builtInRules, version: 0, problems: [] };

const holder = globalThis as typeof globalThis & {
  vigilRules?: { held: RulesInForce; at: number; since: number; loading: Promise<RulesInForce> | null };
};

function kept() {
  holder.vigilRules ??= { held: BUILT_IN, at: Number.NEGATIVE_INFINITY, since: 0, loading: null };
  return holder.vigilRules;
}

async function load(held: RulesInForce): Promise<RulesInForce> {
  // A program without a database, such as an evaluation on a laptop, has no rules of a house.
  if (loadEnv().databaseUrl === null) return BUILT_IN;
  const newest = await db().offlineRuleSet.findFirst({ orderBy: { version: "desc" }, select: { version: true } });
  const version = newest?.version ?? 0;
  if (version === held.version) return held;
  const { yaml } = await db().offlineRuleSet.findUniqueOrThrow({ where: { version } });
  try {
    return { rules: compileRules(builtInRules, yaml, version), version, problems: [] };
  } catch (error) {
    if (!(error instanceof UnreadableOverlay)) throw error;
    log.error({ version, problems: error.problems.length }, "the saved offline rules do not fit the built-in ones");
    return { rules: builtInRules, version, problems: error.problems };
  }
}

/** The offline rules that read now: the built-in ones with the newest version of the house's own on top. */
export function rulesInForce(): Promise<RulesInForce> {
  const cache = kept();
  const { since } = cache;
  if (cache.loading !== null) return cache.loading;
  if (performance.now() - cache.at < FRESH_MS) return Promise.resolve(cache.held);
  const loading = load(cache.held).finally(() => {
    if (cache.loading === loading) cache.loading = null;
  });
  cache.loading = loading;
  return loading.then((held) => {
    // A look that began before a change of ours may not hide it.
    if (cache.since === since) Object.assign(cache, { held, at: performance.now() });
    return held;
  });
}

/** The rules that were in force at the last look, for where nothing can be waited for; looks again in the background. */
export function rulesNow(): Rules {
  rulesInForce().catch((error: unknown) =>
    log.warn({ error: loggableError(error) }, "the offline rules in force could not be read; the last known ones hold"),
  );
  return kept().held.rules;
}

/** Makes the next look go to the database: after a change made by this process. */
export function forgetRules(): void {
  const cache = kept();
  Object.assign(cache, { at: Number.NEGATIVE_INFINITY, since: cache.since + 1, loading: null });
}
