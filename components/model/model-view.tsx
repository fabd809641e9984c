"use client";
import { useQuery } from "@tanstack/react-query";
import { EndpointsTable } from "@/components/model/endpoints-table";
import { modelReportOptions } from "@/components/model/query-options";
import { RulesPanel } from "@/components/model/rules-panel";
import { StrategyPanel } from "@/components/model/strategy-panel";
import { TryIt } from "@/components/model/try-it";
import { WorkPanel } from "@/components/model/work-panel";
import { problemText } from "@/components/query/fetch-json";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

/** What reads conversations, how it is doing, and what can be changed about it. Read again every few seconds. */
export function ModelView() {
  const query = useQuery(modelReportOptions());
  const { data: report } = query;
  if (report === undefined) {
    return (
      <Panel flush>
        {query.isPending ? (
          <SkeletonRows rows={8} label="Loading how the model is doing" />
        ) : (
          <ErrorState
            title="How the model is doing could not be read"
            whatToDo={`${problemText(query.error)} Conversations are read all the same.`}
            onRetry={() => void query.refetch()}
          />
        )}
      </Panel>
    );
  }
  return (
    <>
      {query.isError && (
        <Callout tone="danger" live="polite" title="This page is not up to date">
          {problemText(query.error)} It is tried again every few seconds.
        </Callout>
      )}
      {report.rules.problems > 0 && (
        <Callout tone="danger" title="The offline rules of this house are not in use">
          They do not fit the built-in rules of this version of Vigil.{" "}
          <TextLink href="/admin/model/rules">Mend them</TextLink>.
        </Callout>
      )}
      <EndpointsTable endpoints={report.endpoints} why={report.why} />
      <WorkPanel report={report} />
      <RulesPanel report={report} />
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <StrategyPanel report={report} />
        <TryIt />
      </div>
    </>
  );
}
