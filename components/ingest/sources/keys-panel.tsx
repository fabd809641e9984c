"use client";
import { MakeKey } from "@/components/ingest/sources/make-key";
import { RevokeKey } from "@/components/ingest/sources/revoke-key";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SourceDto, SourceKey } from "@/domain/ingest/source-dto";

function KeyRow({ entry }: { entry: SourceKey }) {
  const isRevoked = entry.revokedAt !== null;
  return (
    <Row className={cn(isRevoked && "text-muted")}>
      <Th scope="row" className={cn(isRevoked && "text-muted")}>
        {entry.name}
      </Th>
      <Td mono>{entry.hint}…</Td>
      <Td className="text-muted max-sm:hidden">
        <TimeAgo at={entry.createdAt} />
      </Td>
      <Td className="text-muted">{entry.lastUsedAt === null ? "Never" : <TimeAgo at={entry.lastUsedAt} />}</Td>
      <Td align="right">{isRevoked ? <Badge>revoked</Badge> : <RevokeKey id={entry.id} name={entry.name} />}</Td>
    </Row>
  );
}

/** The keys that a program sends with. */
export function KeysPanel({ source, baseUrl }: { source: SourceDto; baseUrl: string }) {
  return (
    <Panel flush title="Keys" actions={<MakeKey source={source} baseUrl={baseUrl} />}>
      {source.keys.length === 0 ? (
        <p className="px-4 py-3 text-muted">No key yet. Make one so that this source can send.</p>
      ) : (
        <Table caption={`Keys of ${source.name}`}>
          <TableHead>
            <tr>
              <Th>Key</Th>
              <Th>Begins with</Th>
              <Th className="max-sm:hidden">Made</Th>
              <Th>Last used</Th>
              <Th align="right">
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </TableHead>
          <TableBody>
            {source.keys.map((entry) => (
              <KeyRow key={entry.id} entry={entry} />
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}
