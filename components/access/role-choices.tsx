import { CircleAlert } from "lucide-react";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ROLES, type Role } from "@/domain/access/actor";

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  reviewer: "Reviewer",
  lead: "Lead",
  auditor: "Auditor",
  admin: "Admin",
};

const ROLE_HINTS: Readonly<Record<Role, string>> = {
  reviewer: "Takes cases from the queue and decides on them.",
  lead: "Does what a reviewer does, takes back others’ decisions, and reads the figures.",
  auditor: "Reads conversations, figures and the audit log, and changes nothing.",
  admin: "Does all of it, and looks after people, sources and keys.",
};

type RoleChoicesProps = { given?: readonly Role[]; error?: string };

/** The roles a person may hold, several at once. In a form they are the fields called "roles". */
export function RoleChoices({ given = [], error }: RoleChoicesProps) {
  const errorId = useId();
  return (
    <fieldset className="grid gap-1.5" aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-1.5 font-medium text-sm text-strong">Roles</legend>
      <div className="grid gap-2.5">
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            name="roles"
            value={role}
            defaultChecked={given.includes(role)}
            label={ROLE_NAMES[role]}
            hint={ROLE_HINTS[role]}
          />
        ))}
      </div>
      {error !== undefined && (
        <p id={errorId} className="flex gap-1.5 text-danger text-xs">
          <CircleAlert aria-hidden size={14} className="mt-px shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** The roles ticked in a sent form. */
export function chosenRoles(form: FormData): Role[] {
  return ROLES.filter((role) => form.getAll("roles").includes(role));
}
