import { DELIVERY_LABELS, deliveryNote } from "@/components/ingest/sources/delivery-states";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TimeAgo } from "@/components/ui/time-ago";
import type { DeliveryDto } from "@/domain/ingest/delivery-dto";

type DeliveryRowProps = {
  delivery: DeliveryDto;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onLook: () => void;
};

/** One delivery: when, what it was about, what became of it. None of its content. */
export function DeliveryRow({ delivery, isChosen, onChoose, onLook }: DeliveryRowProps) {
  const { word, tone } = DELIVERY_LABELS[delivery.state];
  // Those that wait are read anyway.
  const mayReplay = delivery.state !== "received" && delivery.state !== "held";
  const name = `${delivery.topic ?? "Delivery"}, ${word.toLowerCase()}, ${delivery.receivedAt}`;
  return (
    <li data-delivery={delivery.id} className="flex items-start gap-3 px-4 py-2.5 hover:bg-hover">
      <Checkbox
        label={<span className="sr-only">Choose {name}</span>}
        checked={isChosen}
        disabled={!mayReplay}
        onChange={({ target }) => onChoose(target.checked)}
      />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Badge tone={tone}>{word}</Badge>
          {delivery.topic !== null && (
            <span className="wrap-anywhere font-mono text-strong text-xs">{delivery.topic}</span>
          )}
          <TimeAgo at={delivery.receivedAt} className="text-muted text-xs" />
        </p>
        <p className="wrap-anywhere text-pretty text-default">{deliveryNote(delivery)}</p>
      </div>
      <Button size="sm" variant="quiet" onClick={onLook} aria-label={`Look at ${name}`}>
        Look
      </Button>
    </li>
  );
}
