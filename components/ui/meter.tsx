import { cn } from "@/components/ui/cn";
import { TONE_FILL, type Tone } from "@/components/ui/tone";

type MeterProps = {
  label: string;
  value: number;
  max?: number;
  /** What is printed and spoken for the value; a whole percentage unless given. */
  valueText?: string;
  tone?: Tone;
  labelHidden?: boolean;
  className?: string;
};

/** How much of a known whole: upload progress, exposure today. Values outside 0 to `max` are drawn at the nearer end. */
export function Meter({
  label,
  value,
  max = 1,
  valueText,
  tone = "accent",
  labelHidden = false,
  className,
}: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const text = valueText ?? `${Math.round(share * 100)}%`;
  return (
    <div className={cn("grid gap-1.5", className)}>
      <div className={cn("flex items-baseline justify-between gap-4 text-xs", labelHidden && "sr-only")}>
        <span className="text-muted">{label}</span>
        <span className="tnum text-strong">{text}</span>
      </div>
      {/* Spoken by the browser's own meter, drawn by hand: its look cannot be set alike everywhere. */}
      <meter aria-label={label} min={0} max={max} value={value} className="sr-only">
        {text}
      </meter>
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-line">
        <div className={cn("h-full rounded-full", TONE_FILL[tone])} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
