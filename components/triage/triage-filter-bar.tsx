import { RISK_TYPE_LABELS, STATE_LABELS } from "@/components/decide/labels";
import { type CaseFilters, LISTED_STATES } from "@/components/triage/case-filters";
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

/** Narrows the list down; what is chosen stands in the address. */
export function TriageFilterBar({ filters, onChange }: TriageFilterBarProps) {
  const filtered = filters.tier !== null || filters.type !== null || filters.state !== null;
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
