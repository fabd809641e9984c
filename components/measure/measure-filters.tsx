import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import type { MeasureFilter } from "@/domain/measure/outcome-queries";

export type SourceChoice = { id: string; name: string };

type MeasureFiltersProps = {
  filter: MeasureFilter;
  /** null where this person may not see the list of sources: a source in the address is kept all the same. */
  sources: readonly SourceChoice[] | null;
};

/** What the figures are about, kept in the address so that a view can be passed on. Works without script. */
export function MeasureFilters({ filter, sources }: MeasureFiltersProps) {
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const options = [
    { value: "", label: "All sources" },
    ...(sources ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <form
      method="get"
      action="/measure"
      aria-label="Filters"
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap print:hidden"
    >
      <Field label="Decided from" className="sm:w-36">
        {(control) => <Input {...control} type="date" name="from" defaultValue={filter.from?.slice(0, 10)} />}
      </Field>
      <Field label="Decided before" className="sm:w-36">
        {(control) => <Input {...control} type="date" name="to" defaultValue={filter.to?.slice(0, 10)} />}
      </Field>
      {sources === null ? (
        filter.source !== undefined && <input type="hidden" name="source" value={filter.source} />
      ) : (
        <Field label="Source" className="sm:w-44">
          {(control) => <Select {...control} name="source" defaultValue={filter.source ?? ""} options={options} />}
        </Field>
      )}
      <Field label="Model" className="sm:w-48">
        {(control) => (
          <Input {...control} name="model" defaultValue={filter.model} placeholder="Any model" maxLength={200} />
        )}
      </Field>
      {filter.strategy !== undefined && <input type="hidden" name="strategy" value={filter.strategy} />}
      <div className="col-span-full flex gap-2">
        <Button type="submit">Apply</Button>
        {filtered && (
          <LinkButton href="/measure" variant="quiet">
            Clear
          </LinkButton>
        )}
      </div>
    </form>
  );
}
