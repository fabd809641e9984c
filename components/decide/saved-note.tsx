import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

/** In place of the form once it is saved, for as long as the next case is not there. */
export function SavedNote({ pending, onNext }: { pending: boolean; onNext: () => void }) {
  return (
    <div className="border-t px-4 py-4 md:px-5">
      <Callout
        tone="ok"
        title="Your decision is saved"
        actions={
          <>
            <Button size="sm" variant="primary" loading={pending} onClick={onNext}>
              Next case
            </Button>
            <LinkButton size="sm" href="/triage">
              Back to triage
            </LinkButton>
          </>
        }
      >
        The case is no longer in your hands.
      </Callout>
    </div>
  );
}
