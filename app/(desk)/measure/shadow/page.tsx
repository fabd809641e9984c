import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { MeasureHeader } from "@/components/measure/measure-header";
import { ShadowForm } from "@/components/measure/shadow-form";
import { ShadowList } from "@/components/measure/shadow-list";
import { shadowListOptions } from "@/components/measure/shadow-query";
import { cn } from "@/components/ui/cn";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { listSources } from "@/domain/ingest/list-sources";
import { listShadowRuns } from "@/domain/measure/shadow/get-shadow-run";
import { shadowReaders } from "@/inference/shadow-engine";

export const metadata: Metadata = { title: "Shadow runs" };

const FIRST = 20;

export default async function ShadowRunsPage() {
  const user = await requirePageUser("/measure/shadow");
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  const mayOrder = hasRight(user, "model.manage") && hasRight(user, "source.manage");
  const client = new QueryClient();
  const queryFn = () => listShadowRuns(user, { limit: FIRST });
  await client.prefetchInfiniteQuery({ ...shadowListOptions(), queryFn });
  const description = "What another model or strategy would have said of past conversations, before it is switched on.";
  const sources = mayOrder ? (await listSources(user)).map(({ id, name }) => ({ id, name })) : [];
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Page>
        <MeasureHeader current="shadow" description={description} />
        <div className={cn("grid items-start gap-6 [&>*]:min-w-0", mayOrder && "lg:grid-cols-[20rem_minmax(0,1fr)]")}>
          {mayOrder && <ShadowForm readers={shadowReaders()} sources={sources} />}
          <ShadowList mayOrder={mayOrder} />
        </div>
      </Page>
    </HydrationBoundary>
  );
}
