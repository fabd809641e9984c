import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows a spinner in place of the text, keeps the width and the focus, and ignores clicks. */
  loading?: boolean;
  icon?: ReactNode;
  /** Key caps shown after the label. Hidden from the name that screen readers speak. */
  kbd?: readonly string[];
};

function ignore(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}

/** A push button. `type` is "button" unless given, so that only a real submit button sends a form. */
export function Button({ variant, size, loading = false, icon, kbd, className, children, ...rest }: ButtonProps) {
  // Not `disabled`: a disabled button drops the focus, and with it the reviewer's place on the keyboard.
  const waiting = loading ? { "aria-disabled": true, "aria-busy": true, onClick: ignore } : {};
  return (
    <button type="button" className={cn(buttonStyle(variant, size), className)} {...rest} {...waiting}>
      <span className={cn("inline-flex items-center gap-[inherit]", loading && "invisible")}>
        {icon}
        {children}
        {kbd !== undefined && <Kbd keys={kbd} aria-hidden className="-mr-1 ml-0.5 max-md:hidden" />}
      </span>
      {loading && <Spinner className="absolute" />}
      {loading && <span className="sr-only">{children}</span>}
    </button>
  );
}
