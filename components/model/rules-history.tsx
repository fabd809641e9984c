"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ruleVersionOptions } from "@/components/model/query-options";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { OfflineRulesDto } from "@/inference/offline-rules-dto";

function Version({ version }: { version: number }) {
  const query = useQuery(ruleVersionOptions(version));
  if (query.data === undefined) {
    return query.isPending ? (
      <SkeletonLines lines={6} label="Loading the version" />
    ) : (
      <Callout tone="danger">{problemText(query.error)}</Callout>
    );
  }
  const { yaml } = query.data;
  if (yaml.trim() === "") return <p className="text-muted text-sm">Empty: the built-in rules alone.</p>;
  return (
    <div className="grid justify-items-start gap-3">
      <pre dir="ltr" className="max-h-[55dvh] w-full overflow-auto rounded-md border bg-sunken p-3 font-mono text-xs">
        {yaml}
      </pre>
      <CopyButton text={yaml} />
    </div>
  );
}

/** Who saved what and when, and which built-in rules can be left out. */
export function RulesHistory({ rules }: { rules: OfflineRulesDto }) {
  const { history, disablable } = rules;
  const [shown, setShown] = useState<number | null>(null);
  return (
    <div className="grid gap-6">
      <Panel flush title="Versions">
        {history.length === 0 ? (
          <p className="px-4 py-6 text-muted text-sm">None yet: the built-in rules read alone.</p>
        ) : (
          <ol className="divide-y divide-line">
            {history.map(({ version, note, savedAt, savedBy }) => (
              <li key={version} className="flex items-start justify-between gap-3 px-4 py-2.5">
                <div className="grid min-w-0 gap-0.5 text-sm">
                  <p className="text-strong">
                    Version {version} <TimeAgo at={savedAt} className="text-muted text-xs" />
                  </p>
                  {note !== "" && <p className="wrap-anywhere text-default">{note}</p>}
                  <p className="text-muted text-xs">{savedBy ?? "the command line"}</p>
                </div>
                <Button size="sm" aria-label={`Look at version ${version}`} onClick={() => setShown(version)}>
                  Look
                </Button>
              </li>
            ))}
          </ol>
        )}
      </Panel>
      <Panel title="Built-in rules" description="These can be left out, under “disable”.">
        <details>
          <summary className="focus-ring w-fit rounded-sm text-muted text-sm hover:text-strong touch:min-h-11">
            {disablable.length.toLocaleString("en")} rules
          </summary>
          <ul className="mt-2 grid max-h-96 gap-0.5 overflow-y-auto font-mono text-xs">
            {disablable.map((key) => (
              <li key={key} className="wrap-anywhere">
                {key}
              </li>
            ))}
          </ul>
        </details>
      </Panel>
      <Dialog
        open={shown !== null}
        onOpenChange={(open) => {
          if (!open) setShown(null);
        }}
        size="lg"
        title={`Version ${shown ?? ""}`}
        description="As it was saved. Copy it into the editor to bring it back."
      >
        {shown !== null && <Version version={shown} />}
      </Dialog>
    </div>
  );
}
