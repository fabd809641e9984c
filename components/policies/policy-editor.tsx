"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { RISK_TYPE_LABELS } from "@/components/decide/labels";
import { PolicyText } from "@/components/policies/policy-text";
import { policyOptions, sendPolicy } from "@/components/policies/query-options";
import { hasCode } from "@/components/query/fetch-json";
import { sameValue } from "@/components/settings/same-value";
import { useUnsavedGuard } from "@/components/settings/use-unsaved-guard";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { PolicyHistory } from "@/domain/decide/policies/policy-dto";
import { RISK_TYPES, type RiskType } from "@/inference/risk";

type Written = { title: string; markdown: string; riskTypes: RiskType[] };

const writtenOf = (policy: Written | null): Written => ({
  title: policy?.title ?? "",
  markdown: policy?.markdown ?? "",
  riskTypes: policy?.riskTypes ?? [],
});

/** Types in one order, so that marking one and taking the mark away changes nothing. */
const inOrder = (types: readonly RiskType[]) => RISK_TYPES.filter((type) => types.includes(type));

type EditorProps = {
  /** Null for a new policy. */
  policy: PolicyHistory | null;
  /** A text to begin from instead of the newest version. */
  begin?: Written;
  reload?: () => Promise<PolicyHistory | null>;
};

/** Writing a policy, with a look at it as reviewers will see it. */
export function PolicyEditor({ policy, begin, reload }: EditorProps) {
  const client = useQueryClient();
  const router = useRouter();
  const [base, setBase] = useState({ version: policy?.version ?? 0, written: writtenOf(policy) });
  const [written, setWritten] = useState(writtenOf(begin ?? policy));
  const [note, setNote] = useState("");
  const own = { ...written, riskTypes: inOrder(written.riskTypes) };
  const changed = !sameValue(own, { ...base.written, riskTypes: inOrder(base.written.riskTypes) });
  const save = useMutation({
    mutationFn: () => sendPolicy(policy?.id ?? null, { version: base.version, ...own, note }),
    onSuccess: async (saved) => {
      setBase({ version: saved.version, written: writtenOf(saved) });
      setWritten(writtenOf(saved));
      setNote("");
      client.setQueryData(policyOptions(saved.id).queryKey, saved);
      await client.invalidateQueries({ queryKey: ["policies", "all"] });
      toast({ tone: "ok", title: `Saved. Version ${saved.version} stands beside the cases now.` });
      if (policy === null) router.replace(`/admin/policies/${saved.id}`);
    },
  });
  useUnsavedGuard(changed && !save.isSuccess);
  const overtaken = hasCode(save.error, "CONFLICT");

  function change(part: Partial<Written>) {
    setWritten({ ...written, ...part });
    if (!overtaken) save.reset();
  }

  async function goOnFromNewest(keepOwn: boolean) {
    const fresh = await reload?.();
    if (!fresh) return;
    setBase({ version: fresh.version, written: writtenOf(fresh) });
    if (!keepOwn) setWritten(writtenOf(fresh));
    save.reset();
  }

  return (
    <div className="grid items-start gap-6 xl:grid-cols-2 [&>*]:min-w-0">
      <Panel title={policy === null ? "Write" : `Change version ${base.version}`}>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (changed && !save.isPending) save.mutate();
          }}
        >
          <Field label="Title" required error={fieldError(save.error, "/title")}>
            {(control) => (
              <Input
                {...control}
                dir="auto"
                maxLength={120}
                value={written.title}
                onChange={({ target }) => change({ title: target.value })}
              />
            )}
          </Field>
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-medium text-sm text-strong">Stands beside cases with a risk of</legend>
            <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
              {RISK_TYPES.map((type) => (
                <Checkbox
                  key={type}
                  label={RISK_TYPE_LABELS[type]}
                  checked={written.riskTypes.includes(type)}
                  onChange={({ target }) =>
                    change({
                      riskTypes: target.checked
                        ? [...written.riskTypes, type]
                        : written.riskTypes.filter((each) => each !== type),
                    })
                  }
                />
              ))}
            </div>
            <p className="text-muted text-xs">With none marked it stands beside every case.</p>
          </fieldset>
          <Field
            label="Text, in Markdown"
            required
            hint="Headings, lists, tables and links. HTML shows as it is written, pictures are not fetched."
            error={fieldError(save.error, "/markdown")}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={16}
                value={written.markdown}
                onChange={({ target }) => change({ markdown: target.value })}
                className="max-h-[60dvh] min-h-72 overflow-auto font-mono text-xs touch:text-lg"
              />
            )}
          </Field>
          <Field
            label="Why"
            hint="What was changed and why, for whoever reads the history. No words of a conversation."
          >
            {(control) => (
              <Input {...control} maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
            )}
          </Field>
          {!overtaken && <FormAlert error={save.error} places={["/title", "/markdown", "/note", "/riskTypes"]} />}
          {overtaken && (
            <Callout
              tone="warn"
              live="assertive"
              title="Somebody saved this policy meanwhile"
              actions={
                <>
                  <Button size="sm" onClick={() => void goOnFromNewest(false)}>
                    Take theirs
                  </Button>
                  <Button size="sm" onClick={() => void goOnFromNewest(true)}>
                    Keep mine, and save it over theirs
                  </Button>
                </>
              }
            >
              Their version is in the list of versions as soon as you choose. Neither is lost: each saved version is
              kept.
            </Callout>
          )}
          <Button
            type="submit"
            variant="primary"
            className="w-fit"
            loading={save.isPending}
            disabled={!changed || overtaken}
          >
            Save as version {base.version + 1}
          </Button>
        </form>
      </Panel>
      <Panel title="As reviewers see it">
        {written.markdown.trim() === "" ? (
          <p className="text-muted text-sm">What you write shows here.</p>
        ) : (
          <PolicyText markdown={written.markdown} className="max-h-[75dvh] overflow-y-auto" />
        )}
      </Panel>
    </div>
  );
}
