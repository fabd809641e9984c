"use client";
import { useState } from "react";
import { AlertDeliveries } from "@/components/alerts/alert-deliveries";
import { alertState, KIND_LABELS, messagesLine } from "@/components/alerts/alert-words";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/link-button";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Alert } from "@/domain/triage/alerts/alert-dto";

type AlertRowProps = {
  alert: Alert;
  selected: boolean;
  mayAnswer: boolean;
  answering: boolean;
  onAnswer: () => void;
  onSelect: () => void;
};

function Times({ alert }: { alert: Alert }) {
  return (
    <p className="text-muted text-xs">
      <TimeAgo at={alert.openedAt} />
      {alert.acknowledgedAt !== null && (
        <>
          {" · answered by "}
          <bdi>{alert.acknowledgedBy ?? "somebody"}</bdi> <TimeAgo at={alert.acknowledgedAt} />
        </>
      )}
      {alert.resolvedAt !== null && (
        <>
          {" · over "}
          <TimeAgo at={alert.resolvedAt} />
        </>
      )}
      {alert.nextStepAt !== null && " · the next in the chain is told if nobody answers"}
    </p>
  );
}

/** One alert: what it says, since when, who has answered, and who was told. */
export function AlertRow({ alert, selected, mayAnswer, answering, onAnswer, onSelect }: AlertRowProps) {
  const [open, setOpen] = useState(false);
  const { label, tone } = alertState(alert);
  const isUnanswered = alert.acknowledgedAt === null && alert.resolvedAt === null;
  return (
    <li
      data-alert={alert.id}
      aria-current={selected || undefined}
      className={cn("grid gap-2 px-4 py-3", selected && "bg-selected shadow-[inset_2px_0_0_var(--color-accent)]")}
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium text-strong">{alert.says}</span>
            <Badge tone={tone}>{label}</Badge>
            <span className="text-muted text-xs">{KIND_LABELS[alert.kind]}</span>
          </p>
          <Times alert={alert} />
        </div>
        <div className="flex items-center gap-3">
          {alert.caseId !== null && <TextLink href={`/cases/${alert.caseId}`}>Open the case</TextLink>}
          {isUnanswered && mayAnswer && (
            <Button
              size="sm"
              loading={answering}
              onFocus={onSelect}
              onClick={onAnswer}
              kbd={selected ? shortcutKeys("answer-alert") : undefined}
            >
              Answer
            </Button>
          )}
        </div>
      </div>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="focus-ring w-fit cursor-default rounded-sm text-muted text-xs hover:text-strong">
          {messagesLine(alert.messages)}
        </summary>
        {open && <AlertDeliveries alertId={alert.id} />}
      </details>
    </li>
  );
}
