import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { AddSourceForm } from "@/components/ingest/sources/add-source-form";
import { PlatformChoice } from "@/components/ingest/sources/platform-choice";
import { API_CHOICE, choicesOf, newSourceQuerySchema } from "@/components/ingest/sources/platform-choices";
import { TextLink } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { findPlatformInfo, listPlatforms } from "@/domain/ingest/list-platforms";

export const metadata: Metadata = { title: "Add source" };

export default async function NewSourcePage({ searchParams }: { searchParams: PageQuery }) {
  const user = await requirePageUser("/ingest/sources/new");
  if (!hasRight(user, "source.manage")) return <NoAccess what="looking after sources and keys" />;
  const query = await readPageQuery(searchParams, newSourceQuerySchema);
  const name = query.ok ? query.filter.platform : undefined;
  const platform = name === undefined ? null : findPlatformInfo(name);
  const isChosen = platform !== null || name === API_CHOICE.name;
  return (
    <Page width="narrow">
      <PageHeader title="Add source" meta={<TextLink href="/ingest/sources">All sources</TextLink>} />
      {isChosen ? <AddSourceForm platform={platform} /> : <PlatformChoice choices={choicesOf(listPlatforms())} />}
    </Page>
  );
}
