"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE, SCRIM_STYLE } from "@/components/ui/float-style";

type ConfirmDialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement;
  title: ReactNode;
  description?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "default" | "danger";
  confirmDisabled?: boolean;
  /** Awaited before the dialog closes. If it throws, the dialog stays and shows the error's message. */
  onConfirm: () => void | Promise<void>;
  children?: ReactNode;
};

/** Asks before something that is hard to take back. Cancel has the focus first; a click outside does not answer. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { trigger, title, description, confirmLabel, cancelLabel = "Cancel", tone = "default", children } = props;

  function change(open: boolean) {
    if (waiting) return;
    setProblem(null);
    setOwnOpen(open);
    props.onOpenChange?.(open);
  }

  async function confirm() {
    setWaiting(true);
    setProblem(null);
    try {
      await props.onConfirm();
      setOwnOpen(false);
      props.onOpenChange?.(false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "That did not work. Nothing was changed.");
    } finally {
      setWaiting(false);
    }
  }

  return (
    <AlertDialog.Root open={props.open ?? ownOpen} onOpenChange={change}>
      {trigger !== undefined && <AlertDialog.Trigger render={trigger} />}
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={SCRIM_STYLE} />
        <AlertDialog.Popup
          data-holds-keys
          className={cn(
            FLOAT_STYLE,
            "fixed inset-x-4 top-[18dvh] z-50 mx-auto grid max-h-[76dvh] max-w-md gap-4 overflow-y-auto rounded-xl p-5 max-sm:top-auto max-sm:bottom-4",
          )}
        >
          <div className="grid gap-1">
            <AlertDialog.Title className="font-semibold text-lg text-strong">{title}</AlertDialog.Title>
            {description !== undefined && (
              <AlertDialog.Description className="text-muted text-sm">{description}</AlertDialog.Description>
            )}
          </div>
          {children}
          {problem !== null && (
            <Callout tone="danger" live="assertive">
              {problem}
            </Callout>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button>{cancelLabel}</Button>} />
            <Button
              variant={tone === "danger" ? "danger" : "primary"}
              loading={waiting}
              disabled={props.confirmDisabled}
              onClick={() => void confirm()}
            >
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
