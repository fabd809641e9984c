"use client";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";

type DialogActionsProps = {
  /** What the form does. */
  submitLabel: string;
  /** While it does it, it cannot be sent again. */
  waiting: boolean;
};

/** The last line of a form in a dialog: away from it, or on with it. */
export function DialogActions({ submitLabel, waiting }: DialogActionsProps) {
  return (
    <div className="flex justify-end gap-2">
      <DialogClose>
        <Button>Cancel</Button>
      </DialogClose>
      <Button type="submit" variant="primary" loading={waiting}>
        {submitLabel}
      </Button>
    </div>
  );
}
