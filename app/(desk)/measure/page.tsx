import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import { BadQuery } from "@/components/access/bad-query";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, pathWith, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { ByType } from "@/components/measure/by-type";
import { Corrections } from "@/components/measure/corrections";
import { Coverage } from "@/components/measure/coverage";
import { counted } from "@/components/measure/figures";
import { Headline } from "@/components/measure/headline";
import { MeasureFilters } from "@/components/measure/measure-filters";
import { MeasureHeader } from "@/components/measure/measure-header";
import { ReadingGuide } from "@/components/measure/reading-guide";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { listSources } from "@/domain/ingest/list-sources";
import { getMeasureReport } from "@/domain/measure/get-measure-report";
import { type MeasureFilter, measureFilterSchema } from "@/domain/measure/outcome-queries";

export const metadata: Metadata = { title: "Measure" };

function Nothing({ filtered, user }: { filtered: boolean; user: UserActor }) {
  if (filtered) {
    return (
      <EmptyState
        icon={<ChartNoAxesColumn />}
        title="No decisions match these filters"
        description="Widen the dates, or look at all sources and models."
        actions={<LinkButton href="/measure">Clear the filters</LinkButton>}
      />
    );
  }
  return (
    <EmptyState
      icon={<ChartNoAxesColumn />}
      title="No decisions yet"
      description="Figures appear here as reviewers decide on cases: each decision is held against what the model said."
      actions={hasRight(user, "case.read") && <LinkButton href="/triage">Go to the queue</LinkButton>}
    />
  );
}

async function Report({ user, filter }: { user: UserActor; filter: MeasureFilter }) {
  const report = await getMeasureReport(user, filter);
  const sources = hasRight(user, "source.manage") ? await listSources(user) : null;
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <MeasureFilters filter={filter} sources={sources} key={pathWith("", filter)} />
      {report.decided === 0 ? (
        <Panel>
          <Nothing filtered={filtered} user={user} />
        </Panel>
      ) : (
        <>
          <p className="-mb-2 text-muted text-sm">
            {counted(report.decided, "decided conversation")}
            {filtered ? " with these filters" : " so far"}
          </p>
          <Headline report={report} />
          <ByType rows={report.byType} />
        </>
      )}
      <div className={cn("grid items-start gap-6", report.decided > 0 && "lg:grid-cols-2")}>
        {report.decided > 0 && <Corrections corrections={report.corrections} />}
        <Coverage coverage={report.coverage} unscored={report.unscored} />
      </div>
      <ReadingGuide />
    </>
  );
}

export default async function MeasurePage({ searchParams }: { searchParams: PageQuery }) {
  const query = await readPageQuery(searchParams, measureFilterSchema);
  const user = await requirePageUser(pathWith("/measure", query.ok ? query.filter : {}));
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  return (
    <Page>
      <MeasureHeader
        current="decisions"
        description="What reviewers’ decisions say about the model, and what they cannot say."
      />
      {query.ok ? <Report user={user} filter={query.filter} /> : <BadQuery problems={query.problems} path="/measure" />}
    </Page>
  );
}
