"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { useAcknowledge } from "@/components/alerts/acknowledge";
import { type AlertChoice, pinChoice, stepChoice } from "@/components/alerts/alert-choice";
import { AlertRow } from "@/components/alerts/alert-row";
import { alertListOptions } from "@/components/alerts/query-options";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { problemText } from "@/components/query/fetch-json";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { LoadMore } from "@/components/ui/load-more";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { Alert } from "@/domain/triage/alerts/alert-dto";

const VIEWS = ["open", "all"] as const;
const viewParser = parseAsStringLiteral(VIEWS).withDefault("open");

type AlertsViewProps = { mayAnswer: boolean; maySetUp: boolean };

/** Keys of the list: which alert is chosen, answering it, opening its case. */
function useAlertKeys(alerts: readonly Alert[], answer: (alertId: string) => void, mayAnswer: boolean) {
  const router = useRouter();
  const ids = alerts.map(({ id }) => id);
  const [before, setChoice] = useState<AlertChoice | null>(null);
  // While rendering: from the first paint on, what arrives above moves no key to another alert.
  const choice = pinChoice(before, ids);
  if (choice !== before) setChoice(choice);
  const chosen = alerts.find(({ id }) => id === choice?.id);

  function move(by: 1 | -1) {
    const next = stepChoice(choice, ids, by);
    if (next === null) return;
    setChoice(next);
    document.querySelector(`[data-alert="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
  }

  useShortcuts(
    {
      "move-down": () => move(1),
      "move-up": () => move(-1),
      open: () => {
        if (chosen?.caseId) router.push(`/cases/${chosen.caseId}`);
      },
      ...(mayAnswer
        ? {
            "answer-alert": () => {
              if (chosen && chosen.acknowledgedAt === null && chosen.resolvedAt === null) answer(chosen.id);
            },
          }
        : {}),
    },
    { enabled: alerts.length > 0 },
  );
  return {
    chosenId: chosen?.id ?? null,
    choose: (id: string) => setChoice({ id, index: ids.indexOf(id) }),
    chooseAnew: () => setChoice(null),
  };
}

/** Alerts as they are and were: what they say, who has answered, and who was told outside the desk. */
export function AlertsView({ mayAnswer, maySetUp }: AlertsViewProps) {
  const [view, setView] = useQueryState("show", viewParser);
  const query = useInfiniteQuery(alertListOptions(view));
  const alerts = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const acknowledge = useAcknowledge();
  const { chosenId, choose, chooseAnew } = useAlertKeys(alerts, acknowledge.mutate, mayAnswer);
  return (
    <Page>
      <PageHeader
        title="Alerts"
        description="What somebody has to be told of. Answering says that you see to it: nobody further in the chain is told."
        actions={maySetUp && <LinkButton href="/admin/alerts">Where alerts go</LinkButton>}
      />
      <Segmented
        legend="Which alerts"
        legendHidden
        name="show"
        options={[
          { value: "open", label: "Open" },
          { value: "all", label: "All" },
        ]}
        value={view}
        onValueChange={(next) => {
          chooseAnew();
          void setView(next);
        }}
      />
      {query.isError && query.data !== undefined && (
        <Callout tone="danger" live="polite" title="This list is not up to date">
          {problemText(query.error)} It is tried again every few seconds.
        </Callout>
      )}
      <Panel flush>
        {query.isPending && <SkeletonLines lines={6} label="Loading the alerts" className="p-4" />}
        {query.isError && query.data === undefined && (
          <ErrorState
            title="The alerts could not be read"
            whatToDo={`${problemText(query.error)} Messages to the endpoints go out all the same.`}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.data !== undefined && alerts.length === 0 && (
          <EmptyState
            icon={<BellOff />}
            title={view === "open" ? "Nothing needs an answer" : "No alert so far"}
            description="Alerts tell of new cases in tier 0, cases past their time, an empty desk, and a model that does not read."
          />
        )}
        <ul aria-label="Alerts" className="divide-y divide-line">
          {alerts.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              selected={alert.id === chosenId}
              mayAnswer={mayAnswer}
              answering={acknowledge.isPending && acknowledge.variables === alert.id}
              onAnswer={() => acknowledge.mutate(alert.id)}
              onSelect={() => choose(alert.id)}
            />
          ))}
        </ul>
        {alerts.length > 0 && (
          <LoadMore
            hasMore={query.hasNextPage}
            shown={alerts.length}
            noun="alerts"
            loading={query.isFetchingNextPage}
            onLoad={() => void query.fetchNextPage()}
          />
        )}
      </Panel>
    </Page>
  );
}
