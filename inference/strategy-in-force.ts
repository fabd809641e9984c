import "server-only";
import { currentStrategy } from "@/inference/current-strategy";
import type { StrategyInForce } from "@/inference/model-overview";
import { DEFAULT_RULE, type Strategy } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";

/** A strategy as people and programs name it. */
function describeStrategy(strategy: Strategy) {
  const { name } = strategy;
  return strategy.name === "single"
    ? { strategy: name, judges: 1, voteRule: DEFAULT_RULE }
    : { strategy: name, judges: strategy.judges, voteRule: strategy.rule };
}

/** The strategy that reads now, with who chose it and when; both null while the settings hold. */
export async function getStrategyInForce(): Promise<StrategyInForce> {
  const [strategy, choice] = await Promise.all([
    currentStrategy(),
    db().strategyChoice.findFirst({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      include: { chosenBy: { select: { name: true } } },
    }),
  ]);
  return {
    ...describeStrategy(strategy),
    chosenAt: choice?.createdAt.toISOString() ?? null,
    chosenBy: choice?.chosenBy?.name ?? null,
  };
}
