import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL_STYLE } from "@/components/ui/control-style";

export type SelectOption = { value: string; label: string; disabled?: boolean };

type SelectProps = ComponentProps<"select"> & { options?: readonly SelectOption[] };

/** The browser's own select, dressed: it knows every keyboard, phone and screen reader, and costs no script. */
export function Select({ options, className, children, ...rest }: SelectProps) {
  return (
    <span className={cn("relative inline-grid w-full", className)}>
      <select className={cn(CONTROL_STYLE, "tap h-8 appearance-none truncate pr-8")} {...rest}>
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronsUpDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
