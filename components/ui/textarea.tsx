import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL_STYLE } from "@/components/ui/control-style";

/** Several lines of text; grows with what is typed where the browser can. Direction follows the text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      dir="auto"
      rows={rows}
      className={cn(CONTROL_STYLE, "field-sizing-content max-h-80 min-h-16 resize-y py-1.5", className)}
      {...rest}
    />
  );
}
