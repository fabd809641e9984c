import { CaseListSkeleton } from "@/components/triage/case-list-skeleton";
import { TierSummarySkeleton } from "@/components/triage/tier-summary";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";

export default function TriageLoading() {
  return (
    <Page>
      <PageHeader
        title="Triage"
        description="The most urgent case first: by tier, then by when it is due."
        meta={<span className="invisible">Live</span>}
      />
      <TierSummarySkeleton />
      <Panel flush title="Cases">
        <CaseListSkeleton />
      </Panel>
    </Page>
  );
}
