"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE, SCRIM_STYLE } from "@/components/ui/float-style";

type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  className?: string;
  children?: ReactNode;
};

const WIDTHS = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" };

/** A modal dialog: holds the focus, closes on Escape and gives the focus back. Open it by `trigger` or by `open`. */
export function Dialog({
  trigger,
  title,
  description,
  footer,
  size = "md",
  className,
  children,
  ...root
}: DialogProps) {
  return (
    <Base.Root open={root.open} onOpenChange={(open) => root.onOpenChange?.(open)}>
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={SCRIM_STYLE} />
        <Base.Popup
          data-holds-keys
          className={cn(
            FLOAT_STYLE,
            "fixed inset-x-4 top-[12dvh] z-50 mx-auto flex max-h-[76dvh] flex-col rounded-xl max-sm:top-auto max-sm:bottom-4",
            WIDTHS[size],
            className,
          )}
        >
          <header className="px-5 pt-4 pr-12 pb-3">
            <div className="grid min-w-0 gap-1">
              <Base.Title className="font-semibold text-lg text-strong">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="text-muted text-sm">{description}</Base.Description>
              )}
            </div>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>
          )}
          {/* Last in order, so that the focus starts in the content. */}
          <Base.Close
            aria-label="Close"
            title="Close"
            className={cn(buttonStyle("quiet", "sm"), "absolute top-3 right-3 w-7 px-0")}
          >
            <X aria-hidden size={16} />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Wraps a button so that pressing it closes the dialog or sheet it stands in. */
export function DialogClose({ children }: { children: ReactElement }) {
  return <Base.Close render={children} />;
}
