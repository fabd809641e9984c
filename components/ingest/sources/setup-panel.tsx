"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { shownOnceOptions } from "@/components/ingest/sources/query-options";
import { SetupSteps } from "@/components/ingest/sources/setup-steps";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";
import type { SourceDto } from "@/domain/ingest/source-dto";

type SetupPanelProps = { source: SourceDto; platform: PlatformInfo; startsOpen: boolean };

/** How to connect the platform: open until the first event is there, folded away on a source that works. */
export function SetupPanel({ source, platform, startsOpen }: SetupPanelProps) {
  const client = useQueryClient();
  const { data: once = null } = useQuery(shownOnceOptions(source.id));
  const { webhook } = source;
  if (!webhook) return null;
  const values = {
    url: once?.url ?? webhook.url,
    secret: once && once.url === null ? once.secret : null,
    verifyToken: webhook.verifyToken,
  };
  const keyIsHidden = once === null && webhook.secrets.some(({ isInAddress }) => isInAddress);
  return (
    <Panel>
      <details open={startsOpen} className="group pt-0">
        <summary className="focus-ring tap -mx-1 flex list-none items-center gap-1.5 rounded-sm px-1 font-semibold text-base text-strong [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden size={15} className="text-muted group-open:rotate-90" />
          How to connect {platform.label}
        </summary>
        <div className="grid gap-5 pt-4">
          {once && (
            <Callout
              tone="warn"
              title={once.url === null ? "The secret is shown this one time" : "The address is shown this one time"}
              actions={
                <Button size="sm" onClick={() => client.setQueryData(shownOnceOptions(source.id).queryKey, null)}>
                  I have kept it
                </Button>
              }
            >
              It is kept encrypted, and cannot be shown again after you leave or reload this page.
            </Callout>
          )}
          {keyIsHidden && (
            <Callout title="The key in the address was shown once">
              The address below is without it, and would be refused. Lost it? Rotate the secret to get a new address.
            </Callout>
          )}
          <SetupSteps platform={platform} values={values} />
        </div>
      </details>
    </Panel>
  );
}
