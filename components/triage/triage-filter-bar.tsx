"use client";
import { useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { useRef, useState } from "react";
import { REASON_LABELS, RISK_TYPE_LABELS, STATE_LABELS, SUBJECT_LABELS } from "@/components/decide/labels";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { type CaseFilters, caseFilterParsers } from "@/components/triage/case-filters";
import { AGES, ENGINE_LABELS, languageLabel } from "@/components/triage/filter-labels";
import { queueChoicesOptions } from "@/components/triage/query-options";
import { Button } from "@/components/ui/button";
import { FilterBar } from "@/components/ui/filter-links";
import { Select, type SelectOption } from "@/components/ui/select";
import { Tag } from "@/components/ui/tag";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { LISTED_ENGINES, LISTED_STATES } from "@/domain/triage/case-filter";
import { RISK_SUBJECTS, RISK_TYPES } from "@/inference/risk";

type FilterKey = keyof CaseFilters;

/** Filters that stand beside the title; the others are asked for less often. */
const FIRST: readonly FilterKey[] = ["state", "type", "assignee"];

function optionsOf<Value extends string>(none: string, values: readonly Value[], label: (value: Value) => string) {
  return [{ value: "", label: none }, ...values.map((value) => ({ value, label: label(value) }))];
}

/** What each filter can be set to. Sources, languages and people are those of this desk. */
function useChoices(filters: CaseFilters, mayLead: boolean): Partial<Record<FilterKey, [string, SelectOption[]]>> {
  const { sources = [], languages = [], people = [] } = useQuery(queueChoicesOptions()).data ?? {};
  const named = (items: readonly { id: string; name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  // Before the choices are here, what the address asks for must not look like something else.
  const kept = (value: string | null, among: readonly string[]) =>
    value === null || among.includes(value) ? [] : [{ value, label: "As chosen" }];
  return {
    state: [
      "State",
      optionsOf("Waiting and in work", LISTED_STATES, (state) =>
        state === "snoozed" ? "Snoozed" : STATE_LABELS[state],
      ),
    ],
    type: ["Type of risk", optionsOf("Any risk", RISK_TYPES, (type) => RISK_TYPE_LABELS[type])],
    assignee: [
      "With whom",
      [
        ...optionsOf("Anybody’s", ["nobody", "me"], (who) => (who === "me" ? "With me" : "With nobody")),
        ...named(people),
        ...kept(filters.assignee, ["nobody", "me", ...people.map(({ id }) => id)]),
      ],
    ],
    subject: ["Who is at risk", optionsOf("Whoever is at risk", RISK_SUBJECTS, (subject) => SUBJECT_LABELS[subject])],
    source: [
      "Source",
      [
        { value: "", label: "Any source" },
        ...named(sources),
        ...kept(
          filters.source,
          sources.map(({ id }) => id),
        ),
      ],
    ],
    language: [
      "Language",
      [
        ...optionsOf("Any language", languages, languageLabel),
        ...kept(filters.language, languages).map(({ value }) => ({ value, label: languageLabel(value) })),
      ],
    ],
    olderThanMinutes: [
      "Age",
      [{ value: "", label: "Of any age" }, ...AGES.map(({ minutes, label }) => ({ value: String(minutes), label }))],
    ],
    engine: ["Read by", optionsOf("Read by any", LISTED_ENGINES, (engine) => ENGINE_LABELS[engine])],
    ...(mayLead
      ? { reason: ["Reason", optionsOf("For any reason", CASE_REASONS, (reason) => REASON_LABELS[reason])] }
      : {}),
  };
}

type TriageFilterBarProps = {
  filters: CaseFilters;
  mayLead: boolean;
  onChange: (filters: Partial<CaseFilters> | null) => void;
};

/** Narrows the list down; what is chosen stands in the address. */
export function TriageFilterBar({ filters, mayLead, onChange }: TriageFilterBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const choices = useChoices(filters, mayLead);
  const [wanted, setWanted] = useState(false);
  const keys = Object.keys(choices) as FilterKey[];
  const others = keys.filter((key) => !FIRST.includes(key));
  const open = wanted || others.some((key) => filters[key] !== null);
  const filtered = Object.values(filters).some((value) => value !== null);
  useShortcuts({ filter: () => bar.current?.querySelector("select")?.focus() });
  return (
    <div ref={bar}>
      <FilterBar className="max-sm:w-full">
        {keys
          .filter((key) => open || FIRST.includes(key))
          .map((key) => {
            const [label, options] = choices[key] ?? ["", []];
            return (
              <Select
                key={key}
                aria-label={label}
                className="w-48 max-sm:w-auto max-sm:min-w-32 max-sm:flex-1"
                options={options}
                value={String(filters[key] ?? "")}
                onChange={({ target }) => onChange({ [key]: caseFilterParsers[key].parse(target.value) })}
              />
            );
          })}
        {filters.tier !== null && (
          <Tag onRemove={() => onChange({ tier: null })} removeLabel={`Show all tiers, not only T${filters.tier}`}>
            Tier T{filters.tier}
          </Tag>
        )}
        {!open && (
          <Button
            variant="quiet"
            size="sm"
            icon={<ListFilter aria-hidden size={14} />}
            kbd={shortcutKeys("filter")}
            onClick={() => setWanted(true)}
          >
            More filters
          </Button>
        )}
        {filtered && (
          <Button variant="quiet" size="sm" onClick={() => onChange(null)}>
            Clear filters
          </Button>
        )}
      </FilterBar>
    </div>
  );
}
