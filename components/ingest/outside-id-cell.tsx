import { Td } from "@/components/ui/table";

/** A cell with what the source calls a thread, and which part of it a conversation is. */
export function OutsideIdCell({ part, externalId }: { part: number; externalId: string | null }) {
  return (
    <Td mono className="max-w-64 truncate text-muted">
      {part > 1 && <span className="font-sans">part {part} of </span>}
      {externalId === null ? "–" : <bdi>{externalId}</bdi>}
    </Td>
  );
}
