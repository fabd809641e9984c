import { CAUSE_WORDS, REASON_WORDS } from "@/components/privacy/erasure-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ErasureDto } from "@/domain/privacy/erasure-dto";

/** Past erasures, by opaque ids and counts. */
export function ErasureList({ erasures }: { erasures: readonly ErasureDto[] }) {
  if (erasures.length === 0) return <EmptyState title="Nothing was erased so far" />;
  return (
    <Table caption="Erasures, newest first">
      <TableHead>
        <Row>
          <Th>When</Th>
          <Th>What</Th>
          <Th>Why</Th>
          <Th>By</Th>
          <Th>Conversations</Th>
          <Th>Keys destroyed</Th>
          <Th>Id</Th>
        </Row>
      </TableHead>
      <TableBody>
        {erasures.map(({ id, at, cause, reason, by, conversations, keys }) => (
          <Row key={id}>
            <Td>
              <TimeAgo at={at} />
            </Td>
            <Td>{CAUSE_WORDS[cause] ?? cause}</Td>
            <Td>{REASON_WORDS[reason as keyof typeof REASON_WORDS] ?? "–"}</Td>
            <Td>{by ?? "The desk itself"}</Td>
            <Td className="tnum">{conversations.toLocaleString("en")}</Td>
            <Td className="tnum">{keys.toLocaleString("en")}</Td>
            <Td className="font-mono text-xs">{id}</Td>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
