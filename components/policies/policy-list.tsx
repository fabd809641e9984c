"use client";
import { useQuery } from "@tanstack/react-query";
import { BookOpen, ChevronRight } from "lucide-react";
import Link from "next/link";
import { besideWhich } from "@/components/policies/policy-types";
import { policiesOptions } from "@/components/policies/query-options";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Policy } from "@/domain/decide/policies/policy-dto";

function PolicyRow({ policy }: { policy: Policy }) {
  return (
    <li>
      <Link
        href={`/admin/policies/${policy.id}`}
        className="focus-inset flex min-h-14 items-center gap-4 px-4 py-2.5 hover:bg-hover"
      >
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span dir="auto" className="truncate font-medium text-sm text-strong">
            {policy.title}
          </span>
          <span className="text-muted text-xs">
            {besideWhich(policy.riskTypes)} · version {policy.version}, {policy.savedBy ?? "the command line"},{" "}
            <TimeAgo at={policy.savedAt} short />
          </span>
        </span>
        {policy.retiredAt !== null && <Badge>Retired</Badge>}
        <ChevronRight aria-hidden size={16} className="shrink-0 text-faint" />
      </Link>
    </li>
  );
}

/** Every policy of the desk, those in force first. */
export function PolicyList({ canWrite }: { canWrite: boolean }) {
  const query = useQuery(policiesOptions());
  if (query.data === undefined) {
    return (
      <Panel flush>
        {query.isPending ? (
          <SkeletonRows rows={4} label="Loading the policies" />
        ) : (
          <ErrorState
            title="The policies could not be read"
            whatToDo={problemText(query.error)}
            onRetry={() => void query.refetch()}
          />
        )}
      </Panel>
    );
  }
  const { items } = query.data;
  if (items.length === 0) {
    return (
      <Panel>
        <EmptyState
          icon={<BookOpen />}
          title="No policy has been written"
          description="A policy says what reviewers are asked to do. It stands beside the cases it is about, while they decide."
          actions={canWrite && <LinkButton href="/admin/policies/new">Write the first one</LinkButton>}
        />
      </Panel>
    );
  }
  const inForceFirst = [...items].sort((a, b) => Number(a.retiredAt !== null) - Number(b.retiredAt !== null));
  return (
    <Panel flush>
      <ul className="divide-y divide-line">
        {inForceFirst.map((policy) => (
          <PolicyRow key={policy.id} policy={policy} />
        ))}
      </ul>
    </Panel>
  );
}
