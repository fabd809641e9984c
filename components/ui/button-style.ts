export type ButtonVariant = "primary" | "default" | "quiet" | "danger";
export type ButtonSize = "sm" | "md";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-accent-contrast hover:bg-accent-hover",
  default: "border-line-strong bg-raised text-strong hover:bg-hover",
  quiet: "border-transparent text-default hover:bg-hover hover:text-strong data-popup-open:bg-hover",
  danger: "border-transparent bg-danger-fill text-danger-contrast hover:brightness-95",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2 text-xs",
  md: "h-8 gap-2 px-3 text-sm",
};

/** The classes that buttons, icon buttons and links that look like buttons share. */
export function buttonStyle(variant: ButtonVariant = "default", size: ButtonSize = "md"): string {
  return [
    "focus-ring tap relative inline-flex shrink-0 select-none items-center justify-center rounded-md border font-medium",
    "whitespace-nowrap transition-[background-color,border-color,color] duration-100 print:hidden",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:not-aria-busy:opacity-50",
    VARIANTS[variant],
    SIZES[size],
  ].join(" ");
}
