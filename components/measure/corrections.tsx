import { BarRow, BarRows } from "@/components/charts/bar-row";
import { Panel } from "@/components/ui/panel";
import type { Tone } from "@/components/ui/tone";
import type { MeasureReport } from "@/domain/measure/get-measure-report";

type Head = keyof MeasureReport["corrections"];

const HEADS: readonly { head: Head; label: string; tone: Tone }[] = [
  { head: "agree", label: "Agreed", tone: "ok" },
  { head: "notPresent", label: "Not present", tone: "warn" },
  { head: "missed", label: "Missed by the model", tone: "danger" },
  { head: "subject", label: "Wrong person at risk", tone: "neutral" },
  { head: "type", label: "Wrong type", tone: "neutral" },
  { head: "severity", label: "Wrong severity", tone: "neutral" },
  { head: "imminence", label: "Wrong imminence", tone: "neutral" },
];

/** What reviewers did with each risk the model named, and what they added. */
export function Corrections({ corrections }: { corrections: MeasureReport["corrections"] }) {
  const largest = Math.max(1, ...HEADS.map(({ head }) => corrections[head]));
  return (
    <Panel
      title="What reviewers corrected"
      description="Risk by risk. One correction may count under several heads; bars are drawn against the longest."
    >
      <BarRows label="Corrections by kind">
        {HEADS.map(({ head, label, tone }) => (
          <BarRow
            key={head}
            label={<span className="whitespace-nowrap">{label}</span>}
            value={corrections[head] / largest}
            valueText={corrections[head].toLocaleString("en")}
            tone={tone}
          />
        ))}
      </BarRows>
    </Panel>
  );
}
