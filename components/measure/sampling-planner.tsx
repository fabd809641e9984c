"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { planOptions } from "@/components/measure/sampling-query";
import { about, hoursInWords, neededInWords, recallInWords, stratumName } from "@/components/measure/sampling-words";
import { problemText } from "@/components/query/fetch-json";
import { formatShare } from "@/components/settings/share-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { SamplingPlan } from "@/domain/measure/sampling/sampling-dto";

const WIDTHS = [2, 3, 5, 7, 10, 15].map((points) => ({ value: String(points / 100), label: `± ${points} points` }));
const WEEKS = [
  { value: "4", label: "4 weeks" },
  { value: "13", label: "a quarter (13 weeks)" },
  { value: "26", label: "half a year" },
  { value: "52", label: "a year" },
];

function PlanTable({ plan }: { plan: SamplingPlan }) {
  const wished = (stratum: string) =>
    plan.needed === null || plan.needed.reads === null
      ? undefined
      : plan.needed.perStratum.find((each) => each.stratum === stratum);
  return (
    <Table caption="The plan by stratum">
      <TableHead>
        <tr>
          <Th>Stratum</Th>
          <Th align="right">Read clear a week</Th>
          <Th align="right">Drawn a week now</Th>
          <Th align="right">Missed, reckoned with</Th>
          <Th align="right">Rate it would need</Th>
        </tr>
      </TableHead>
      <TableBody>
        {plan.strata.map(({ stratum, weekly, drawnWeekly, missRate, missRateFrom }) => {
          const rate = wished(stratum)?.rate;
          return (
            <Row key={stratum}>
              <Th scope="row">{stratumName(stratum).label}</Th>
              <Td num>{about(weekly)}</Td>
              <Td num>{about(drawnWeekly)}</Td>
              <Td num>
                {formatShare(Number(missRate.toFixed(4)))}
                <span className="block text-muted text-xs">
                  {missRateFrom === "samples" ? "from samples" : "a guess: few were read"}
                </span>
              </Td>
              <Td num>{rate === undefined ? "–" : formatShare(Number(rate.toFixed(4)))}</Td>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** "To know recall to ± x within so long": what has to be read for it, and what the rates in force buy. */
export function SamplingPlanner() {
  const [halfWidth, setHalfWidth] = useState("0.05");
  const [weeks, setWeeks] = useState("13");
  const asked = useDeferredValue({ halfWidth: Number(halfWidth), weeks: Number(weeks) });
  const query = useQuery(planOptions(asked));
  const plan = query.data;
  return (
    <Panel
      title="Planner"
      description="What it takes to know recall well enough. It reckons with the last four weeks, and changes nothing."
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-end gap-3">
          <Field label="To know recall to" className="w-40">
            {(control) => (
              <Select
                {...control}
                options={WIDTHS}
                value={halfWidth}
                onChange={({ target }) => setHalfWidth(target.value)}
              />
            )}
          </Field>
          <Field label="within" className="w-52">
            {(control) => (
              <Select {...control} options={WEEKS} value={weeks} onChange={({ target }) => setWeeks(target.value)} />
            )}
          </Field>
        </div>
        {query.isError ? (
          <Callout
            tone="danger"
            live="polite"
            actions={
              <Button size="sm" onClick={() => void query.refetch()}>
                Try again
              </Button>
            }
          >
            {problemText(query.error)}
          </Callout>
        ) : plan === undefined ? (
          <SkeletonLines lines={6} label="Making the plan" />
        ) : (
          <>
            <div role="status" aria-label="The plan" aria-busy={query.isPlaceholderData} className="grid gap-2 text-sm">
              <p className="text-pretty font-medium text-strong">{neededInWords(plan)}</p>
              <p className="text-pretty">
                The rates in force draw {about(plan.drawnWeekly)} a week ({hoursInWords(plan.hoursWeekly)}).{" "}
                {recallInWords(plan)}
              </p>
            </div>
            <div className="-mx-4 border-t">
              <PlanTable plan={plan} />
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}
