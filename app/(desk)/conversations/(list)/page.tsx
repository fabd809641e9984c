import { MessagesSquare } from "lucide-react";
import type { Metadata } from "next";
import { BadQuery } from "@/components/access/bad-query";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, pathWith, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { ConversationTable } from "@/components/ingest/conversation-table";
import { STATUS_LABELS } from "@/components/ingest/statuses";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { hasRight, type UserActor } from "@/domain/access/actor";
import {
  type ConversationFilter,
  conversationFilterSchema,
  listConversations,
} from "@/domain/decide/list-conversations";
import { CONVERSATION_STATUSES } from "@/domain/ingest/conversation-input";

export const metadata: Metadata = { title: "Conversations" };

const PATH = "/conversations";

function Filters({ filter, sourceName }: { filter: ConversationFilter; sourceName: string | undefined }) {
  const { status, source } = filter;
  return (
    <FilterBar>
      <FilterLinks
        legend="Status"
        items={[
          { href: pathWith(PATH, { source }), label: "All", current: status === undefined },
          ...CONVERSATION_STATUSES.map((each) => ({
            href: pathWith(PATH, { status: each, source }),
            label: STATUS_LABELS[each],
            current: status === each,
          })),
        ]}
      />
      {source !== undefined && (
        <>
          <Tag>{sourceName === undefined ? "One source" : `From ${sourceName}`}</Tag>
          <LinkButton size="sm" variant="quiet" href={pathWith(PATH, { status })}>
            Show all sources
          </LinkButton>
        </>
      )}
    </FilterBar>
  );
}

function Nothing({ filter, user }: { filter: ConversationFilter; user: UserActor }) {
  const filtered = filter.status !== undefined || filter.source !== undefined;
  const paste = hasRight(user, "conversation.submit") && <LinkButton href="/ingest">Paste one</LinkButton>;
  return (
    <EmptyState
      icon={<MessagesSquare />}
      title={filtered ? "No conversation fits this filter" : "No conversations yet"}
      description={
        filtered
          ? "Others may; look at all of them."
          : "They appear here as soon as a source sends one or somebody pastes one."
      }
      actions={filtered ? <LinkButton href={PATH}>Show all</LinkButton> : paste}
    />
  );
}

async function List({ user, filter }: { user: UserActor; filter: ConversationFilter }) {
  const { items, nextCursor } = await listConversations(user, filter);
  const { status, source, cursor } = filter;
  return (
    <>
      <Filters filter={filter} sourceName={items[0]?.source.name} />
      <Panel flush>
        {items.length === 0 ? <Nothing filter={filter} user={user} /> : <ConversationTable items={items} />}
      </Panel>
      {(cursor !== undefined || nextCursor !== null) && (
        <nav aria-label="Pages of the list" className="flex gap-2">
          {cursor !== undefined && <LinkButton href={pathWith(PATH, { status, source })}>Newest</LinkButton>}
          {nextCursor !== null && (
            <LinkButton href={pathWith(PATH, { status, source, cursor: nextCursor })}>Older</LinkButton>
          )}
        </nav>
      )}
    </>
  );
}

export default async function ConversationsPage({ searchParams }: { searchParams: PageQuery }) {
  const query = await readPageQuery(searchParams, conversationFilterSchema);
  const user = await requirePageUser(pathWith(PATH, query.ok ? query.filter : {}));
  if (!hasRight(user, "conversation.read")) return <NoAccess what="reading conversations" />;
  return (
    <Page>
      <PageHeader
        title="Conversations"
        description="Everything that came in, newest first. Opening one is recorded."
        actions={hasRight(user, "conversation.find") && <LinkButton href="/conversations/search">Find one</LinkButton>}
      />
      {query.ok ? <List user={user} filter={query.filter} /> : <BadQuery problems={query.problems} path={PATH} />}
    </Page>
  );
}
