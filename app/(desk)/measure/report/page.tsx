import type { Metadata } from "next";
import { BadQuery } from "@/components/access/bad-query";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { measurePath } from "@/components/measure/measure-path";
import { PrintReport } from "@/components/measure/print-report";
import { TextLink } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";
import { getPrintReport } from "@/domain/measure/get-print-report";

export const metadata: Metadata = { title: "Report" };

const PATH = "/measure/report";

export default async function ReportPage({ searchParams }: { searchParams: PageQuery }) {
  const query = await readPageQuery(searchParams, measureFilterSchema);
  const user = await requirePageUser(query.ok ? measurePath(PATH, query.filter) : PATH);
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  if (!query.ok) return <BadQuery problems={query.problems} path={PATH} />;
  return (
    <Page className="[page:report]">
      <PageHeader title="What the decisions say about the model" />
      <p className="text-muted text-sm print:hidden">
        Made to be printed on A4, or saved as PDF, from the browser’s menu.{" "}
        <TextLink href={measurePath("/measure", query.filter)}>Back to the figures</TextLink>
      </p>
      <PrintReport filter={query.filter} {...(await getPrintReport(user, query.filter))} />
    </Page>
  );
}
