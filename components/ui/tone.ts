export type Tone = "neutral" | "accent" | "danger" | "warn" | "ok" | "info";

/** Soft ground, readable text and a hairline, for badges and callouts. */
export const TONE_STYLE: Record<Tone, string> = {
  neutral: "border-line bg-sunken text-muted",
  accent: "border-accent/25 bg-accent-soft text-accent",
  danger: "border-danger-line bg-danger-soft text-danger",
  warn: "border-warn-line bg-warn-soft text-warn",
  ok: "border-ok-line bg-ok-soft text-ok",
  info: "border-info-line bg-info-soft text-info",
};

/** A solid ground for bars and dots. */
export const TONE_FILL: Record<Tone, string> = {
  neutral: "bg-muted",
  accent: "bg-accent",
  danger: "bg-danger",
  warn: "bg-warn",
  ok: "bg-ok",
  info: "bg-info",
};
