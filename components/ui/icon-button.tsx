import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";

type IconButtonProps = ComponentProps<"button"> & { label: string; variant?: ButtonVariant; size?: ButtonSize };

/** A square button whose child is an icon; `label` is its spoken name and its hover title. */
export function IconButton({ label, variant = "quiet", size = "md", className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cn(buttonStyle(variant, size), "px-0", size === "sm" ? "w-7" : "w-8", className)}
      {...rest}
    />
  );
}
