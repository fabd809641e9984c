"use client";
import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { unansweredOptions } from "@/components/alerts/query-options";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { ALERTS_COUNTED_UP_TO } from "@/domain/triage/alerts/alert-dto";

const SHOWN_UP_TO = 99;

function spoken(count: number | undefined, failed: boolean): string {
  if (failed) return "Alerts: not known right now";
  if (count === undefined || count === 0) return "Alerts";
  return `Alerts: ${count >= ALERTS_COUNTED_UP_TO ? `${count} or more` : count} unanswered`;
}

/** The way to the alerts, with how many nobody has answered. */
export function AlertBell() {
  const { data, isError } = useQuery(unansweredOptions());
  const count = data?.unanswered ?? 0;
  const name = spoken(data?.unanswered, isError);
  return (
    <Link
      href="/alerts"
      aria-label={name}
      title={`${name} (g b)`}
      className={cn(buttonStyle("quiet"), "relative w-8 px-0")}
    >
      <Bell aria-hidden size={16} strokeWidth={1.75} />
      {(count > 0 || isError) && (
        <span
          aria-hidden
          className="tnum absolute -top-0.5 -right-1 min-w-4 rounded-full bg-accent px-1 text-center font-semibold text-2xs text-accent-contrast leading-4"
        >
          {isError ? "?" : count > SHOWN_UP_TO ? `${SHOWN_UP_TO}+` : count}
        </span>
      )}
    </Link>
  );
}
