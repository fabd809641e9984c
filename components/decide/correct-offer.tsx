import { AddGoldButton } from "@/components/decide/add-gold-button";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { CaseDetail } from "@/domain/decide/case-detail";

type CorrectOfferProps = {
  detail: CaseDetail;
  /** Null where this reader may not correct the decision now. */
  onCorrect: (() => void) | null;
  /** Whether the reader looks after the desk. */
  leads: boolean;
  nextPending: boolean;
  onNext: () => void;
};

/** What can still be said about a decided case: that it waits for a second person, and the way to correct it. */
export function CorrectOffer({ detail, onCorrect, leads, nextPending, onNext }: CorrectOfferProps) {
  const correct = onCorrect && (
    <Button size="sm" kbd={shortcutKeys("correct")} onClick={onCorrect}>
      {detail.correctable?.firstReading ? "Change it" : "Correct this decision"}
    </Button>
  );
  const standing = detail.decisions.find(({ caseId, stands, waits }) => caseId === detail.id && stands && !waits);
  const known = leads && detail.state === "closed" && standing ? <AddGoldButton decisionId={standing.id} /> : null;
  if (!detail.waitsForSecond && correct === null && known === null) return null;
  return (
    <div className="grid gap-3 border-t px-4 py-4 md:px-5">
      {detail.waitsForSecond && (
        <Callout tone="info" title="Waits for a second person">
          In tier 0 nobody decides alone that there is no such danger. Until somebody else has read it too, nothing of
          this decision leaves the desk. Where nobody else reviews yet, it waits for as long: an admin can add a second
          person, or switch the rule off under Settings, Second looks.
        </Callout>
      )}
      {onCorrect && detail.correctable?.firstReading ? (
        <Callout
          tone="ok"
          title="Your own reading is saved"
          actions={
            <>
              {correct}
              <Button size="sm" variant="primary" loading={nextPending} onClick={onNext}>
                Leave it, next case
              </Button>
            </>
          }
        >
          Above is what the model says. You may change your decision once you have seen it; both stay on record.
        </Callout>
      ) : (
        <div className="flex flex-wrap gap-2">
          {correct}
          {known}
        </div>
      )}
    </div>
  );
}
