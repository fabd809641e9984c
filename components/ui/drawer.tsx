"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE, SCRIM_STYLE } from "@/components/ui/float-style";

type DrawerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
};

/** A sheet that comes in from the side over the page: holds the focus, closes on Escape and gives the focus back. */
export function Drawer({ open, onOpenChange, title, description, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={SCRIM_STYLE} />
        <Base.Popup
          data-holds-keys
          className={cn(
            FLOAT_STYLE,
            "fixed inset-y-0 right-0 z-50 flex w-full max-w-2xl flex-col border-y-0 border-r-0",
          )}
        >
          <header className="grid gap-1 border-b px-5 pt-4 pr-12 pb-3">
            <Base.Title className="font-semibold text-lg text-strong">{title}</Base.Title>
            {description !== undefined && (
              <Base.Description className="text-muted text-sm">{description}</Base.Description>
            )}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
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
