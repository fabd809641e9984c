import type { Metadata } from "next";
import { BadQuery } from "@/components/access/bad-query";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { measurePath } from "@/components/measure/measure-path";
import { MeasuredCaseList } from "@/components/measure/measured-case-list";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { listMeasuredCases } from "@/domain/measure/figures/list-measured-cases";
import { cellWords } from "@/domain/measure/figures/measure-cell";
import { measuredCasesQuerySchema } from "@/domain/measure/figures/measured-cases-dto";

export const metadata: Metadata = { title: "Behind a number" };

const PATH = "/measure/cases";

export default async function MeasuredCasesPage({ searchParams }: { searchParams: PageQuery }) {
  const query = await readPageQuery(searchParams, measuredCasesQuerySchema);
  const cell = query.ok ? cellWords(...query.filter.cell) : undefined;
  const user = await requirePageUser(query.ok ? measurePath(PATH, query.filter, { cell }) : "/measure");
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  return (
    <Page>
      {query.ok ? (
        <MeasuredCaseList
          query={query.filter}
          list={await listMeasuredCases(user, query.filter)}
          mayReview={hasRight(user, "case.read")}
        />
      ) : (
        <BadQuery problems={query.problems} path="/measure" />
      )}
    </Page>
  );
}
