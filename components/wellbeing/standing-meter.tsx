"use client";
import { useQuery } from "@tanstack/react-query";
import { Meter } from "@/components/ui/meter";
import { wellbeingOptions } from "@/components/wellbeing/query-options";

/** How much the person has read, quietly: seen by nobody else, and never in red. */
export function StandingMeter() {
  const { data, isError } = useQuery(wellbeingOptions());
  if (isError) return <p className="text-muted text-xs">How much you have read is not known right now.</p>;
  if (!data) return <div aria-hidden className="h-7" />;
  const { used, softLimit, hardLimit, windowHours } = data;
  const said = used < softLimit ? "plenty left" : used < hardLimit ? "nearly enough" : "enough for now";
  return (
    <Meter label={`Read in ${windowHours} hours, for your eyes only`} value={used} max={hardLimit} valueText={said} />
  );
}
