import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { FindById } from "@/components/ingest/search/find-by-id";
import { SearchOff } from "@/components/ingest/search/search-off";
import { SearchWords } from "@/components/ingest/search/search-words";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { hasRight } from "@/domain/access/actor";
import { listSearchSources } from "@/domain/decide/search/list-search-sources";
import { currentSetting } from "@/domain/settings/current-setting";

export const metadata: Metadata = { title: "Find a conversation" };

export default async function SearchPage() {
  const user = await requirePageUser("/conversations/search");
  if (!hasRight(user, "conversation.find")) return <NoAccess what="looking for conversations" />;
  const [{ on }, sources] = await Promise.all([currentSetting("content_search"), listSearchSources(user)]);
  return (
    <Page>
      <PageHeader title="Find a conversation" description="Looking for one is recorded, and so is opening it." />
      <Panel title="By an id" description="What the platform calls the thread, one of its messages, or a person in it.">
        <FindById />
      </Panel>
      <Panel title="By words" description="In what people wrote, also before an edit or a deletion.">
        {on ? <SearchWords sources={sources} /> : <SearchOff canTurnOn={hasRight(user, "settings.manage")} />}
      </Panel>
    </Page>
  );
}
