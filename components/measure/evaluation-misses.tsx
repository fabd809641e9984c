"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RISK_TYPE_LABELS, SEVERITY_LABELS } from "@/components/decide/labels";
import { missesOptions } from "@/components/measure/evaluation-query";
import { counted } from "@/components/measure/figures";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { EvaluationMisses } from "@/domain/measure/evaluations/evaluation-schema";

type Miss = EvaluationMisses["items"][number];

function saidOf({ outcome, level, types }: Miss["got"]): string {
  if (outcome === "unscored") return "not read";
  if (outcome === "none" || level === null || level === "none") return "no risk";
  return `${types.map((type) => RISK_TYPE_LABELS[type]).join(", ")}, ${SEVERITY_LABELS[level].toLowerCase()}`;
}

function labelOf({ outcome, level }: Miss["expected"]): string {
  if (outcome === "none") return "no risk";
  return level === null || level === "none" ? "a risk" : `a ${SEVERITY_LABELS[level].toLowerCase()} risk`;
}

/** Gives each item a key by its place, which is where it stays: ids of labels need not be unique. */
function placed<Item>(items: readonly Item[]): { item: Item; key: string }[] {
  return items.map((item, place) => ({ item, key: String(place) }));
}

function MissItem({ miss }: { miss: Miss }) {
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-xs">
        <Badge tone={miss.expected.outcome === "risk" ? "danger" : "warn"}>
          {miss.got.outcome === "unscored" ? "Not read" : miss.expected.outcome === "risk" ? "Missed" : "False alarm"}
        </Badge>
        <bdi className="wrap-anywhere font-mono text-muted">{miss.id}</bdi>
        <span className="text-muted">
          Label: {labelOf(miss.expected)}. Read: {saidOf(miss.got)}.
        </span>
      </div>
      <ol className="grid gap-1">
        {placed(miss.messages).map(({ item: { role, text }, key }) => (
          <li key={key} className="grid grid-cols-[5rem_minmax(0,1fr)] gap-2 text-sm">
            <span className="text-muted text-xs leading-5">{role}</span>
            <BidiText text={text} className="line-clamp-6" />
          </li>
        ))}
      </ol>
    </li>
  );
}

/** The ten worst answers of a strategy with their texts, once somebody asks for them: looking is written down. */
export function MissesPanel({ runId, position }: { runId: string; position: number }) {
  const [asked, setAsked] = useState(false);
  const misses = useQuery({ ...missesOptions(runId, position), enabled: asked });
  return (
    <Panel
      flush={asked}
      title="Worst misses"
      description="Missed risks first, the worst before the others. Looking at them is written into the audit log."
      actions={!asked && <Button onClick={() => setAsked(true)}>Show the texts</Button>}
    >
      {asked && misses.isPending && <SkeletonLines lines={6} label="Loading the misses" className="p-4" />}
      {misses.isError && (
        <Callout tone="danger" live="assertive" className="m-3" title="They could not be read">
          {problemText(misses.error)}
        </Callout>
      )}
      {misses.data &&
        (misses.data.total === 0 ? (
          <p className="px-4 py-3 text-muted text-sm">Every case was answered as its label says.</p>
        ) : (
          <>
            <ol aria-label="Worst misses" className="divide-y divide-line">
              {placed(misses.data.items).map(({ item, key }) => (
                <MissItem key={key} miss={item} />
              ))}
            </ol>
            <p className="border-t px-4 py-2.5 text-muted text-xs">
              {misses.data.items.length} of {counted(misses.data.total, "wrong answer")}.
            </p>
          </>
        ))}
    </Panel>
  );
}
