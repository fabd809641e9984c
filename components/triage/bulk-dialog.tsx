"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { postJson, problemText } from "@/components/query/fetch-json";
import { useLive } from "@/components/query/live";
import { readSoon } from "@/components/query/read-soon";
import { BULK_PREVIEWS, bulkPreviewOptions } from "@/components/triage/bulk-query";
import { BULK_LABELS, BULK_NOTES, casesText, LEFT_OUT_LABELS } from "@/components/triage/filter-labels";
import type { Marks } from "@/components/triage/marks";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import {
  type BulkChange,
  type BulkPreview,
  type BulkResult,
  bulkResultSchema,
  bulkUndoneSchema,
} from "@/domain/triage/bulk/bulk-dto";
import { BULK_AT_MOST } from "@/domain/triage/bulk/bulk-limit";

/** How long the offer to undo stays, in milliseconds; the change itself can be taken back for ten minutes. */
const OFFER_MS = 120_000;

const MINUTES = [
  { value: "15", label: "15 minutes" },
  { value: "60", label: "An hour" },
  { value: "240", label: "4 hours" },
];
const TIERS = [
  { value: "0", label: "T0, at once" },
  { value: "1", label: "T1" },
  { value: "2", label: "T2" },
];

function changeOf(kind: BulkChange["kind"], minutes: string, tier: string): BulkChange {
  if (kind === "snooze") return { kind, minutes: Number(minutes) };
  return kind === "raise" ? { kind, tier: Number(tier) } : { kind };
}

/** What would change, and what would not and why. */
function Preview({ preview }: { preview: BulkPreview }) {
  return (
    <div role="status" className="grid gap-3 text-sm">
      <p className="text-strong">
        <strong className="tnum font-semibold">{casesText(preview.ids.length)}</strong> would change
        {preview.byTier.length > 0 && (
          <span className="text-muted">
            : {preview.byTier.map(({ tier, count }) => `${count.toLocaleString("en")} in T${tier}`).join(", ")}
          </span>
        )}
        .
      </p>
      {preview.leftOut.length > 0 && (
        <div>
          <p className="text-muted">Left as they are:</p>
          <ul className="list-disc pl-5">
            {preview.leftOut.map(({ why, count }) => (
              <li key={why} className="tnum">
                {casesText(count)} {LEFT_OUT_LABELS[why]}
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview.more && (
        <p className="text-muted">
          More fit the filter than {BULK_AT_MOST.toLocaleString("en")}: these are the most urgent of them. Do it again
          for the rest.
        </p>
      )}
    </div>
  );
}

/** Takes a change back, and says what came of it. */
function useUndo() {
  const client = useQueryClient();
  return async (bulkId: string) => {
    try {
      const { restored, moved } = await postJson(`/api/v1/cases/bulk/${bulkId}/undo`, undefined, bulkUndoneSchema);
      const left = moved > 0 ? `${casesText(moved)} had moved on and stayed.` : undefined;
      toast({ id: bulkId, tone: "ok", title: `Taken back for ${casesText(restored)}`, description: left });
    } catch (error) {
      toast({ id: bulkId, tone: "danger", title: "It could not be taken back", description: problemText(error) });
    }
    await client.invalidateQueries({ queryKey: ["triage"] });
  };
}

/** Asks anew what would change, at most once a second however many cases come in. */
function usePreviewReader() {
  const client = useQueryClient();
  const [reader] = useState(() => {
    const { queryKey } = BULK_PREVIEWS;
    const read = () => void client.refetchQueries({ queryKey, type: "active" }, { cancelRefetch: false });
    return readSoon(read, () => client.isFetching({ queryKey }) > 0);
  });
  useEffect(() => reader.stop, [reader]);
  return reader;
}

type BulkDialogProps = { kind: BulkChange["kind"]; marks: Marks; onClose: () => void; onDone: () => void };

/** Shows what a change of the marked cases would do, and does it. */
export function BulkDialog({ kind, marks, onClose, onDone }: BulkDialogProps) {
  const [minutes, setMinutes] = useState("60");
  const [tier, setTier] = useState("1");
  const client = useQueryClient();
  const undo = useUndo();
  const change = changeOf(kind, minutes, tier);
  const chosen = marks.all === null ? { ids: [...marks.ids].slice(0, BULK_AT_MOST) } : { filter: marks.all };
  const preview = useQuery(bulkPreviewOptions({ change, ...chosen }));
  const ids = preview.data?.ids ?? [];
  // What is agreed to is what is shown: when one of these cases changes meanwhile, it is asked for anew.
  const reader = usePreviewReader();
  useLive("cases", (changed) => {
    const concerned = changed === null || marks.all !== null || changed.some((id) => marks.ids.has(id));
    if (concerned && !run.isPending) reader.soon();
  });
  const run = useMutation({
    mutationFn: () => postJson("/api/v1/cases/bulk", { change, ids }, bulkResultSchema),
    onSuccess: ({ bulkId, changed }: BulkResult) => {
      toast({
        id: bulkId,
        tone: "ok",
        title: `${BULK_LABELS[kind]}: ${casesText(changed)}`,
        durationMs: OFFER_MS,
        action: { label: "Undo", onAction: () => void undo(bulkId) },
      });
      void client.invalidateQueries({ queryKey: ["triage"] });
      onDone();
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={BULK_LABELS[kind]}
      description={BULK_NOTES[kind]}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" loading={run.isPending} disabled={ids.length === 0} onClick={() => run.mutate()}>
            {ids.length === 0 ? BULK_LABELS[kind] : `${BULK_LABELS[kind]}: ${casesText(ids.length)}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {kind === "snooze" && (
          <Field label="For how long">
            {(control) => (
              <Select
                {...control}
                options={MINUTES}
                value={minutes}
                onChange={({ target }) => setMinutes(target.value)}
              />
            )}
          </Field>
        )}
        {kind === "raise" && (
          <Field label="To which tier">
            {(control) => (
              <Select {...control} options={TIERS} value={tier} onChange={({ target }) => setTier(target.value)} />
            )}
          </Field>
        )}
        {preview.data ? (
          <Preview preview={preview.data} />
        ) : preview.isError ? (
          <Callout tone="danger" live="polite" title="What would change could not be read">
            {problemText(preview.error)}
          </Callout>
        ) : (
          <Skeleton className="h-5 w-56" />
        )}
        {run.isError && (
          <Callout tone="danger" live="assertive" title="Nothing was changed">
            {problemText(run.error)}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
