"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { planOptions } from "@/components/measure/sampling-query";
import { about, hoursInWords, recallInWords, stratumName } from "@/components/measure/sampling-words";
import { problemText } from "@/components/query/fetch-json";
import { Callout } from "@/components/ui/callout";
import { SkeletonLines } from "@/components/ui/skeleton";
import { SETTINGS, type SettingValue } from "@/domain/settings/definitions";

const WEEKS = 13;

/** What rates that are being written would cost and buy. */
export function SamplingEffect({ rates }: { rates: SettingValue<"sampling"> }) {
  const written = SETTINGS.sampling.schema.safeParse(rates);
  const asked = useDeferredValue(rates);
  const query = useQuery({ ...planOptions({ rates: asked, weeks: WEEKS }), enabled: written.success });
  const plan = query.data;
  return (
    <section aria-label="Cost and effect" className="grid gap-2 rounded-md border bg-sunken p-3 text-sm">
      <p className="font-medium text-strong">Cost and effect</p>
      {!written.success ? (
        <p className="text-muted">Said once every rate can be understood.</p>
      ) : query.isError ? (
        <Callout tone="danger" live="polite">
          {problemText(query.error)}
        </Callout>
      ) : plan === undefined ? (
        <SkeletonLines lines={3} label="Reckoning what this costs" />
      ) : (
        <div role="status" aria-busy={query.isPlaceholderData} className="grid gap-2">
          <p>
            These rates draw {about(plan.drawnWeekly)} a week: {hoursInWords(plan.hoursWeekly)}.
          </p>
          <ul className="grid gap-x-6 text-muted text-xs sm:grid-cols-2">
            {plan.strata.map(({ stratum, weekly, drawnWeekly }) => (
              <li key={stratum}>
                {stratumName(stratum).label}: {about(drawnWeekly)} of {about(weekly)} read clear
              </li>
            ))}
          </ul>
          <p className="text-pretty">{recallInWords(plan)}</p>
        </div>
      )}
    </section>
  );
}
