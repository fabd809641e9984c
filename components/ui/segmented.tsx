import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";

export type SegmentedOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  kbd?: readonly string[];
  disabled?: boolean;
};

type SegmentedProps<Value extends string> = {
  legend: ReactNode;
  legendHidden?: boolean;
  name: string;
  options: readonly SegmentedOption<Value>[];
  value?: Value | null;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  size?: "sm" | "md";
  className?: string;
};

/** One choice of a few, side by side: native radio buttons, so arrow keys, forms and screen readers just work. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { legend, legendHidden = false, name, options, value, defaultValue, onValueChange, size = "md" } = props;
  return (
    <fieldset className={cn("grid min-w-0 gap-1.5", props.className)}>
      <legend className={cn("mb-1.5 font-medium text-sm text-strong", legendHidden && "sr-only")}>{legend}</legend>
      <div className="flex w-fit max-w-full flex-wrap gap-0.5 rounded-md border bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cn(
              "relative flex min-w-6 items-center justify-center gap-1.5 rounded-sm px-2.5 font-medium text-muted hover:text-strong touch:min-h-10",
              "border border-transparent has-checked:border-line-strong has-checked:bg-panel has-checked:text-strong has-disabled:opacity-50",
              "has-focus-visible:outline-2 has-focus-visible:outline-focus",
              size === "sm" ? "h-6 text-xs" : "h-7 text-sm",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              disabled={option.disabled}
              {...(value === undefined
                ? { defaultChecked: defaultValue === option.value }
                : { checked: value === option.value })}
              {...(value !== undefined || onValueChange ? { onChange: () => onValueChange?.(option.value) } : {})}
              className="absolute inset-0 appearance-none rounded-sm outline-none"
            />
            <span className="pointer-events-none inline-flex items-center gap-1.5">
              {option.label}
              {option.kbd !== undefined && <Kbd keys={option.kbd} aria-hidden />}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
