import { MakeKey } from "@/components/ingest/make-key";
import { RevokeKey } from "@/components/ingest/revoke-key";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SourceDto } from "@/domain/ingest/source-dto";

function Received({ source }: { source: SourceDto }) {
  if (source.lastReceivedAt === null) return <>Waiting for the first conversation.</>;
  const count = `${source.conversations.toLocaleString("en")} ${source.conversations === 1 ? "conversation" : "conversations"}`;
  return (
    <>
      <TextLink href={`/conversations?source=${source.id}`}>{count}</TextLink>, the last{" "}
      <TimeAgo at={source.lastReceivedAt} />
    </>
  );
}

function Keys({ source }: { source: SourceDto }) {
  return (
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
        {source.keys.map((key) => (
          <Row key={key.id} className={cn(key.revokedAt !== null && "text-muted")}>
            <Th scope="row" className={cn(key.revokedAt !== null && "text-muted")}>
              {key.name}
            </Th>
            <Td mono>{key.hint}…</Td>
            <Td className="text-muted max-sm:hidden">
              <TimeAgo at={key.createdAt} />
            </Td>
            <Td className="text-muted">{key.lastUsedAt === null ? "Never" : <TimeAgo at={key.lastUsedAt} />}</Td>
            <Td align="right">
              {key.revokedAt === null ? <RevokeKey id={key.id} name={key.name} /> : <Badge>revoked</Badge>}
            </Td>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** One source: what came from it, and the keys it sends with. */
export function SourcePanel({ source, baseUrl }: { source: SourceDto; baseUrl: string }) {
  const takesKeys = source.platform === "api";
  return (
    <Panel
      flush
      title={
        <span className="flex flex-wrap items-center gap-2">
          {source.name}
          <Badge>{source.platform}</Badge>
        </span>
      }
      description={<Received source={source} />}
      actions={takesKeys && <MakeKey source={source} baseUrl={baseUrl} />}
    >
      {source.keys.length > 0 ? (
        <Keys source={source} />
      ) : (
        <p className="px-4 py-3 text-muted text-sm">
          {takesKeys
            ? "No key yet. Make one so that this source can send."
            : "Filled by people of this desk; it needs no key."}
        </p>
      )}
    </Panel>
  );
}
