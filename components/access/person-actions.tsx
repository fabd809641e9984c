"use client";
import { Ellipsis, KeyRound, Pencil, UserCheck, UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { EditPerson } from "@/components/access/edit-person";
import { changePerson } from "@/components/access/people-requests";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { SecretOnce } from "@/components/ui/secret-once";
import { toast } from "@/components/ui/toast";
import type { UserDto } from "@/domain/access/list-users";

type Step = "edit" | "password" | "disable" | "enable";

/** What can be done with one person's account. */
export function PersonActions({ person }: { person: UserDto }) {
  const router = useRouter();
  const [step, setStep] = useState<Step | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const disabled = person.disabledAt !== null;
  const openIf = (wanted: Step) => ({
    open: step === wanted,
    onOpenChange: (open: boolean) => setStep(open ? wanted : null),
  });

  async function setDisabled(next: boolean) {
    await changePerson(person.id, { disabled: next });
    toast({ title: `${person.name} ${next ? "can no longer sign in" : "can sign in again"}`, tone: "ok" });
    router.refresh();
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${person.name}`} size="sm">
            <Ellipsis aria-hidden size={16} />
          </IconButton>
        }
        items={[
          { label: "Name and roles", icon: <Pencil aria-hidden />, onSelect: () => setStep("edit") },
          { label: "New password", icon: <KeyRound aria-hidden />, onSelect: () => setStep("password") },
          { separator: "access" },
          disabled
            ? { label: "Enable", icon: <UserCheck aria-hidden />, onSelect: () => setStep("enable") }
            : { label: "Disable", icon: <UserX aria-hidden />, danger: true, onSelect: () => setStep("disable") },
        ]}
      />
      <EditPerson
        person={person}
        {...openIf("edit")}
        onSaved={() => {
          setStep(null);
          toast({ title: "Saved", tone: "ok" });
          router.refresh();
        }}
      />
      <ConfirmDialog
        {...openIf("password")}
        title={`Make a new password for ${person.name}?`}
        description="Their old password stops working and they are signed out everywhere."
        confirmLabel="Make a new password"
        onConfirm={async () => setPassword((await changePerson(person.id, { newPassword: true })).password ?? null)}
      />
      <ConfirmDialog
        {...openIf("disable")}
        tone="danger"
        title={`Disable ${person.name}?`}
        description="They are signed out at once and cannot sign in again. Their decisions stay. You can enable the account later."
        confirmLabel="Disable"
        onConfirm={() => setDisabled(true)}
      />
      <ConfirmDialog
        {...openIf("enable")}
        title={`Enable ${person.name}?`}
        description="They can sign in again with the password they had."
        confirmLabel="Enable"
        onConfirm={() => setDisabled(false)}
      />
      <Dialog
        open={password !== null}
        onOpenChange={(open) => !open && setPassword(null)}
        title="New password"
        description={`${person.email} can sign in with this password.`}
        footer={
          <DialogClose>
            <Button variant="primary">Done</Button>
          </DialogClose>
        }
      >
        {password !== null && (
          <SecretOnce
            label="Their new password"
            secret={password}
            warning="Pass it on by a safe way, and ask them to change it. It cannot be shown again."
          />
        )}
      </Dialog>
    </>
  );
}
