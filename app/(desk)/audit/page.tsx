import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { BadQuery } from "@/components/access/bad-query";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, pathWith, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { AuditFilters } from "@/components/audit/audit-filters";
import { CheckpointPanel } from "@/components/audit/checkpoint-panel";
import { EventList } from "@/components/audit/event-list";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { readAuditLog } from "@/domain/access/read-audit-log";
import { type AuditFilter, auditFilterSchema } from "@/domain/audit/list-events";
import { readLogState } from "@/domain/outbox/read-log-state";

export const metadata: Metadata = { title: "Audit" };

async function Log({ user, filter }: { user: UserActor; filter: AuditFilter }) {
  const page = await readAuditLog(user, filter);
  const { cursor, ...rest } = filter;
  return (
    <>
      <AuditFilters filter={filter} key={pathWith("", rest)} />
      {page.items.length === 0 ? (
        <Panel>
          <EmptyState
            icon={<ScrollText />}
            title="No events match"
            description="Nothing was recorded that fits these filters."
            actions={<LinkButton href="/audit">Show all events</LinkButton>}
          />
        </Panel>
      ) : (
        <EventList events={page.items} />
      )}
      <nav aria-label="Pages of the log" className="flex flex-wrap items-center gap-2">
        {cursor !== undefined && <LinkButton href={pathWith("/audit", rest)}>Newest</LinkButton>}
        {page.nextCursor !== null && (
          <LinkButton href={pathWith("/audit", { ...rest, cursor: page.nextCursor })}>Older</LinkButton>
        )}
        {page.nextCursor === null && page.items.length > 0 && (
          <span className="text-muted text-xs">This is where the log begins.</span>
        )}
      </nav>
    </>
  );
}

export default async function AuditPage({ searchParams }: { searchParams: PageQuery }) {
  const query = await readPageQuery(searchParams, auditFilterSchema);
  const user = await requirePageUser(pathWith("/audit", query.ok ? query.filter : {}));
  if (!hasRight(user, "audit.read")) return <NoAccess what="reading the audit log" />;
  return (
    <Page>
      <PageHeader
        title="Audit"
        description="Every write, and every reading of a conversation by a person. Entries can be added, never changed. Times are UTC."
        actions={<LinkButton href="/audit/review">Review the log</LinkButton>}
      />
      <CheckpointPanel state={await readLogState(user)} />
      {query.ok ? <Log user={user} filter={query.filter} /> : <BadQuery problems={query.problems} path="/audit" />}
    </Page>
  );
}
