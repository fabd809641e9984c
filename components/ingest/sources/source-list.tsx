"use client";
import { useQuery } from "@tanstack/react-query";
import { Plug, Plus } from "lucide-react";
import Link from "next/link";
import { sourceListOptions } from "@/components/ingest/sources/query-options";
import { lastEventAt, sourceStatus } from "@/components/ingest/sources/source-status";
import { StatusDot } from "@/components/ingest/sources/status-dot";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SourceDto } from "@/domain/ingest/source-dto";

/** A number that only matters when it is not zero. */
function Amount({ value }: { value: number | undefined }) {
  if (value === undefined || value === 0) return <span className="text-faint">–</span>;
  return <>{value.toLocaleString("en")}</>;
}

function SourceRow({ source }: { source: SourceDto }) {
  const last = lastEventAt(source);
  return (
    <Row className="relative">
      <Th scope="row" className="max-w-56 max-sm:max-w-36">
        <Link
          href={`/ingest/sources/${source.id}`}
          className="flex min-w-0 flex-wrap items-center gap-x-2 text-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          <bdi className="min-w-0 truncate">{source.name}</bdi>
          {source.urgency === "urgent" && <Badge tone="accent">urgent</Badge>}
        </Link>
        <span className="block truncate font-normal text-muted text-xs sm:hidden">{source.platformLabel}</span>
      </Th>
      <Td className="text-muted max-sm:hidden">{source.platformLabel}</Td>
      <Td>
        <StatusDot {...sourceStatus(source)} />
        {last !== null && <TimeAgo at={last} className="block pl-3.5 text-muted text-xs sm:hidden" />}
      </Td>
      <Td className="text-muted max-sm:hidden">{last === null ? "Never" : <TimeAgo at={last} />}</Td>
      <Td num className="max-md:hidden">
        <Amount value={source.conversations} />
      </Td>
      <Td num className="max-md:hidden">
        <Amount value={source.webhook?.needsAttention} />
      </Td>
      <Td num className="max-md:hidden">
        <Amount value={source.webhook?.waiting} />
      </Td>
    </Row>
  );
}

function NoSources() {
  return (
    <EmptyState
      icon={<Plug />}
      title="No sources yet"
      description="Add the chat platform that your conversations are on, or make a key for a program of your own. It takes a few minutes."
      actions={
        <LinkButton href="/ingest/sources/new" variant="primary" icon={<Plus aria-hidden size={15} />}>
          Add source
        </LinkButton>
      }
    />
  );
}

/** Every source in one row: what it is, how it is doing, and what came from it. */
export function SourceList() {
  const list = useQuery(sourceListOptions());
  if (list.data === undefined) {
    if (list.isPending) return <SkeletonPanel />;
    return (
      <Panel>
        <ErrorState
          title="The sources could not be read"
          whatToDo={`${problemText(list.error)} What platforms send is stored all the same.`}
          onRetry={() => void list.refetch()}
        />
      </Panel>
    );
  }
  if (list.data.length === 0) {
    return (
      <Panel>
        <NoSources />
      </Panel>
    );
  }
  return (
    <>
      {list.isError && (
        <Callout tone="danger" live="polite" title="This list is not up to date">
          {problemText(list.error)} It is tried again every few seconds.
        </Callout>
      )}
      <Panel flush>
        <Table caption="Sources">
          <TableHead>
            <tr>
              <Th>Source</Th>
              <Th className="max-sm:hidden">Platform</Th>
              <Th>Status</Th>
              <Th className="max-sm:hidden">Last event</Th>
              <Th align="right" className="max-md:hidden">
                Conversations
              </Th>
              <Th align="right" className="max-md:hidden">
                Need attention
              </Th>
              <Th align="right" className="max-md:hidden">
                Waiting
              </Th>
            </tr>
          </TableHead>
          <TableBody>
            {list.data.map((source) => (
              <SourceRow key={source.id} source={source} />
            ))}
          </TableBody>
        </Table>
      </Panel>
    </>
  );
}

function SkeletonPanel() {
  return (
    <Panel flush>
      <SkeletonRows rows={5} label="Loading the sources" />
    </Panel>
  );
}
