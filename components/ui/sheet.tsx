"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE, SCRIM_STYLE } from "@/components/ui/float-style";

type SheetProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactElement;
  title: ReactNode;
  description?: ReactNode;
  side?: "left" | "right" | "bottom";
  footer?: ReactNode;
  children?: ReactNode;
};

const SIDES = {
  left: "inset-y-0 left-0 w-[min(28rem,calc(100vw-2.5rem))] border-y-0 border-l-0",
  right: "inset-y-0 right-0 w-[min(28rem,calc(100vw-2.5rem))] border-y-0 border-r-0",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-x-0 border-b-0",
};

/** A modal drawer from one side, for detail that should not take the reader off the page. */
export function Sheet({ trigger, title, description, side = "right", footer, children, ...root }: SheetProps) {
  return (
    <Base.Root open={root.open} onOpenChange={(open) => root.onOpenChange?.(open)}>
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={SCRIM_STYLE} />
        <Base.Popup data-holds-keys className={cn(FLOAT_STYLE, "fixed z-50 flex flex-col", SIDES[side])}>
          <header className="border-b px-5 py-3.5 pr-12">
            <div className="grid min-w-0 gap-0.5">
              <Base.Title className="font-semibold text-base text-strong">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="text-muted text-sm">{description}</Base.Description>
              )}
            </div>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5">{children}</div>
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
