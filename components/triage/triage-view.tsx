"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useQueryStates } from "nuqs";
import { NextGate } from "@/components/decide/next-gate";
import { UndoOffer } from "@/components/decide/undo-offer";
import { useTakeNext } from "@/components/decide/use-open-case";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { problemText } from "@/components/query/fetch-json";
import { BacklogNote } from "@/components/triage/backlog-note";
import { caseFilterParsers, chosenFilters, filterQuery, filtersOf, NO_FILTERS } from "@/components/triage/case-filters";
import { CaseList } from "@/components/triage/case-list";
import { countWaiting } from "@/components/triage/count-waiting";
import { LiveMark } from "@/components/triage/live-mark";
import { queueSummaryOptions } from "@/components/triage/query-options";
import { TierSummary, TierSummarySkeleton } from "@/components/triage/tier-summary";
import { TriageFilterBar } from "@/components/triage/triage-filter-bar";
import { ViewBar } from "@/components/triage/view-bar";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { presenceOptions } from "@/components/wellbeing/query-options";

/** The queue: what waits, in numbers and in order, and the one key that takes the most urgent case. */
export function TriageView({ mayMend, mayLead }: { mayMend: boolean; mayLead: boolean }) {
  const [filters, setFilters] = useQueryStates(caseFilterParsers);
  const chosen = chosenFilters(filters);
  const summary = useQuery(queueSummaryOptions());
  useQuery(presenceOptions("desk"));
  const next = useTakeNext();
  const takeNext = () => {
    if (!next.isPending) next.mutate({});
  };
  useShortcuts({ "next-case": takeNext });
  const escalated = summary.data?.escalated ?? 0;

  return (
    <Page>
      <PageHeader
        title="Triage"
        description="The most urgent case first: by tier, then by when it is due."
        meta={<LiveMark />}
        actions={
          <Button
            variant="primary"
            kbd={shortcutKeys("next-case")}
            loading={next.isPending}
            disabled={summary.data !== undefined && countWaiting(summary.data, mayLead) === 0}
            onClick={takeNext}
            className="h-10 px-4 text-base max-sm:w-[calc(100vw-2rem)]"
            icon={<ArrowRight aria-hidden size={16} />}
          >
            Next case
          </Button>
        }
      />
      {summary.data ? (
        <div className="grid gap-2">
          <TierSummary summary={summary.data} tier={filters.tier} onTier={(tier) => void setFilters({ tier })} />
          <BacklogNote summary={summary.data} mayMend={mayMend} />
        </div>
      ) : summary.isError ? (
        <Callout
          tone="danger"
          live="polite"
          title="The counts could not be read"
          actions={
            <Button size="sm" onClick={() => void summary.refetch()}>
              Try again
            </Button>
          }
        >
          {problemText(summary.error)}
        </Callout>
      ) : (
        <TierSummarySkeleton />
      )}
      {escalated > 0 && filters.state !== "escalated" && (
        <Callout
          tone="warn"
          title={escalated === 1 ? "One case waits for a lead" : `${escalated} cases wait for a lead`}
          actions={
            <Button size="sm" onClick={() => void setFilters({ ...NO_FILTERS, state: "escalated" })}>
              Show escalated
            </Button>
          }
        />
      )}
      <Panel
        flush
        title="Cases"
        actions={
          <TriageFilterBar filters={filters} mayLead={mayLead} onChange={(changed) => void setFilters(changed)} />
        }
      >
        <ViewBar chosen={chosen} mayLead={mayLead} onShow={(view) => void setFilters(filtersOf(view))} />
        <CaseList
          key={filterQuery(chosen)}
          filters={filters}
          mayChange={mayLead}
          allRead={summary.data?.unread === 0 && summary.data.deliveriesWaiting === 0}
          onClear={() => void setFilters(null)}
        />
      </Panel>
      <UndoOffer />
      <NextGate />
    </Page>
  );
}
