import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";

type LinkButtonProps = ComponentProps<typeof Link> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  kbd?: readonly string[];
};

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton({ variant, size, icon, kbd, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link className={cn(buttonStyle(variant, size), className)} {...rest}>
      {icon}
      {children}
      {kbd !== undefined && <Kbd keys={kbd} aria-hidden className="-mr-1 ml-0.5 max-md:hidden" />}
    </Link>
  );
}

/** A link inside running text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn(
        "focus-ring rounded-sm font-medium text-accent underline decoration-accent/30 underline-offset-3 hover:decoration-accent",
        className,
      )}
      {...rest}
    />
  );
}
