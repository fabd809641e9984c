import { counted, percent } from "@/components/measure/figures";
import { stratumName } from "@/components/measure/sampling-words";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SamplingStratum } from "@/domain/measure/sampling/sampling-dto";

const number = (count: number) => count.toLocaleString("en");

function StratumRow({ stratum }: { stratum: SamplingStratum }) {
  const { label, says } = stratumName(stratum.stratum);
  return (
    <Row>
      <Th scope="row" className="whitespace-normal">
        {label}
        <span className="block max-w-72 text-pretty font-normal text-muted text-xs">{says}</span>
      </Th>
      <Td num>{number(stratum.conversations)}</Td>
      <Td num>{number(stratum.drawn)}</Td>
      <Td num>{number(stratum.reviewed)}</Td>
      <Td num>{number(stratum.waiting)}</Td>
      <Td num>{number(stratum.setAside)}</Td>
      <Td num>{stratum.response === null ? "–" : percent(stratum.response)}</Td>
      <Td num>{stratum.oldestWaitingAt === null ? "–" : <TimeAgo at={stratum.oldestWaitingAt} />}</Td>
      <Td num>{number(stratum.found)}</Td>
    </Row>
  );
}

/** How each stratum stands. Counts, not estimates: those are among the figures. */
export function SamplingStrata({ strata }: { strata: readonly SamplingStratum[] }) {
  const left = strata.reduce((sum, { withdrawn }) => sum + withdrawn, 0);
  const flagged = strata.reduce((sum, { flaggedSince }) => sum + flaggedSince, 0);
  return (
    <Panel
      flush
      title="What was drawn, and what became of it"
      description="Every conversation whose first reading by a model found no risk, drawn or not. What is waiting or was closed unread is missing, and lowers the response."
      footer={
        flagged > 0
          ? `${counted(flagged, "conversation")} flagged by a later reading have left what was read clear; ${counted(left, "sample")} of them were withdrawn unread.`
          : undefined
      }
    >
      <Table caption="Samples by stratum">
        <TableHead>
          <tr>
            <Th>Stratum</Th>
            <Th align="right">Read clear</Th>
            <Th align="right">Drawn</Th>
            <Th align="right">Answered</Th>
            <Th align="right">Waiting</Th>
            <Th align="right">Closed unread</Th>
            <Th align="right">Response</Th>
            <Th align="right">Oldest waiting</Th>
            <Th align="right">Risk found</Th>
          </tr>
        </TableHead>
        <TableBody>
          {strata.map((stratum) => (
            <StratumRow key={stratum.stratum} stratum={stratum} />
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
