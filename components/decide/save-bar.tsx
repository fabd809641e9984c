import type { Draft } from "@/components/decide/draft";
import { conclusion, whatIsMissing } from "@/components/decide/draft-findings";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

type SaveBarProps = {
  draft: Draft;
  /** Why the decision cannot be saved whatever the form says, e.g. that newer messages wait to be read. */
  blocked: string | null;
  pending: boolean;
  problem: string | null;
  onSave: () => void;
  onCancel: (() => void) | null;
};

/** The foot of the decision: what saving puts on record, what is still to be said, and the button. */
export function SaveBar({ draft, blocked, pending, problem, onSave, onCancel }: SaveBarProps) {
  const missing = whatIsMissing(draft);
  const reason = blocked ?? missing[0]?.text ?? null;
  const more = blocked === null && missing.length > 1 ? ` ${missing.length - 1} more to go.` : "";
  return (
    <div className="sticky bottom-14 z-20 grid gap-2 border-t bg-panel px-4 py-3 md:px-5 lg:static">
      {problem !== null && (
        <Callout tone="danger" live="assertive" title="Not saved">
          {problem}
        </Callout>
      )}
      <div className="flex items-center justify-between gap-3">
        <p id="save-state" role="status" className="min-w-0 text-sm">
          {reason === null ? (
            <>
              <span className="block text-muted text-xs">Will be recorded</span>
              <span className="font-medium text-strong">{conclusion(draft)}</span>
            </>
          ) : (
            <span className="text-muted">
              {reason}
              {more}
            </span>
          )}
        </p>
        {onCancel !== null && (
          <Button variant="quiet" className="ml-auto h-9" onClick={onCancel}>
            Leave it as it was
          </Button>
        )}
        <Button
          variant="primary"
          data-save-decision
          disabled={reason !== null}
          loading={pending}
          kbd={shortcutKeys("save")}
          aria-describedby="save-state"
          onKeyDown={(event) => {
            // A key held down since an earlier screen must not decide this one.
            if (event.repeat) event.preventDefault();
          }}
          onClick={onSave}
          className="h-9"
        >
          Save
        </Button>
      </div>
    </div>
  );
}
