import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { chosenFilters, loadCaseFilters } from "@/components/triage/case-filters";
import { caseListOptions, queueSummaryOptions } from "@/components/triage/query-options";
import { TriageView } from "@/components/triage/triage-view";
import { hasRight } from "@/domain/access/actor";
import { listCases } from "@/domain/triage/list-cases";
import { summariseQueue } from "@/domain/triage/summarise-queue";

export const metadata: Metadata = { title: "Triage" };

export default async function TriagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requirePageUser("/triage");
  if (!hasRight(user, "case.read")) return <NoAccess what="reviewing cases" />;
  const filters = await loadCaseFilters(searchParams);
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery({ ...queueSummaryOptions(), queryFn: () => summariseQueue(user) }),
    client.prefetchInfiniteQuery({
      ...caseListOptions(filters),
      queryFn: () => listCases(user, chosenFilters(filters)),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TriageView mayMend={hasRight(user, "source.manage")} />
    </HydrationBoundary>
  );
}
