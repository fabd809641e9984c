"use client";
import { useQuery } from "@tanstack/react-query";
import { deliveryState } from "@/components/alerts/alert-words";
import { alertDeliveriesOptions } from "@/components/alerts/deliveries-query";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { SkeletonLines } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { OutboundDelivery } from "@/domain/outbox/endpoint-dto";

function Delivery({ delivery }: { delivery: OutboundDelivery }) {
  const { label, tone } = deliveryState(delivery);
  return (
    <li className="grid gap-1 py-2">
      <span className="flex flex-wrap items-center gap-2">
        <span className="text-strong">{delivery.endpointName}</span>
        <Badge tone={tone}>{label}</Badge>
        {delivery.event === "alert.escalated" && <Badge>next in the chain</Badge>}
      </span>
      {delivery.tries.map(({ number, endedAt, error, status, tookMs }) => (
        <span key={number} className="text-muted text-xs">
          Try {number}, <TimeAgo at={endedAt} />: {error ?? `taken${status === null ? "" : ` with ${status}`}`} (
          {tookMs} ms)
        </span>
      ))}
      {delivery.nextAttemptAt !== null && delivery.tries.length > 0 && (
        <span className="text-muted text-xs">It will be tried again.</span>
      )}
    </li>
  );
}

/** Who was told of an alert, and how each try went. */
export function AlertDeliveries({ alertId }: { alertId: string }) {
  const { data, error, isPending } = useQuery(alertDeliveriesOptions(alertId));
  if (isPending) return <SkeletonLines lines={2} label="Loading the messages" />;
  if (data === undefined) return <Callout tone="danger">{problemText(error)}</Callout>;
  if (data.length === 0)
    return <p className="py-2 text-muted text-sm">Nobody outside this desk was told: no endpoint takes this kind.</p>;
  return (
    <ul className="divide-y divide-line">
      {data.map((delivery) => (
        <Delivery key={delivery.id} delivery={delivery} />
      ))}
    </ul>
  );
}
