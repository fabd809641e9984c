import { isFiltered } from "@/components/measure/measure-path";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

export type SourceChoice = { id: string; name: string };

type MeasureFiltersProps = {
  /** The page that the filter is of. */
  path: string;
  filter: MeasureFilter;
  /** null where this person may not see the list of sources: a source in the address is kept all the same. */
  sources: readonly SourceChoice[] | null;
};

const TIERS = ["", "0", "1", "2", "3"].map((tier) => ({ value: tier, label: tier === "" ? "All" : `Tier ${tier}` }));
const DECIDED = [
  { value: "", label: "Either way" },
  { value: "blind", label: "Model hidden" },
  { value: "shown", label: "Model in view" },
];

/** What the figures are about, kept in the address so that a view can be passed on. Works without script. */
export function MeasureFilters({ path, filter, sources }: MeasureFiltersProps) {
  const options = [
    { value: "", label: "All sources" },
    ...(sources ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <form
      method="get"
      action={path}
      aria-label="Filters"
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4 xl:grid-cols-[9.5rem_9.5rem_repeat(6,minmax(0,1fr))] print:hidden"
    >
      <Field label="Read from">
        {(control) => <Input {...control} type="date" name="from" defaultValue={filter.from} />}
      </Field>
      <Field label="Read before">
        {(control) => <Input {...control} type="date" name="to" defaultValue={filter.to} />}
      </Field>
      {sources === null ? (
        filter.source !== undefined && <input type="hidden" name="source" value={filter.source} />
      ) : (
        <Field label="Source">
          {(control) => <Select {...control} name="source" defaultValue={filter.source ?? ""} options={options} />}
        </Field>
      )}
      <Field label="Language">
        {(control) => (
          <Input
            {...control}
            name="language"
            defaultValue={filter.language}
            placeholder="Any, or de"
            maxLength={7}
            spellCheck={false}
          />
        )}
      </Field>
      <Field label="Model">
        {(control) => <Input {...control} name="model" defaultValue={filter.model} placeholder="Any" maxLength={200} />}
      </Field>
      <Field label="Strategy">
        {(control) => (
          <Input {...control} name="strategy" defaultValue={filter.strategy} placeholder="Any" maxLength={40} />
        )}
      </Field>
      <Field label="Tier">
        {(control) => <Select {...control} name="tier" defaultValue={filter.tier?.toString() ?? ""} options={TIERS} />}
      </Field>
      <Field label="Decided with">
        {(control) => (
          <Select {...control} name="visibility" defaultValue={filter.visibility ?? ""} options={DECIDED} />
        )}
      </Field>
      <div className="col-span-full flex gap-2">
        <Button type="submit">Apply</Button>
        {isFiltered(filter) && (
          <LinkButton href={path} variant="quiet">
            Clear
          </LinkButton>
        )}
      </div>
    </form>
  );
}
