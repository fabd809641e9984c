import Link from "next/link";
import { OutsideIdCell } from "@/components/ingest/outside-id-cell";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ContentFound } from "@/domain/decide/search/content-search";

/** Conversations that hold the words, without any of them: where they stand is not told either. A row is one link. */
export function FoundTable({ items }: { items: ContentFound["items"] }) {
  return (
    <Table caption="Conversations that hold the words, newest conversation first">
      <TableHead>
        <tr>
          <Th>Last said</Th>
          <Th align="right">Messages with the words</Th>
          <Th>Source</Th>
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
                <TimeAgo at={item.lastAt} />
                <span className="sr-only">, open the conversation</span>
              </Link>
            </Th>
            <Td num>
              {item.matches.toLocaleString("en")} of {item.messageCount.toLocaleString("en")}
            </Td>
            <Td className="text-default">{item.source.name}</Td>
            <OutsideIdCell part={item.part} externalId={item.externalId} />
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
