"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { BookOpen } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { fittingPolicies } from "@/components/decide/fitting-policies";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { fetchJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { SkeletonLines } from "@/components/ui/skeleton";
import { type Policy, policyListSchema } from "@/domain/decide/policies/policy-dto";
import type { RiskType } from "@/inference/risk";

const PolicyText = dynamic(() => import("@/components/policies/policy-text").then((module) => module.PolicyText), {
  loading: () => <SkeletonLines lines={4} label="Loading the policy" />,
});

/** The policies in force. Kept for a while: they change by the week, and a case is read in minutes. */
function policiesOptions() {
  return queryOptions({
    queryKey: ["decide", "policies"],
    queryFn: ({ signal }) => fetchJson("/api/v1/policies", policyListSchema, { signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}

type OneProps = { policy: Policy; open: boolean; onShown: (versionId: string) => void };

function One({ policy, open, onShown }: OneProps) {
  const [shown, setShown] = useState(open);
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => {
        if (!currentTarget.open) return;
        setShown(true);
        onShown(policy.versionId);
      }}
      className="border-t"
    >
      <summary className="focus-inset flex min-h-9 items-baseline gap-2 px-4 py-2 font-medium text-sm text-strong hover:bg-hover touch:min-h-11 md:px-5">
        <span dir="auto" className="wrap-anywhere min-w-0 flex-1">
          {policy.title}
        </span>
        <span className="tnum shrink-0 font-normal text-2xs text-faint">version {policy.version}</span>
      </summary>
      <div className="px-4 pb-4 md:px-5">{shown && <PolicyText markdown={policy.markdown} />}</div>
    </details>
  );
}

type PolicyPanelProps = {
  /** What the case is about, as far as the reader may know. */
  types: ReadonlySet<RiskType>;
  /** Told of each version whose text was on the screen: a decision records them. */
  onShown: (versionId: string) => void;
};

/** The house's policies, beside the decision: those about the risks of this case first. Opened and closed by a key. */
export function PolicyPanel({ types, onShown }: PolicyPanelProps) {
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const query = useQuery({ ...policiesOptions(), enabled: open });
  const box = useRef<HTMLElement>(null);
  const loaded = query.data !== undefined;
  useEffect(() => {
    if (open && loaded) box.current?.scrollIntoView({ block: "nearest" });
  }, [open, loaded]);
  const toggle = () => setOpen((was) => !was);
  useShortcuts({ policies: toggle });
  const policies = query.data?.items ?? [];
  const fitting = fittingPolicies(policies, types);
  const listed = all ? policies : fitting;
  return (
    <section ref={box} aria-labelledby="policies-heading" className="border-t">
      <div className="flex items-center justify-between gap-3 px-4 py-2 md:px-5">
        <h2 id="policies-heading" className="font-semibold text-base text-strong">
          Policies
        </h2>
        <Button
          size="sm"
          icon={<BookOpen aria-hidden size={14} />}
          kbd={shortcutKeys("policies")}
          aria-expanded={open}
          onClick={toggle}
        >
          {open ? "Hide" : "Show"} <span className="sr-only">policies</span>
        </Button>
      </div>
      {open && query.isPending && <SkeletonLines className="px-5 pb-4" label="Loading the policies" />}
      {open && query.isError && query.data === undefined && (
        <Callout
          tone="danger"
          live="assertive"
          title="The policies could not be read"
          className="mx-4 mb-4 md:mx-5"
          actions={
            <Button size="sm" onClick={() => void query.refetch()}>
              Try again
            </Button>
          }
        >
          {problemText(query.error)}
        </Callout>
      )}
      {open && query.data !== undefined && (
        <>
          {listed.length === 0 && (
            <p className="px-4 pb-3 text-muted text-sm md:px-5">
              {policies.length === 0
                ? "Nobody has written a policy yet."
                : "No policy is about the risks of this case."}
            </p>
          )}
          {listed.map((policy, index) => (
            <One key={policy.versionId} policy={policy} open={index === 0} onShown={onShown} />
          ))}
          {policies.length > fitting.length && (
            <div className="border-t px-4 py-2 md:px-5">
              <Button size="sm" variant="quiet" className="-ml-2" onClick={() => setAll((was) => !was)}>
                {all ? "Only those about this case" : `Show all ${policies.length}`}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
