import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type RadioCard<Value extends string> = {
  value: Value;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
};

type RadioCardsProps<Value extends string> = {
  legend: ReactNode;
  legendHidden?: boolean;
  name: string;
  options: readonly RadioCard<Value>[];
  value?: Value | null;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  columns?: 1 | 2 | 3;
  className?: string;
};

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** One choice of a few that need a sentence each. Native radio buttons inside. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { legend, legendHidden = false, name, options, value, defaultValue, onValueChange, columns = 1 } = props;
  return (
    <fieldset className={cn("min-w-0", props.className)}>
      <legend className={cn("mb-1.5 font-medium text-sm text-strong", legendHidden && "sr-only")}>{legend}</legend>
      <div className={cn("grid gap-2", COLUMNS[columns])}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cn(
              "flex items-start gap-2.5 rounded-lg border bg-panel p-3 text-sm hover:border-line-strong touch:min-h-11",
              "has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-50",
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
              className="focus-ring mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-control bg-panel checked:border-5 checked:border-accent"
            />
            <span className="grid gap-0.5">
              <span className="font-medium text-strong">{option.label}</span>
              {option.description !== undefined && <span className="text-muted text-xs">{option.description}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
