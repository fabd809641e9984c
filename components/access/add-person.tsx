"use client";
import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { addPerson } from "@/components/access/people-requests";
import { chosenRoles, RoleChoices } from "@/components/access/role-choices";
import { useSubmit } from "@/components/access/use-submit";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretOnce } from "@/components/ui/secret-once";

type Added = { email: string; password: string };

function AddPersonForm({ onAdded }: { onAdded: (added: Added) => void }) {
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    const name = String(form.get("name")).trim();
    const email = String(form.get("email")).trim();
    onAdded(await addPerson({ email, roles: chosenRoles(form), ...(name === "" ? {} : { name }) }));
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4" noValidate>
      <FormAlert error={error} places={["/email", "/name", "/roles"]} />
      <Field label="E-mail address" required error={fieldError(error, "/email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="off" />}
      </Field>
      <Field
        label="Name"
        hint="Shown beside their decisions. Left empty: the part of the address before the @."
        error={fieldError(error, "/name")}
      >
        {(control) => <Input {...control} name="name" autoComplete="off" maxLength={80} />}
      </Field>
      <RoleChoices given={["reviewer"]} error={fieldError(error, "/roles")} />
      <DialogActions submitLabel="Add person" waiting={waiting} />
    </form>
  );
}

/** Adds a person, and shows the password made for them this one time. */
export function AddPerson() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [added, setAdded] = useState<Added | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (next) setAdded(null);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden size={15} />}>
          Add person
        </Button>
      }
      title={added === null ? "Add person" : "Person added"}
      description={
        added === null
          ? "A password is made for them and shown once."
          : `${added.email} can sign in with this password.`
      }
    >
      {added === null ? (
        <AddPersonForm
          onAdded={(made) => {
            setAdded(made);
            router.refresh();
          }}
        />
      ) : (
        <div className="grid gap-4">
          <SecretOnce
            label="Their password"
            secret={added.password}
            warning="Pass it on by a safe way, and ask them to change it. It cannot be shown again."
          />
          <div className="flex justify-end">
            <DialogClose>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </div>
        </div>
      )}
    </Dialog>
  );
}
