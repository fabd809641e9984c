import { cn } from "@/components/ui/cn";

type BidiTextProps = { text: string; as?: "p" | "span" | "div"; className?: string };

/**
 * Text that somebody outside wrote. Shown as text only, in its own direction, and shut off from the page's, so that a
 * direction mark inside cannot reorder what stands beside it. Keeps line breaks; breaks long runs.
 */
export function BidiText({ text, as: Element = "p", className }: BidiTextProps) {
  return (
    <Element dir="auto" className={cn("wrap-anywhere whitespace-pre-wrap [unicode-bidi:isolate]", className)}>
      {text}
    </Element>
  );
}
