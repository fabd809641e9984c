import { TIER_NOTES, tierRank } from "@/components/decide/labels";
import { cn } from "@/components/ui/cn";
import { RankMark } from "@/components/ui/rank-mark";
import { TimeAgo } from "@/components/ui/time-ago";
import type { QueueSummary } from "@/domain/triage/queue-summary";

type Tier = QueueSummary["tiers"][number];

function TierCell({ tier, pressed, onPress }: { tier: Tier; pressed: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={cn(
        "focus-inset grid content-start gap-1 bg-panel px-4 py-3 text-left hover:bg-hover",
        "aria-pressed:bg-selected aria-pressed:shadow-[inset_0_-2px_0_var(--color-accent)]",
      )}
    >
      <span className="flex items-center gap-2">
        <RankMark rank={tierRank(tier.tier)} />
        <span className="text-muted text-xs">{TIER_NOTES[tierRank(tier.tier)]}</span>
      </span>
      <span className="flex items-baseline gap-2">
        <span
          className={cn("tnum font-semibold text-2xl tracking-tight", tier.open > 0 ? "text-strong" : "text-faint")}
        >
          {tier.open.toLocaleString("en")}
        </span>
        <span className="text-muted text-xs">waiting</span>
        {tier.overdue > 0 && <span className="tnum font-medium text-danger text-xs">{tier.overdue} overdue</span>}
      </span>
      <span className="tnum text-muted text-xs">
        {tier.oldestOpenedAt === null ? (
          "Nobody waits"
        ) : (
          <>
            longest <TimeAgo at={tier.oldestOpenedAt} short />
          </>
        )}
        {tier.claimed > 0 && ` · ${tier.claimed} with a reviewer`}
      </span>
    </button>
  );
}

type TierSummaryProps = { summary: QueueSummary; tier: number | null; onTier: (tier: number | null) => void };

/** What waits in each tier. A tier is also a filter. */
export function TierSummary({ summary, tier, onTier }: TierSummaryProps) {
  return (
    <section
      aria-label="What waits, by tier"
      className="grid grid-cols-2 gap-px overflow-clip rounded-lg border bg-line lg:grid-cols-4"
    >
      {summary.tiers.map((each) => (
        <TierCell
          key={each.tier}
          tier={each}
          pressed={tier === each.tier}
          onPress={() => onTier(tier === each.tier ? null : each.tier)}
        />
      ))}
    </section>
  );
}

/** The same place while it loads. */
export function TierSummarySkeleton() {
  return (
    <div className="grid grid-cols-2 gap-px overflow-clip rounded-lg border bg-line lg:grid-cols-4" aria-hidden>
      {[0, 1, 2, 3].map((tier) => (
        <div key={tier} className="h-[6.375rem] animate-breathe bg-panel" />
      ))}
    </div>
  );
}
