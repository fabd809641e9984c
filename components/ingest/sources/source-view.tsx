"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useRef, useState } from "react";
import { EndpointsPanel } from "@/components/alerts/endpoints-panel";
import { DeliveriesPanel } from "@/components/ingest/sources/deliveries-panel";
import { FirstEvent } from "@/components/ingest/sources/first-event";
import { KeysPanel } from "@/components/ingest/sources/keys-panel";
import { sourceOptions } from "@/components/ingest/sources/query-options";
import { SecretsPanel } from "@/components/ingest/sources/secrets-panel";
import { SendExample } from "@/components/ingest/sources/send-example";
import { SetupPanel } from "@/components/ingest/sources/setup-panel";
import { SourceActions } from "@/components/ingest/sources/source-actions";
import { SourceBanners } from "@/components/ingest/sources/source-banners";
import { SourceFacts } from "@/components/ingest/sources/source-facts";
import { isFilledByPeople, lastEventAt, sourceStatus } from "@/components/ingest/sources/source-status";
import { StatusDot } from "@/components/ingest/sources/status-dot";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton, TextLink } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import { DELIVERY_STATES } from "@/domain/ingest/delivery-dto";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";
import type { SourceDto } from "@/domain/ingest/source-dto";

type SourceViewProps = { sourceId: string; platform: PlatformInfo | null; baseUrl: string };

const deliveryFilter = parseAsStringLiteral(DELIVERY_STATES);

/** One source: how it is doing, what came from it, and how it is connected. */
export function SourceView({ sourceId, platform, baseUrl }: SourceViewProps) {
  const query = useQuery(sourceOptions(sourceId));
  const { data: source } = query;
  if (hasCode(query.error, "NOT_FOUND")) return <Gone />;
  if (source === undefined) {
    return (
      <Page>
        <Panel>
          {query.isPending ? (
            <SkeletonLines lines={8} label="Loading the source" />
          ) : (
            <ErrorState
              title="The source could not be read"
              whatToDo={`${problemText(query.error)} What it sends is stored all the same.`}
              onRetry={() => void query.refetch()}
            />
          )}
        </Panel>
      </Page>
    );
  }
  return (
    <Page>
      <PageHeader
        title={<bdi>{source.name}</bdi>}
        meta={
          <>
            <TextLink href="/ingest/sources">All sources</TextLink>
            <span>{source.platformLabel}</span>
            <StatusDot {...sourceStatus(source)} />
          </>
        }
        actions={source.deletedAt === null && !isFilledByPeople(source) && <SourceActions source={source} />}
      />
      {query.isError && (
        <Callout tone="danger" live="polite" title="This page is not up to date">
          {problemText(query.error)} It is tried again every few seconds.
        </Callout>
      )}
      {/* A deleted source is connected to nothing any more: only what it left is to be seen to. */}
      <SourceBody source={source} platform={source.deletedAt === null ? platform : null} baseUrl={baseUrl} />
    </Page>
  );
}

function SourceBody({ source, platform, baseUrl }: Omit<SourceViewProps, "sourceId"> & { source: SourceDto }) {
  const [filter, setFilter] = useQueryState("deliveries", deliveryFilter);
  const deliveries = useRef<HTMLDivElement>(null);
  // As it was when the page was opened: nothing moves when the first event comes in.
  const [isNew] = useState(() => lastEventAt(source) === null);
  const setup = platform && <SetupPanel source={source} platform={platform} startsOpen={isNew} />;

  function showAttention() {
    void setFilter("needs_attention");
    deliveries.current?.focus({ preventScroll: true });
    deliveries.current?.scrollIntoView({ block: "start" });
  }

  return (
    <>
      <SourceBanners source={source} platform={platform} onShowAttention={showAttention} />
      {source.deletedAt === null && <FirstEvent source={source} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] [&>*]:min-w-0">
        <div className="grid gap-6 [&>*]:min-w-0">
          {isNew && setup}
          {source.webhook && (
            <div ref={deliveries} tabIndex={-1} className="scroll-mt-4 outline-none">
              <DeliveriesPanel sourceId={source.id} filter={filter} onFilter={(state) => void setFilter(state)} />
            </div>
          )}
          {!isNew && setup}
          {source.platform === "api" && (
            <>
              <KeysPanel source={source} baseUrl={baseUrl} />
              <Panel>
                <SendExample baseUrl={baseUrl} />
              </Panel>
            </>
          )}
          {source.deletedAt === null && !isFilledByPeople(source) && (
            <EndpointsPanel
              sourceId={source.id}
              title="Decisions go back to"
              description="Each decision is sent there, signed, once its author can no longer take it back."
              none="Nowhere yet: whoever sends conversations in can ask for decisions with a key."
            />
          )}
          {isFilledByPeople(source) && (
            <Panel>
              <p className="text-muted">Filled by people of this desk. It needs no key and no secret.</p>
            </Panel>
          )}
        </div>
        <div className="grid gap-6 [&>*]:min-w-0">
          <SourceFacts source={source} />
          {platform && <SecretsPanel source={source} platform={platform} />}
        </div>
      </div>
    </>
  );
}

function Gone() {
  return (
    <ErrorState
      className="my-auto"
      title="This source is not there any more"
      whatToDo="Somebody deleted it. What came from it stays."
      actions={<LinkButton href="/ingest/sources">All sources</LinkButton>}
    />
  );
}
