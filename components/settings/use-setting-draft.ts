"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { fieldError } from "@/components/access/form-problem";
import { ApiProblem, hasCode } from "@/components/query/fetch-json";
import { putSetting } from "@/components/settings/query-options";
import { sameValue } from "@/components/settings/same-value";
import { useUnsavedGuard } from "@/components/settings/use-unsaved-guard";
import { toast } from "@/components/ui/toast";
import { fallbackOf, parseSetting, SETTINGS, type SettingName, type SettingValue } from "@/domain/settings/definitions";
import type { Setting } from "@/domain/settings/setting-dto";

const currentSchema = z.object({ version: z.number().int(), value: z.unknown(), changedBy: z.string().nullish() });
export type Newer = z.infer<typeof currentSchema>;

/** What is wrong with a value before anybody is asked, in the form in which the desk would say it. */
function localProblem(name: SettingName, value: unknown): ApiProblem | null {
  const parsed = SETTINGS[name].schema.safeParse(value);
  if (parsed.success) return null;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    pointer: ["/value", ...path.map(String)].join("/"),
    message: message.startsWith("Invalid input: expected number") ? "this could not be understood" : message,
  }));
  return new ApiProblem({
    status: 422,
    code: "INVALID",
    detail: "Some of this cannot be: the fields say what.",
    errors,
  });
}

function wholeError({ problem }: ApiProblem): string | null {
  const message = problem.errors?.find(({ pointer }) => pointer === "/value")?.message;
  return message === undefined ? null : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/**
 * One setting being changed: what holds (`base`), what is written (`draft`), and saving. Whoever was overtaken gets `newer`
 * beside what they wrote, and loses nothing.
 */
export function useSettingDraft<N extends SettingName>(setting: Setting & { name: N }) {
  const client = useQueryClient();
  const { name } = setting;
  const [base, setBase] = useState({ version: setting.version, value: parseSetting(name, setting.value) });
  const [draft, setDraft] = useState<SettingValue<N>>(base.value);
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState<ApiProblem | null>(null);
  const save = useMutation({
    mutationFn: () => putSetting(name, { version: base.version, value: draft, note }),
    onSuccess: async ({ version }) => {
      setBase({ version, value: draft });
      setNote("");
      toast({ tone: "ok", title: `${setting.title} saved. It holds everywhere within seconds.` });
      await client.invalidateQueries({ queryKey: ["settings"] });
    },
  });
  const changed = !sameValue(draft, base.value);
  useUnsavedGuard(changed || note !== "");
  const conflict = hasCode(save.error, "CONFLICT") ? currentSchema.safeParse(save.error.problem.current) : null;
  const error = wrong ?? save.error;

  function change(next: SettingValue<N>) {
    setDraft(next);
    setWrong(null);
    if (!conflict) save.reset();
  }

  return {
    base,
    draft,
    note,
    setNote,
    change,
    changed,
    error,
    saving: save.isPending,
    errorAt: (place: string) => fieldError(error, `/value${place}`),
    /** What is wrong with how its parts fit each other, which stands at no field. */
    wholeError: error instanceof ApiProblem ? wholeError(error) : null,
    newer: conflict?.success ? conflict.data : null,
    submit() {
      const problem = localProblem(name, draft);
      setWrong(problem);
      if (problem === null && changed && !save.isPending) save.mutate();
    },
    /** Goes on from what somebody else has saved: with their value, or with one's own on top of it. */
    goOnFrom(newer: Newer, keepOwn: boolean) {
      const value = newer.value === undefined ? fallbackOf(name) : parseSetting(name, newer.value);
      setBase({ version: newer.version, value });
      if (!keepOwn) setDraft(value);
      save.reset();
    },
    discard() {
      change(base.value);
      setNote("");
      save.reset();
    },
  };
}

/** What a form of a setting is given: what is written, how to write, and what is wrong where (a JSON pointer). */
export type SettingFields<N extends SettingName> = {
  value: SettingValue<N>;
  fallback: SettingValue<N>;
  /** What is saved: parts that are in it may be named elsewhere. */
  saved: SettingValue<N>;
  onChange: (next: SettingValue<N>) => void;
  errorAt: (place: string) => string | undefined;
  disabled: boolean;
};
