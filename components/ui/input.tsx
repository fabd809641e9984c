import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL_STYLE } from "@/components/ui/control-style";

/** One line of text. `mono` for ids, keys and codes. */
export function Input({ mono = false, className, ...rest }: ComponentProps<"input"> & { mono?: boolean }) {
  return <input className={cn(CONTROL_STYLE, "tap h-8", mono && "font-mono", className)} {...rest} />;
}
