"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import type { SecretInput } from "@/domain/ingest/add-source-secret";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";

/** Who makes the secret: Vigil, the platform, or nobody, as it does not sign and the address holds a key. */
export type SecretKind = "vigil" | "platform" | "address";

const LABELS: Readonly<Record<SecretKind, string>> = {
  vigil: "Make one for me",
  platform: "Enter one",
  address: "It does not sign",
};

const NOTES: Readonly<Record<Exclude<SecretKind, "platform">, string>> = {
  vigil: "Vigil makes a strong secret and shows it once, on the next step.",
  address:
    "Vigil puts a key into the address and shows it once. Whoever has the address can send messages: choose this only where the platform shows no secret.",
};

function kindsOf({ secret, mayBeUnsigned }: PlatformInfo): SecretKind[] {
  const made: SecretKind[] = secret.origin === "vigil" ? ["vigil", "platform"] : ["platform"];
  return mayBeUnsigned ? [...made, "address"] : made;
}

/** What of a form goes into the request. */
export function secretInput(kind: SecretKind, form: FormData): SecretInput {
  if (kind === "address") return { unsigned: true };
  const typed = kind === "platform" ? String(form.get("secret") ?? "").trim() : "";
  return typed === "" ? {} : { secret: typed };
}

type SecretFieldProps = {
  platform: PlatformInfo;
  kind: SecretKind;
  onKind: (kind: SecretKind) => void;
  error: string | undefined;
  /** Whether it may be left empty for now. */
  mayComeLater?: boolean;
};

/** Asks for the secret of a platform in the platform's own words, or says that Vigil makes it. */
export function SecretField({ platform, kind, onKind, error, mayComeLater = false }: SecretFieldProps) {
  const { secret } = platform;
  const kinds = kindsOf(platform);
  const later = mayComeLater && secret.origin === "platform" ? " You can also add it on the next step." : "";
  const control = { name: "secret", autoComplete: "off", spellCheck: false } as const;
  return (
    <div className="grid gap-3">
      {kinds.length > 1 && (
        <Segmented
          legend={secret.label}
          name="secret-kind"
          options={kinds.map((value) => ({ value, label: LABELS[value] }))}
          value={kind}
          onValueChange={onKind}
        />
      )}
      {kind === "platform" ? (
        <Field
          label={secret.label}
          labelHidden={kinds.length > 1}
          hint={`${secret.hint}${later}`}
          error={error}
          required={!mayComeLater}
        >
          {(field) =>
            secret.isMultiline ? (
              <Textarea {...field} {...control} rows={6} className="font-mono" dir="ltr" />
            ) : (
              <Input {...field} {...control} mono />
            )
          }
        </Field>
      ) : (
        <p className="max-w-prose text-muted text-sm">
          {kind === "vigil" ? `${NOTES.vigil} ${secret.hint}` : NOTES[kind]}
        </p>
      )}
    </div>
  );
}
