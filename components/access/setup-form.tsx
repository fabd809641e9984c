"use client";
import { callAuth } from "@/components/access/call-auth";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { PasswordInput } from "@/components/access/password-input";
import { useSubmit } from "@/components/access/use-submit";
import { postQuietly } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type SetupFormProps = { token: string; minPasswordLength: number };

/** Makes the first account from a one-time link and signs in with it. */
export function SetupForm({ token, minPasswordLength }: SetupFormProps) {
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    const account = { email: String(form.get("email")).trim(), password: String(form.get("password")) };
    await postQuietly("/api/v1/setup", { token, name: form.get("name"), ...account });
    // The account exists from here on; where signing in fails, the sign-in page is the place to try again.
    const signedIn = await callAuth("sign-in/email", account).then(
      () => true,
      () => false,
    );
    window.location.assign(signedIn ? "/" : "/sign-in");
  });

  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      <FormAlert error={error} places={["/name", "/email", "/password"]} />
      <Field label="Your name" hint="Shown beside your decisions." error={fieldError(error, "/name")}>
        {(control) => <Input {...control} name="name" autoComplete="name" required maxLength={80} />}
      </Field>
      <Field label="E-mail address" error={fieldError(error, "/email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field
        label="Password"
        hint={`At least ${minPasswordLength} characters. A few unrelated words are easy to keep.`}
        error={fieldError(error, "/password")}
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            required
            minLength={minPasswordLength}
            maxLength={256}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" loading={waiting} className="mt-1">
        Make the account
      </Button>
    </form>
  );
}
