import { stageOf } from "@/components/audit/event-sentences";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { EVENT_TYPES } from "@/domain/audit/event";
import type { AuditFilter } from "@/domain/audit/list-events";

const STAGES = [...new Set(EVENT_TYPES.map(stageOf))];
const STAGE_LABELS: Readonly<Record<string, string>> = {
  access: "Access",
  ingest: "Ingest",
  inference: "Reading",
  triage: "Triage",
  decide: "Decide",
  measure: "Measure",
  settings: "Settings",
  outbox: "Outside the desk",
  privacy: "Privacy",
  audit: "Audit",
};

/** "ingest.conversation.accepted" as "conversation accepted". */
function kindLabel(type: string): string {
  return type.split(".").slice(1).join(" ").replaceAll("_", " ");
}

/** Which events to show, kept in the address. Works without script. */
export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const narrowed = Object.entries(filter).some(([name, value]) => name !== "cursor" && value !== undefined);
  const byId = filter.caseId !== undefined || filter.conversationId !== undefined || filter.actorId !== undefined;
  return (
    <form method="get" action="/audit" aria-label="Filters" className="grid gap-3 print:hidden">
      <div className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
        <Field label="Stage" className="sm:w-32">
          {(control) => (
            <Select
              {...control}
              name="stage"
              defaultValue={filter.stage ?? ""}
              options={[
                { value: "", label: "All" },
                ...STAGES.map((stage) => ({ value: stage, label: STAGE_LABELS[stage] ?? stage })),
              ]}
            />
          )}
        </Field>
        <Field label="Event" className="sm:w-52">
          {(control) => (
            <Select {...control} name="type" defaultValue={filter.type ?? ""}>
              <option value="">All</option>
              {STAGES.map((stage) => (
                <optgroup key={stage} label={STAGE_LABELS[stage] ?? stage}>
                  {EVENT_TYPES.filter((type) => stageOf(type) === stage).map((type) => (
                    <option key={type} value={type}>
                      {kindLabel(type)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          )}
        </Field>
        <Field label="From" className="sm:w-36">
          {(control) => <Input {...control} type="date" name="from" defaultValue={filter.from?.slice(0, 10)} />}
        </Field>
        <Field label="Before" className="sm:w-36">
          {(control) => <Input {...control} type="date" name="to" defaultValue={filter.to?.slice(0, 10)} />}
        </Field>
        <div className="col-span-full flex gap-2">
          <Button type="submit">Apply</Button>
          {narrowed && (
            <LinkButton href="/audit" variant="quiet">
              Clear
            </LinkButton>
          )}
        </div>
      </div>
      <details open={byId}>
        <summary className="focus-ring w-fit rounded-sm text-muted text-xs hover:text-strong">
          By person, case or conversation
        </summary>
        <div className="mt-3 grid gap-3 sm:grid-cols-3">
          <Field label="Id of the person or key">
            {(control) => (
              <Input {...control} mono name="actorId" defaultValue={filter.actorId} maxLength={64} spellCheck={false} />
            )}
          </Field>
          <Field label="Id of the case">
            {(control) => <Input {...control} mono name="caseId" defaultValue={filter.caseId} spellCheck={false} />}
          </Field>
          <Field label="Id of the conversation">
            {(control) => (
              <Input {...control} mono name="conversationId" defaultValue={filter.conversationId} spellCheck={false} />
            )}
          </Field>
        </div>
      </details>
    </form>
  );
}
