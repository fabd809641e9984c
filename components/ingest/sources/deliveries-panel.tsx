"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { DeliveryRow } from "@/components/ingest/sources/delivery-row";
import { DELIVERY_LABELS } from "@/components/ingest/sources/delivery-states";
import { LookAtDelivery } from "@/components/ingest/sources/look-at-delivery";
import { deliveriesOptions } from "@/components/ingest/sources/query-options";
import { ReplayChosen } from "@/components/ingest/sources/replay-chosen";
import { problemText } from "@/components/query/fetch-json";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { DELIVERY_STATES, type DeliveryDto, type DeliveryState } from "@/domain/ingest/delivery-dto";

type DeliveriesProps = {
  sourceId: string;
  filter: DeliveryState | null;
  onFilter: (state: DeliveryState | null) => void;
};

const FILTERS = [
  { value: "", label: "All deliveries" },
  ...DELIVERY_STATES.map((state) => ({ value: state, label: DELIVERY_LABELS[state].word })),
];

function Nothing({ filter }: { filter: DeliveryState | null }) {
  return filter === null ? (
    <EmptyState
      icon={<Inbox />}
      title="Nothing has come yet"
      description="Each delivery stands here within a second or two, with what became of it."
    />
  ) : (
    <EmptyState
      icon={<Inbox />}
      title={`No delivery is “${DELIVERY_LABELS[filter].word.toLowerCase()}”`}
      description="There may be others."
    />
  );
}

/** What a source has sent lately, and what became of it. */
export function DeliveriesPanel({ sourceId, filter, onFilter }: DeliveriesProps) {
  return (
    <Panel
      flush
      title="Deliveries"
      actions={
        <Select
          aria-label="Which deliveries"
          className="w-44"
          options={FILTERS}
          value={filter ?? ""}
          onChange={({ target }) => onFilter(DELIVERY_STATES.find((state) => state === target.value) ?? null)}
        />
      }
    >
      <Deliveries key={filter} sourceId={sourceId} filter={filter} />
    </Panel>
  );
}

function Deliveries({ sourceId, filter }: Omit<DeliveriesProps, "onFilter">) {
  const list = useInfiniteQuery(deliveriesOptions(sourceId, filter));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [looked, setLooked] = useState<DeliveryDto | null>(null);
  if (list.data === undefined) {
    if (list.isPending) return <SkeletonRows rows={5} label="Loading the deliveries" />;
    return (
      <ErrorState
        title="The deliveries could not be read"
        whatToDo={`${problemText(list.error)} None is lost by that.`}
        onRetry={() => void list.refetch()}
      />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing filter={filter} />;
  const shown = new Set(items.map(({ id }) => id));
  const ids = [...chosen].filter((id) => shown.has(id));

  function choose(id: string, isChosen: boolean) {
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((other) => other !== id)));
  }

  return (
    <>
      {list.isError && (
        <Callout tone="danger" live="polite" title="This list is not up to date" className="m-3">
          {problemText(list.error)} It is tried again every few seconds.
        </Callout>
      )}
      <ReplayChosen sourceId={sourceId} ids={ids} onDone={() => setChosen(new Set())} />
      <ul aria-label="Deliveries, newest first" className="divide-y divide-line">
        {items.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            isChosen={chosen.has(delivery.id)}
            onChoose={(isChosen) => choose(delivery.id, isChosen)}
            onLook={() => setLooked(delivery)}
          />
        ))}
      </ul>
      <div className="border-t">
        <LoadMore
          hasMore={list.hasNextPage}
          shown={items.length}
          noun={items.length === 1 ? "delivery" : "deliveries"}
          loading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      </div>
      <LookAtDelivery sourceId={sourceId} delivery={looked} onClose={() => setLooked(null)} />
    </>
  );
}
