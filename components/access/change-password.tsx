"use client";
import { useRef } from "react";
import { callAuth } from "@/components/access/call-auth";
import { FormAlert } from "@/components/access/form-alert";
import { PasswordInput } from "@/components/access/password-input";
import { useSubmit } from "@/components/access/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";

/** Changes one's own password and signs out every other session. */
export function ChangePassword({ minPasswordLength }: { minPasswordLength: number }) {
  const formElement = useRef<HTMLFormElement>(null);
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    const passwords = { currentPassword: form.get("currentPassword"), newPassword: form.get("newPassword") };
    await callAuth(
      "change-password",
      { ...passwords, revokeOtherSessions: true },
      {
        400: "The present password is not right. Nothing was changed.",
        401: "The present password is not right, or you were signed out. Nothing was changed.",
      },
    );
    formElement.current?.reset();
    toast({ title: "Your password is changed", description: "You were signed out everywhere else.", tone: "ok" });
  });
  return (
    <form ref={formElement} method="post" onSubmit={onSubmit} className="grid max-w-sm gap-4">
      <FormAlert error={error} places={[]} />
      <Field label="Present password">
        {(control) => <PasswordInput {...control} name="currentPassword" autoComplete="current-password" required />}
      </Field>
      <Field label="New password" hint={`At least ${minPasswordLength} characters.`}>
        {(control) => (
          <PasswordInput
            {...control}
            name="newPassword"
            autoComplete="new-password"
            required
            minLength={minPasswordLength}
            maxLength={256}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" loading={waiting} className="w-fit">
        Change password
      </Button>
    </form>
  );
}
