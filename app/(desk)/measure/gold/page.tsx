import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { GoldList } from "@/components/decide/gold-list";
import { goldListOptions } from "@/components/decide/gold-query";
import { MeasureHeader } from "@/components/measure/measure-header";
import { Page } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { listGold } from "@/domain/decide/gold/list-gold";

export const metadata: Metadata = { title: "Reference cases" };

export default async function GoldPage() {
  const user = await requirePageUser("/measure/gold");
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  const client = new QueryClient();
  await client.prefetchInfiniteQuery({ ...goldListOptions(), queryFn: () => listGold(user, {}) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Page>
        <MeasureHeader
          current="gold"
          description="Conversations whose answer is known, mixed into the work unseen. How many, the settings say."
        />
        <GoldList mayRetire={hasRight(user, "case.lead")} />
      </Page>
    </HydrationBoundary>
  );
}
