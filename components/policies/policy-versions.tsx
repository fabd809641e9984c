"use client";
import { useState } from "react";
import { diffLines } from "@/components/policies/diff-lines";
import { besideWhich } from "@/components/policies/policy-types";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import type { PolicyHistory, PolicyVersionDto } from "@/domain/decide/policies/policy-dto";

const SIGNS = { same: " ", added: "+", removed: "−" } as const;
const SPOKEN = { same: "", added: "added: ", removed: "taken away: " } as const;
const LOOKS = {
  same: "text-muted",
  added: "bg-ok-soft text-strong",
  removed: "bg-danger-soft text-muted line-through",
} as const;

/** One version against the one before it: words, title and the cases it stands beside. */
function VersionDiff({ version, before }: { version: PolicyVersionDto; before: PolicyVersionDto | undefined }) {
  const [was, is] = [before && besideWhich(before.riskTypes), besideWhich(version.riskTypes)];
  const lines = diffLines(before?.markdown ?? "", version.markdown).map((line, place) => ({ ...line, place }));
  return (
    <div className="grid gap-3 text-sm">
      {before && before.title !== version.title && (
        <p className="text-default">
          Title: “{before.title}” became “{version.title}”.
        </p>
      )}
      {was !== undefined && was !== is && (
        <p className="text-default">
          Stood beside: {was}. Since then: {is}.
        </p>
      )}
      <div className="overflow-x-auto rounded-md border font-mono text-xs">
        {lines.map(({ kind, text, place }) => (
          <div key={place} className={`flex gap-2 px-2 py-0.5 ${LOOKS[kind]}`}>
            <span aria-hidden className="w-3 shrink-0 select-none">
              {SIGNS[kind]}
            </span>
            <span className="sr-only">{SPOKEN[kind]}</span>
            <BidiText as="span" text={text === "" ? " " : text} className="min-w-0 flex-1" />
          </div>
        ))}
      </div>
    </div>
  );
}

type VersionsProps = { policy: PolicyHistory; onTake: ((version: PolicyVersionDto) => void) | null };

/** Who saved what and when, what changed with each version, and taking an earlier one up again. */
export function PolicyVersions({ policy, onTake }: VersionsProps) {
  const { versions } = policy;
  const [shown, setShown] = useState<PolicyVersionDto | null>(null);
  const before = shown && versions.find(({ version }) => version === shown.version - 1);
  return (
    <Panel flush title="Versions">
      <ol className="divide-y divide-line">
        {versions.map((version) => (
          <li key={version.versionId} className="flex flex-wrap items-start justify-between gap-3 px-4 py-2.5">
            <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
              <p className="text-strong">
                Version {version.version}{" "}
                <span className="text-muted text-xs">
                  by {version.savedBy ?? "the command line"}, <TimeAgo at={version.savedAt} />
                </span>
              </p>
              {version.note !== "" && <BidiText text={version.note} className="text-default" />}
            </div>
            <div className="flex gap-2">
              <Button
                size="sm"
                aria-label={`What changed with version ${version.version}`}
                onClick={() => setShown(version)}
              >
                What changed
              </Button>
              {onTake && version.version !== policy.version && (
                <Button
                  size="sm"
                  aria-label={`Take version ${version.version} up again`}
                  onClick={() => onTake(version)}
                >
                  Take up again
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <Dialog
        open={shown !== null}
        onOpenChange={(open) => {
          if (!open) setShown(null);
        }}
        size="lg"
        title={`Version ${shown?.version ?? ""}`}
        description={before ? `Against version ${before.version}.` : "The first one that is kept here."}
      >
        {shown !== null && <VersionDiff version={shown} before={before ?? undefined} />}
      </Dialog>
    </Panel>
  );
}
