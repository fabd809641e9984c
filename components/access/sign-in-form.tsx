"use client";
import { type FormEvent, useRef, useState } from "react";
import { callAuth } from "@/components/access/call-auth";
import { PasswordInput } from "@/components/access/password-input";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const REFUSALS = {
  400: "Write an e-mail address and a password.",
  401: "This e-mail address and password do not belong together. Check both and try again.",
};

/** Signs a person in and goes to `next`, a path that was checked by the page. What was typed stays after an error. */
export function SignInForm({ next }: { next: string }) {
  const password = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setWaiting(true);
    setProblem(null);
    try {
      const email = String(form.get("email")).trim();
      await callAuth("sign-in/email", { email, password: form.get("password") }, REFUSALS);
      // A full load: everything rendered so far was rendered for nobody.
      window.location.assign(next);
    } catch (error) {
      setProblem(problemText(error));
      setWaiting(false);
      password.current?.select();
    }
  }

  // POST, so that a form sent before the script has loaded never puts the password into an address.
  return (
    <form method="post" onSubmit={(event) => void signIn(event)} className="grid gap-4">
      {problem !== null && (
        <Callout tone="danger" live="assertive">
          {problem}
        </Callout>
      )}
      <Field label="E-mail address">
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label="Password">
        {(control) => (
          <PasswordInput {...control} ref={password} name="password" autoComplete="current-password" required />
        )}
      </Field>
      <Button type="submit" variant="primary" loading={waiting} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
