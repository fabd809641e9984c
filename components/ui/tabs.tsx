"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { Count } from "@/components/ui/count";

export type TabItem = { value: string; label: ReactNode; count?: number; content: ReactNode };

type TabsProps = {
  label: string;
  items: readonly TabItem[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  className?: string;
};

/** Panels that share one place. For views with an address of their own use LinkTabs. */
export function Tabs({ label, items, value, defaultValue, onValueChange, className }: TabsProps) {
  return (
    <Base.Root
      className={className}
      value={value}
      defaultValue={value === undefined ? (defaultValue ?? items[0]?.value) : undefined}
      onValueChange={(next: unknown) => onValueChange?.(String(next))}
    >
      <Base.List aria-label={label} className="scroll-x flex gap-4 border-b">
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            className="focus-inset tap inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 font-medium text-muted text-sm hover:text-strong data-active:border-accent data-active:text-strong"
          >
            {item.label}
            {item.count !== undefined && <Count value={item.count} />}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.value} value={item.value} className="focus-ring rounded-sm pt-4">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
