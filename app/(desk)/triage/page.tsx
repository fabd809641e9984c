import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { chosenFilters, filterQuery, loadCaseFilters } from "@/components/triage/case-filters";
import { findFirstView } from "@/components/triage/first-view";
import { caseListOptions, queueSummaryOptions, viewsOptions } from "@/components/triage/query-options";
import { TriageView } from "@/components/triage/triage-view";
import { hasRight } from "@/domain/access/actor";
import { listCases } from "@/domain/triage/list-cases";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { listViews } from "@/domain/triage/views/list-views";

export const metadata: Metadata = { title: "Triage" };

export default async function TriagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requirePageUser("/triage");
  if (!hasRight(user, "case.read")) return <NoAccess what="reviewing cases" />;
  const [asked, views] = await Promise.all([searchParams, listViews(user)]);
  const filters = loadCaseFilters(asked);
  // Somebody who comes without saying what they want to see gets the view they begin with.
  const first = Object.keys(asked).length === 0 ? await findFirstView(views.items) : null;
  if (first !== null) redirect(`/triage?${filterQuery(first.filters)}`);
  const client = new QueryClient();
  client.setQueryData(viewsOptions().queryKey, views);
  await Promise.all([
    client.prefetchQuery({ ...queueSummaryOptions(), queryFn: () => summariseQueue(user) }),
    client.prefetchInfiniteQuery({
      ...caseListOptions(filters),
      queryFn: () => listCases(user, chosenFilters(filters)),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TriageView mayMend={hasRight(user, "source.manage")} mayLead={hasRight(user, "case.lead")} />
    </HydrationBoundary>
  );
}
