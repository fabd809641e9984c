"use client";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { changePerson } from "@/components/access/people-requests";
import { chosenRoles, RoleChoices } from "@/components/access/role-choices";
import { useSubmit } from "@/components/access/use-submit";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { UserDto } from "@/domain/access/list-users";

type EditPersonProps = { person: UserDto; open: boolean; onOpenChange: (open: boolean) => void; onSaved: () => void };

function EditPersonForm({ person, onSaved }: Pick<EditPersonProps, "person" | "onSaved">) {
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    await changePerson(person.id, { name: String(form.get("name")), roles: chosenRoles(form) });
    onSaved();
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4" noValidate>
      <FormAlert error={error} places={["/name", "/roles"]} />
      <Field label="Name" required error={fieldError(error, "/name")}>
        {(control) => <Input {...control} name="name" defaultValue={person.name} maxLength={80} autoComplete="off" />}
      </Field>
      <RoleChoices given={person.roles} error={fieldError(error, "/roles")} />
      <DialogActions submitLabel="Save" waiting={waiting} />
    </form>
  );
}

/** Changes a person's name and roles. */
export function EditPerson({ person, open, onOpenChange, onSaved }: EditPersonProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Name and roles" description={person.email}>
      <EditPersonForm person={person} onSaved={onSaved} />
    </Dialog>
  );
}
