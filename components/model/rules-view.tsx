"use client";
import { useQuery } from "@tanstack/react-query";
import { offlineRulesOptions } from "@/components/model/query-options";
import { RulesEditor } from "@/components/model/rules-editor";
import { RulesHistory } from "@/components/model/rules-history";
import { problemText } from "@/components/query/fetch-json";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { OfflineRulesDto } from "@/inference/offline-rules-dto";

/** Rules that were saved and are not in use: an update of Vigil changed what they are built on. */
function OutOfUse({ problems, newest }: OfflineRulesDto) {
  if (problems.length === 0) return null;
  return (
    <Callout tone="danger" title={`Version ${newest?.version ?? ""} is not in use`}>
      It does not fit the built-in rules of this version of Vigil, so these read alone. Mend it and save again:
      <ul className="mt-1 grid gap-0.5">
        {problems.map(({ line, message }) => (
          <li key={`${line} ${message}`} className="wrap-anywhere">
            Line {line}: {message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** The offline rules of the house: their text, what it would change, and every version of it. */
export function RulesView() {
  const query = useQuery(offlineRulesOptions());
  const { data: rules } = query;
  if (rules === undefined) {
    return (
      <Panel>
        {query.isPending ? (
          <SkeletonLines lines={8} label="Loading the offline rules" />
        ) : (
          <ErrorState
            title="The offline rules could not be read"
            whatToDo={problemText(query.error)}
            onRetry={() => void query.refetch()}
          />
        )}
      </Panel>
    );
  }
  return (
    <>
      <OutOfUse {...rules} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] [&>*]:min-w-0">
        {/* What is being written is not taken away when somebody else saves: saving then says so. */}
        <RulesEditor rules={rules} reload={async () => (await query.refetch()).data ?? null} />
        <RulesHistory rules={rules} />
      </div>
    </>
  );
}
