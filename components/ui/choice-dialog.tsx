"use client";
import type { KeyboardEvent, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

export type Choice<Id extends string> = { id: Id; label: string; hint?: string };

type ChoiceDialogProps<Id extends string> = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  choices: readonly Choice<Id>[];
  /** Chosen; the dialog has closed by then. */
  onChoose: (id: Id) => void;
};

/** Moves the focus among the choices, as in a menu. A key that is held since before the dialog chooses nothing. */
function onKeyDown(event: KeyboardEvent<HTMLUListElement>) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const buttons: HTMLElement[] = [...event.currentTarget.querySelectorAll("button")];
  const at = document.activeElement instanceof HTMLElement ? buttons.indexOf(document.activeElement) : -1;
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

/** Asks for one of a few choices. The first has the focus, so that Enter takes it. */
export function ChoiceDialog<Id extends string>(props: ChoiceDialogProps<Id>) {
  const { open, onOpenChange, title, description, choices, onChoose } = props;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description} size="sm">
      <ul className="grid gap-1.5" onKeyDown={onKeyDown}>
        {choices.map(({ id, label, hint }) => (
          <li key={id}>
            <Button
              className="h-auto min-h-9 w-full justify-start py-1.5 text-left"
              onClick={() => {
                onOpenChange(false);
                onChoose(id);
              }}
            >
              <span className="grid">
                <span>{label}</span>
                {hint !== undefined && <span className="font-normal text-muted text-xs">{hint}</span>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
