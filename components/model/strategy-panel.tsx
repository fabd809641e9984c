"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { modelReportOptions } from "@/components/model/query-options";
import { StrategyOption } from "@/components/model/strategy-option";
import { type Choice, callsText, choiceText, isSameChoice, VOTE_RULE_LABELS } from "@/components/model/strategy-words";
import { postJson } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import type { ModelReport } from "@/domain/measure/model-report";
import { strategyInForceSchema } from "@/inference/model-overview";
import { DEFAULT_JUDGES, STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";

const JUDGES = [2, 3, 4, 5, 6, 7, 8, 9].map((count) => ({ value: String(count), label: `${count} judges` }));
const RULES = VOTE_RULES.map((rule) => ({ value: rule, label: VOTE_RULE_LABELS[rule] }));

/** What is in force, as a form begins with it: a single call has no judges to begin with. */
function startFrom({ strategy, judges, voteRule }: ModelReport["strategy"]): Choice {
  return { strategy, judges: strategy === "single" ? DEFAULT_JUDGES : judges, voteRule };
}

type Props = { report: ModelReport };

/** The strategy in force, and the way to another one with what it would cost. */
export function StrategyPanel({ report }: Props) {
  const { strategy: inForce } = report;
  const client = useQueryClient();
  const [changed, setChanged] = useState<Partial<Choice>>({});
  const choice = { ...startFrom(inForce), ...changed };
  const same = isSameChoice(choice, inForce);
  const save = useMutation({
    mutationFn: () => postJson("/api/v1/model/strategy", choice, strategyInForceSchema),
    onSuccess: (strategy) => {
      const { queryKey } = modelReportOptions();
      client.setQueryData(queryKey, (before: ModelReport | undefined) => before && { ...before, strategy });
      setChanged({});
      toast({ tone: "ok", title: `Conversations are read by: ${choiceText(strategy)}` });
    },
  });
  return (
    <Panel
      title="Strategy"
      description={
        <>
          In force: {choiceText(inForce)}
          {inForce.chosenAt === null ? (
            ", by INFERENCE_STRATEGY."
          ) : (
            <>
              , chosen by {inForce.chosenBy ?? "the command line"} <TimeAgo at={inForce.chosenAt} />.
            </>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        {report.offline && (
          <Callout tone="info" title="The offline rules take no strategy">
            A choice holds as soon as a model reads.
          </Callout>
        )}
        <fieldset>
          <legend className="sr-only">Strategy</legend>
          <div className="divide-y divide-line rounded-md border">
            {STRATEGY_NAMES.map((name) => (
              <StrategyOption
                key={name}
                choice={{ ...choice, strategy: name }}
                report={report}
                checked={choice.strategy === name}
                onChoose={() => setChanged({ ...changed, strategy: name })}
              />
            ))}
          </div>
        </fieldset>
        {choice.strategy !== "single" && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Judges">
              {(control) => (
                <Select
                  {...control}
                  options={JUDGES}
                  value={String(choice.judges)}
                  onChange={({ target }) => setChanged({ ...changed, judges: Number(target.value) })}
                />
              )}
            </Field>
            <Field label="A risk has to be named by">
              {(control) => (
                <Select
                  {...control}
                  options={RULES}
                  value={choice.voteRule}
                  onChange={({ target }) => {
                    const voteRule = VOTE_RULES.find((rule) => rule === target.value);
                    if (voteRule) setChanged({ ...changed, voteRule });
                  }}
                />
              )}
            </Field>
          </div>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <ConfirmDialog
            trigger={
              <Button variant="primary" disabled={same}>
                Use this strategy
              </Button>
            }
            title={`Read by ${choiceText(choice)}?`}
            description="Every process follows within seconds. What was read before stays as it is."
            confirmLabel="Use it"
            onConfirm={async () => void (await save.mutateAsync())}
          >
            <p className="text-sm">
              Each part of a conversation costs <strong>{callsText(choice)}</strong> instead of {callsText(inForce)}. A
              conversation that fits the model has one part; a long one is read anew in all of its parts the next time.
            </p>
          </ConfirmDialog>
          {!same && (
            <Button variant="quiet" onClick={() => setChanged({})}>
              Leave it as it is
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}
