import { rangeText, shareText } from "@/components/charts/share-text";
import { perDayText, tierCutInWords } from "@/components/measure/threshold-words";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { CutRate, Simulation } from "@/domain/measure/thresholds/threshold-dto";

/** A recall or precision in a cell, with its interval; where it is not known, why. */
export function RateCell({ rate }: { rate: CutRate }) {
  if (rate.value === null)
    return (
      <Td num title={rate.reason} className="text-muted">
        not known<span className="sr-only">: {rate.reason}</span>
      </Td>
    );
  return (
    <Td num className="whitespace-nowrap">
      <span className="font-medium text-strong">{shareText(rate.value)}</span>
      <span className="block text-muted text-xs">{rangeText(rate)}</span>
    </Td>
  );
}

/** Conversations of a period in a cell, by the day. */
export function CountCell({ cases, days }: { cases: number; days: number }) {
  return (
    <Td num className={cases === 0 ? "text-faint" : undefined}>
      {perDayText(cases / days)}
    </Td>
  );
}

export const TIERS = [0, 1, 2, 3] as const;

/** What the queue and recall would have been, had only the most urgent tiers had cases. */
export function ThresholdTiers({ byTier: { cuts, today, reason }, days }: { byTier: Simulation; days: number }) {
  const unknown = cuts.find(({ recall }) => recall.value === null)?.recall;
  return (
    <Panel
      flush={reason === null}
      title="Cut by tier"
      description="Had only the most urgent tiers of what the model flags had cases. Cases a day, by the tier they have."
      footer={unknown?.value === null ? `Recall is not known. ${unknown.reason}` : undefined}
    >
      {reason !== null ? (
        <p className="text-pretty text-muted">{reason}</p>
      ) : (
        <Table caption="Queue and recall by tier cut">
          <TableHead>
            <tr>
              <Th>A case for</Th>
              <Th align="right">Cases a day</Th>
              {TIERS.map((tier) => (
                <Th key={tier} align="right">
                  Tier {tier}
                </Th>
              ))}
              <Th align="right">Recall</Th>
              <Th align="right">At least</Th>
              <Th align="right">With a risk</Th>
            </tr>
          </TableHead>
          <TableBody>
            {cuts.map(({ cut, perDay, byTier, recall, precision, atLeast }) => (
              <Row key={cut} selected={cut === today?.cut}>
                <Th scope="row">
                  <span className="inline-flex items-center gap-2">
                    {tierCutInWords(cut)}
                    {cut === today?.cut && <Badge>in force</Badge>}
                  </span>
                </Th>
                <Td num>{perDayText(perDay)}</Td>
                {TIERS.map((tier) => (
                  <CountCell key={tier} cases={byTier[tier] ?? 0} days={days} />
                ))}
                <RateCell rate={recall} />
                <Td num>{atLeast === null ? "–" : shareText(atLeast)}</Td>
                <RateCell rate={precision} />
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}
