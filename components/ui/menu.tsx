"use client";
import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE } from "@/components/ui/float-style";
import { Kbd } from "@/components/ui/kbd";

export type MenuAction = {
  label: string;
  icon?: ReactNode;
  onSelect?: () => void;
  href?: string;
  danger?: boolean;
  disabled?: boolean;
  kbd?: readonly string[];
};

/** `separator` and `heading` carry a name of their own, which is also their key in the list. */
export type MenuItem = MenuAction | { separator: string } | { heading: ReactNode; id: string };

type MenuProps = {
  trigger: ReactElement;
  items: readonly MenuItem[];
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  /** Where something besides its button opens it. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

function Entry({ item }: { item: MenuAction }) {
  const look = cn(
    "flex min-h-8 cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-sm outline-none touch:min-h-11",
    "data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted",
    item.danger ? "text-danger [&_svg]:text-danger" : "text-default data-highlighted:text-strong",
  );
  const inside = (
    <>
      {item.icon}
      <span className="flex-1">{item.label}</span>
      {item.kbd !== undefined && <Kbd keys={item.kbd} aria-hidden />}
    </>
  );
  if (item.href !== undefined) {
    return (
      <Base.LinkItem className={look} closeOnClick render={<Link href={item.href} />}>
        {inside}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item className={look} disabled={item.disabled} onClick={item.onSelect}>
      {inside}
    </Base.Item>
  );
}

/** A menu of actions and links on a button. */
export function Menu({ trigger, items, side = "bottom", align = "end", open, onOpenChange }: MenuProps) {
  return (
    <Base.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup
            data-holds-keys
            className={cn(FLOAT_STYLE, "max-h-(--available-height) min-w-48 overflow-y-auto rounded-lg p-1")}
          >
            {items.map((item) => {
              if ("separator" in item) return <Base.Separator key={item.separator} className="mx-1 my-1 border-t" />;
              if ("heading" in item) {
                return (
                  <div key={item.id} className="px-2 py-1.5 text-muted text-xs">
                    {item.heading}
                  </div>
                );
              }
              return <Entry key={item.label} item={item} />;
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
