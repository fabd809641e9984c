import Link from "next/link";
import { OutsideIdCell } from "@/components/ingest/outside-id-cell";
import { StatusBadge } from "@/components/ingest/status-badge";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ConversationPage } from "@/domain/decide/list-conversations";

/** Conversations without any of their content: when, from where, where they stand. A row is one link. */
export function ConversationTable({ items }: { items: ConversationPage["items"] }) {
  return (
    <Table caption="Conversations, newest first">
      <TableHead>
        <tr>
          <Th>Received</Th>
          <Th>Status</Th>
          <Th>Source</Th>
          <Th align="right">Messages</Th>
          <Th>Id at the source</Th>
        </tr>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <Row key={item.id} className="relative">
            <Th scope="row" className="font-normal">
              <Link
                href={`/conversations/${item.id}`}
                className="text-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
              >
                <TimeAgo at={item.receivedAt} />
                <span className="sr-only">, open the conversation</span>
              </Link>
            </Th>
            <Td>
              <StatusBadge status={item.status} />
            </Td>
            <Td className="text-default">{item.source.name}</Td>
            <Td num>{item.messageCount.toLocaleString("en")}</Td>
            <OutsideIdCell part={item.part} externalId={item.externalId} />
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
