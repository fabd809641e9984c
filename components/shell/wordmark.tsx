import { cn } from "@/components/ui/cn";

/** The mark: a flame that is also an eye kept open. Drawn in the accent. */
export function LogoMark({ size = 20, className }: { size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      className={cn("shrink-0 text-accent", className)}
    >
      <path
        d="M10 1.75c3.6 3.1 5.5 6 5.5 9.1a5.5 5.5 0 0 1-11 0c0-3.1 1.9-6 5.5-9.1Z"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <circle cx="10" cy="11" r="2.1" fill="currentColor" />
    </svg>
  );
}

/** Mark and name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span
      className={cn("inline-flex items-center gap-2 font-semibold text-base text-strong tracking-tight", className)}
    >
      <LogoMark />
      Vigil
    </span>
  );
}
