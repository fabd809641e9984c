import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BadQuery } from "@/components/access/bad-query";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { ShadowCaseList } from "@/components/measure/shadow-case-list";
import { shadowCasesPath } from "@/components/measure/shadow-words";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { findShadowCases } from "@/domain/measure/shadow/list-shadow-cases";
import { shadowCasesQuerySchema } from "@/domain/measure/shadow/shadow-result-dto";

export const metadata: Metadata = { title: "Behind a number" };

type Props = { params: Promise<{ shadowRunId: string }>; searchParams: PageQuery };

export default async function ShadowCasesPage({ params, searchParams }: Props) {
  const { shadowRunId } = await params;
  const query = await readPageQuery(searchParams, shadowCasesQuerySchema);
  const user = await requirePageUser(query.ok ? shadowCasesPath(shadowRunId, query.filter) : "/measure/shadow");
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  if (!query.ok) return <BadQuery problems={query.problems} path={`/measure/shadow/${shadowRunId}`} />;
  const list = await findShadowCases(user, shadowRunId, query.filter);
  if (list === null) notFound();
  const mayReview = hasRight(user, "case.read");
  return (
    <Page>
      <ShadowCaseList runId={shadowRunId} query={query.filter} list={list} mayReview={mayReview} />
    </Page>
  );
}
