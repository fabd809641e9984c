import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TONE_STYLE, type Tone } from "@/components/ui/tone";

type BadgeProps = ComponentProps<"span"> & { tone?: Tone; icon?: ReactNode };

/** A state in one or two words. The word carries the meaning, the tone only supports it. */
export function Badge({ tone = "neutral", icon, className, children, ...rest }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm align-middle border px-1.5 font-medium text-xs [&_svg]:size-3",
        TONE_STYLE[tone],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </span>
  );
}
