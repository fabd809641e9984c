"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE } from "@/components/ui/float-style";

type PopoverProps = {
  trigger: ReactElement;
  title?: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** A small panel on a button, for detail or a short form; not modal. */
export function Popover({ trigger, title, side = "bottom", align = "start", className, children }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            data-holds-keys
            className={cn(
              FLOAT_STYLE,
              "grid max-h-(--available-height) w-72 max-w-[calc(100vw-1rem)] gap-2 overflow-y-auto rounded-lg p-4 text-sm",
              className,
            )}
          >
            {title !== undefined && <Base.Title className="font-medium text-sm text-strong">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
