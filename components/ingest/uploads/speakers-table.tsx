"use client";
import { countText } from "@/components/ingest/uploads/say-amounts";
import { ROLE_OPTIONS, roleText } from "@/components/ingest/uploads/upload-labels";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { MESSAGE_ROLES, type MessageRole } from "@/domain/ingest/message";
import type { TranscriptPreview } from "@/domain/ingest/transcripts/preview-schema";

export type Roles = Readonly<Record<string, MessageRole>>;

type SpeakersTableProps = {
  preview: TranscriptPreview;
  roles: Roles;
  /** Left out where nothing can be changed any more. */
  onRole?: (speakerId: string, role: MessageRole) => void;
};

/** Who speaks in a file, how much, and in which role their messages come in. */
export function SpeakersTable({ preview, roles, onRole }: SpeakersTableProps) {
  const { speakers, moreSpeakers } = preview;
  const roleOf = (id: string, role: MessageRole) => (Object.hasOwn(roles, id) ? (roles[id] ?? role) : role);
  return (
    <Panel
      flush
      title="Speakers"
      description={onRole && "The model reads a conversation by who speaks in it: put right what the file got wrong."}
      footer={
        moreSpeakers > 0
          ? `And ${countText(moreSpeakers, "further speaker")} with fewer messages, in the roles that the file gives them.`
          : undefined
      }
    >
      <Table caption="Speakers with their roles" maxHeight="26rem">
        <TableHead>
          <tr>
            <Th>Speaker</Th>
            <Th align="right">Messages</Th>
            <Th>Role</Th>
          </tr>
        </TableHead>
        <TableBody>
          {speakers.map(({ id, name, role, messages }) => (
            <Row key={`${role} ${id}`}>
              <Th scope="row" className="max-w-40 truncate font-normal sm:max-w-64" title={name ?? id}>
                <bdi>{name ?? id}</bdi>
              </Th>
              <Td num>{messages.toLocaleString("en")}</Td>
              <Td className="w-56">
                {onRole ? (
                  <Select
                    aria-label={`Role of ${name ?? id}`}
                    className="min-w-36"
                    options={ROLE_OPTIONS}
                    value={roleOf(id, role)}
                    onChange={(event) => {
                      const chosen = MESSAGE_ROLES.find((each) => each === event.target.value);
                      if (chosen) onRole(id, chosen);
                    }}
                  />
                ) : (
                  roleText(roleOf(id, role))
                )}
              </Td>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
