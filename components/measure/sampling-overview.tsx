import { settingLines } from "@/components/settings/setting-lines";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SamplingReport } from "@/domain/measure/sampling/sampling-dto";

/** What cannot be said yet, first of all. */
export function SamplingMissing({ missing }: Pick<SamplingReport, "missing">) {
  if (missing.length === 0)
    return <Callout tone="ok">Nothing is missing: every sample that was drawn has been answered.</Callout>;
  return (
    <Callout tone="warn" title="What is missing">
      <ul className="grid list-disc gap-1 pl-4">
        {missing.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Callout>
  );
}

/** The rates in force, with the way to change them and to who did. */
export function RatesInForce({ rates, mayRead }: Pick<SamplingReport, "rates"> & { mayRead: boolean }) {
  const { value, version, changedAt, changedBy } = rates;
  return (
    <Panel
      title="Rates in force"
      description="Of “Tripwire” everything is drawn."
      actions={mayRead && <LinkButton href="/admin/settings/sampling">Rates and their history</LinkButton>}
      footer={
        changedAt === null ? (
          "As delivered: nobody has changed them."
        ) : (
          <>
            Version {version}, set by {changedBy ?? "the command line"} <TimeAgo at={changedAt} />
          </>
        )
      }
    >
      <DescriptionList
        items={settingLines("sampling", value).map(({ label, text }) => ({ term: label, detail: text }))}
      />
    </Panel>
  );
}
