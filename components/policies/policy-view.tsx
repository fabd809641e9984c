"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PolicyEditor } from "@/components/policies/policy-editor";
import { PolicyText } from "@/components/policies/policy-text";
import { besideWhich } from "@/components/policies/policy-types";
import { PolicyVersions } from "@/components/policies/policy-versions";
import { movePolicy, policyOptions } from "@/components/policies/query-options";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { PolicyHistory, PolicyVersionDto } from "@/domain/decide/policies/policy-dto";

function RetireButton({ policy }: { policy: PolicyHistory }) {
  const client = useQueryClient();
  const action = policy.retiredAt === null ? "retire" : "restore";
  const move = useMutation({
    mutationFn: () => movePolicy(policy.id, action),
    onSuccess: async (moved) => {
      client.setQueryData(policyOptions(policy.id).queryKey, moved);
      await client.invalidateQueries({ queryKey: ["policies", "all"] });
    },
  });
  return (
    <>
      {move.isError && (
        <Callout tone="danger" live="assertive">
          {problemText(move.error)}
        </Callout>
      )}
      <Button loading={move.isPending} onClick={() => move.mutate()}>
        {action === "retire" ? "Retire" : "Bring back"}
      </Button>
    </>
  );
}

/** One policy: read by everybody, changed and retired by admins. */
export function PolicyView({ policyId, canWrite }: { policyId: string; canWrite: boolean }) {
  const query = useQuery(policyOptions(policyId));
  const [begin, setBegin] = useState<PolicyVersionDto | null>(null);
  if (query.data === undefined) {
    return (
      <Panel>
        {query.isPending ? (
          <SkeletonLines lines={8} label="Loading the policy" className="pt-4" />
        ) : (
          <ErrorState
            title={hasCode(query.error, "NOT_FOUND") ? "There is no such policy" : "The policy could not be read"}
            whatToDo={problemText(query.error)}
            onRetry={() => void query.refetch()}
            actions={<LinkButton href="/admin/policies">All policies</LinkButton>}
          />
        )}
      </Panel>
    );
  }
  const policy = query.data;
  return (
    <>
      <PageHeader
        title={<span dir="auto">{policy.title}</span>}
        meta={
          <>
            <span>Beside: {besideWhich(policy.riskTypes)}</span>
            {policy.retiredAt !== null && <Badge>Retired: it stands beside no case</Badge>}
          </>
        }
        actions={canWrite && <RetireButton policy={policy} />}
      />
      {canWrite ? (
        <PolicyEditor
          // Taking an earlier version up begins a new text from it.
          key={begin?.versionId ?? "newest"}
          policy={policy}
          {...(begin ? { begin } : {})}
          reload={async () => (await query.refetch()).data ?? null}
        />
      ) : (
        <Panel>
          <PolicyText markdown={policy.markdown} className="pt-4" />
        </Panel>
      )}
      <PolicyVersions policy={policy} onTake={canWrite ? setBegin : null} />
    </>
  );
}
