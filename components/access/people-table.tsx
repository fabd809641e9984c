import { PersonActions } from "@/components/access/person-actions";
import { ROLE_NAMES } from "@/components/access/role-choices";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { UserDto } from "@/domain/access/list-users";

type PeopleTableProps = { people: readonly UserDto[]; ownId: string };

/** Everybody with an account. Disabled accounts stay in the list: their decisions do too. */
export function PeopleTable({ people, ownId }: PeopleTableProps) {
  return (
    <Table caption="People">
      <TableHead>
        <tr>
          <Th>Name</Th>
          <Th>Roles</Th>
          <Th>Last seen</Th>
          <Th className="max-sm:hidden">Added</Th>
          <Th align="right">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </TableHead>
      <TableBody>
        {people.map((person) => (
          <Row key={person.id}>
            <Th scope="row" className="min-w-48 whitespace-normal">
              <span className="flex flex-wrap items-center gap-x-2">
                <span className={cn("wrap-anywhere", person.disabledAt !== null && "text-muted")}>{person.name}</span>
                {person.id === ownId && <Badge tone="accent">you</Badge>}
                {person.disabledAt !== null && <Badge tone="warn">disabled</Badge>}
              </span>
              <span className="wrap-anywhere block font-normal text-muted text-xs">{person.email}</span>
            </Th>
            <Td>
              <span className="flex flex-wrap gap-1">
                {person.roles.map((role) => (
                  <Badge key={role}>{ROLE_NAMES[role]}</Badge>
                ))}
              </span>
            </Td>
            <Td className="text-muted">{person.lastSeenAt === null ? "–" : <TimeAgo at={person.lastSeenAt} />}</Td>
            <Td className="text-muted max-sm:hidden">
              <TimeAgo at={person.createdAt} />
            </Td>
            <Td align="right">
              <PersonActions person={person} />
            </Td>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
