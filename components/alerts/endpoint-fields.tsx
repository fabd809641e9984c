"use client";
import { fieldError } from "@/components/access/form-problem";
import { KIND_LABELS } from "@/components/alerts/alert-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ALERT_KINDS } from "@/domain/outbox/alert-kinds";

type FieldsProps = { error: unknown };

/** Where a webhook or a chat is reached. */
export function UrlField({ error, hint }: FieldsProps & { hint: string }) {
  return (
    <Field label="Address" hint={hint} required error={fieldError(error, "/url")}>
      {(control) => <Input {...control} name="url" type="url" mono autoComplete="off" spellCheck={false} />}
    </Field>
  );
}

/** How mail is sent, and to whom. */
export function MailFields({ error }: FieldsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem_10rem]">
        <Field label="Mail server" required error={fieldError(error, "/host")}>
          {(control) => <Input {...control} name="host" mono autoComplete="off" spellCheck={false} />}
        </Field>
        <Field label="Port" required error={fieldError(error, "/port")}>
          {(control) => <Input {...control} name="port" inputMode="numeric" defaultValue="587" />}
        </Field>
        <Field label="Encryption" error={fieldError(error, "/security")}>
          {(control) => (
            <Select
              {...control}
              name="security"
              options={[
                { value: "starttls", label: "STARTTLS" },
                { value: "tls", label: "TLS" },
                { value: "none", label: "None" },
              ]}
            />
          )}
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="User name" error={fieldError(error, "/user")}>
          {(control) => <Input {...control} name="user" autoComplete="off" />}
        </Field>
        <Field label="Password" error={fieldError(error, "/password")}>
          {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" />}
        </Field>
      </div>
      <Field label="From" required error={fieldError(error, "/from")}>
        {(control) => <Input {...control} name="from" type="email" autoComplete="off" />}
      </Field>
      <Field
        label="To"
        hint="One address or several, with commas between them."
        required
        error={fieldError(error, "/to")}
      >
        {(control) => <Input {...control} name="to" autoComplete="off" />}
      </Field>
    </>
  );
}

/** Which kinds of alerts go there. */
export function KindChoices() {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm text-strong">Which alerts</legend>
      <p className="text-muted text-xs">None chosen stands for all of them.</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {ALERT_KINDS.map((kind) => (
          <Checkbox key={kind} name="events" value={kind} label={KIND_LABELS[kind]} />
        ))}
      </div>
    </fieldset>
  );
}
