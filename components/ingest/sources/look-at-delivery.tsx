"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { DELIVERY_LABELS, deliveryNote } from "@/components/ingest/sources/delivery-states";
import { sayReplayed } from "@/components/ingest/sources/replay-all";
import { lookAtDelivery, replayDeliveries } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { problemText } from "@/components/query/fetch-json";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { DeliveryBody, DeliveryDto } from "@/domain/ingest/delivery-dto";

type LookProps = { sourceId: string; delivery: DeliveryDto; onDone: () => void };

// A box that scrolls must be reachable by keyboard (WCAG 2.1.1). Spread, because the linter knows no such box.
const REACHABLE = { tabIndex: 0 };

function Body({ body }: { body: DeliveryBody }) {
  return (
    <div className="grid gap-2">
      <section
        aria-label="The delivery as it came"
        {...REACHABLE}
        className="focus-ring max-h-[38dvh] overflow-y-auto rounded-md border bg-sunken px-3 py-2"
      >
        <BidiText text={body.text} as="div" className="font-mono text-default text-xs leading-5" />
      </section>
      <p className="text-muted text-xs">
        {body.bytes.toLocaleString("en")} bytes, {body.contentType ?? "no content type"}
        {body.isCut && ". Only the beginning is shown"}
      </p>
    </div>
  );
}

function Look({ sourceId, delivery, onDone }: LookProps) {
  const refresh = useRefreshSources();
  const look = useMutation({ mutationFn: () => lookAtDelivery(sourceId, delivery.id) });
  const replay = useMutation({
    mutationFn: () => replayDeliveries(sourceId, { ids: [delivery.id] }),
    onSuccess: (count) => {
      sayReplayed(count);
      onDone();
      return refresh();
    },
  });
  const problem = look.error ?? replay.error;
  const mayReplay = delivery.state !== "received" && delivery.state !== "held";
  return (
    <div className="grid gap-4">
      <p className="text-pretty text-default">
        <span className="font-medium text-strong">{DELIVERY_LABELS[delivery.state].word}.</span>{" "}
        {deliveryNote(delivery)}
      </p>
      {problem !== null && (
        <Callout tone="danger" live="assertive">
          {problemText(problem)}
        </Callout>
      )}
      {look.data ? (
        <Body body={look.data} />
      ) : (
        <Callout title="It may hold what somebody wrote">
          Looking at it as it came is recorded in the audit log, with your name.
        </Callout>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
        {mayReplay && (
          <Button loading={replay.isPending} onClick={() => replay.mutate()}>
            Replay
          </Button>
        )}
        {!look.data && (
          <Button variant="primary" loading={look.isPending} onClick={() => look.mutate()}>
            Look at it as it came
          </Button>
        )}
      </div>
    </div>
  );
}

/** One delivery, first without and, once asked for, with its content. */
export function LookAtDelivery({
  sourceId,
  delivery,
  onClose,
}: {
  sourceId: string;
  delivery: DeliveryDto | null;
  onClose: () => void;
}) {
  // While the dialog fades out it still shows what it was about.
  const [last, setLast] = useState<DeliveryDto | null>(null);
  if (delivery !== null && delivery !== last) setLast(delivery);
  return (
    <Dialog
      open={delivery !== null}
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title="Delivery"
      description={last?.topic ?? undefined}
    >
      {last !== null && <Look key={last.id} sourceId={sourceId} delivery={last} onDone={onClose} />}
    </Dialog>
  );
}
