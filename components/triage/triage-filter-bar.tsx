"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RISK_TYPE_LABELS, STATE_LABELS } from "@/components/decide/labels";
import { type CaseFilters, LISTED_STATES } from "@/components/triage/case-filters";
import { caseListOptions } from "@/components/triage/query-options";
import { Button } from "@/components/ui/button";
import { FilterBar } from "@/components/ui/filter-links";
import { Select } from "@/components/ui/select";
import { Tag } from "@/components/ui/tag";
import { RISK_TYPES } from "@/inference/risk";

const STATE_OPTIONS = [
  { value: "", label: "Waiting and in work" },
  ...LISTED_STATES.map((state) => ({ value: state, label: STATE_LABELS[state] })),
];
const TYPE_OPTIONS = [
  { value: "", label: "Any risk" },
  ...RISK_TYPES.map((type) => ({ value: type, label: RISK_TYPE_LABELS[type] })),
];

type TriageFilterBarProps = { filters: CaseFilters; onChange: (filters: Partial<CaseFilters> | null) => void };

type Named = { id: string; name: string };

/** The sources seen in the list so far: a reviewer may not ask for all of them, only read where cases come from. */
function useSeenSources(filters: CaseFilters): Named[] {
  const [seen, setSeen] = useState<Named[]>([]);
  const { data } = useInfiniteQuery(caseListOptions(filters));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = rows.map((row) => row.source).filter(({ id }) => !seen.some((source) => source.id === id));
  if (fresh.length > 0) {
    const all = new Map([...seen, ...fresh].map(({ id, name }) => [id, { id, name }]));
    setSeen([...all.values()].sort((a, b) => a.name.localeCompare(b.name)));
  }
  return seen;
}

/** Narrows the list down; what is chosen stands in the address. */
export function TriageFilterBar({ filters, onChange }: TriageFilterBarProps) {
  const filtered = filters.tier !== null || filters.type !== null || filters.state !== null || filters.source !== null;
  const sources = useSeenSources(filters);
  return (
    <FilterBar className="max-sm:w-full">
      <Select
        aria-label="State"
        className="w-48 max-sm:w-auto max-sm:flex-1"
        options={STATE_OPTIONS}
        value={filters.state ?? ""}
        onChange={({ target }) => onChange({ state: LISTED_STATES.find((state) => state === target.value) ?? null })}
      />
      <Select
        aria-label="Type of risk"
        className="w-40 max-sm:w-auto max-sm:flex-1"
        options={TYPE_OPTIONS}
        value={filters.type ?? ""}
        onChange={({ target }) => onChange({ type: RISK_TYPES.find((type) => type === target.value) ?? null })}
      />
      {(sources.length > 1 || filters.source !== null) && (
        <Select
          aria-label="Source"
          className="w-40 max-sm:w-auto max-sm:flex-1"
          options={[{ value: "", label: "Any source" }, ...sources.map(({ id, name }) => ({ value: id, label: name }))]}
          value={filters.source ?? ""}
          onChange={({ target }) => onChange({ source: target.value === "" ? null : target.value })}
        />
      )}
      {filters.tier !== null && (
        <Tag onRemove={() => onChange({ tier: null })} removeLabel={`Show all tiers, not only T${filters.tier}`}>
          Tier T{filters.tier}
        </Tag>
      )}
      {filtered && (
        <Button variant="quiet" size="sm" onClick={() => onChange(null)}>
          Clear filters
        </Button>
      )}
    </FilterBar>
  );
}
