"use client";
import { AddSecret } from "@/components/ingest/sources/add-secret";
import { ReplayAll } from "@/components/ingest/sources/replay-all";
import { useChangeSource } from "@/components/ingest/sources/use-change-source";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";
import type { SourceDto } from "@/domain/ingest/source-dto";

type BannersProps = { source: SourceDto; platform: PlatformInfo | null; onShowAttention: () => void };

function Paused({ source }: { source: SourceDto }) {
  const change = useChangeSource(source.id);
  return (
    <Callout
      title="Paused"
      actions={
        <Button size="sm" loading={change.isPending} onClick={() => change.mutate({ paused: false })}>
          Resume
        </Button>
      }
    >
      What comes is accepted and kept, and read when it goes on.
      {change.isError && <span className="block text-danger">{problemText(change.error)}</span>}
    </Callout>
  );
}

/** What somebody should do something about on this source, the most urgent first. */
export function SourceBanners({ source, platform, onShowAttention }: BannersProps) {
  const { webhook } = source;
  const count = webhook?.needsAttention ?? 0;
  return (
    <>
      {webhook?.isUnderAttack && webhook.secrets.length > 0 && (
        <Callout
          tone="danger"
          live="assertive"
          // Without the number, which is beside it: a screen reader would speak every change of it.
          title="A burst of requests with a wrong signature"
          actions={platform && <AddSecret source={source} platform={platform} label="Enter another secret" />}
        >
          They were refused, and nothing of them was kept. Either the secret here is not the one that{" "}
          {source.platformLabel} signs with, or somebody is trying to send in its name. What is rightly signed still
          gets through.
        </Callout>
      )}
      {webhook && platform && webhook.secrets.length === 0 && (
        <Callout
          tone="warn"
          title={`Without its ${platform.secret.label.toLowerCase()} this source refuses everything`}
          actions={<AddSecret source={source} platform={platform} label="Enter the secret" />}
        >
          {platform.secret.hint}
        </Callout>
      )}
      {count > 0 && (
        <Callout
          tone="warn"
          live="polite"
          title={count === 1 ? "1 delivery needs attention" : `${count.toLocaleString("en")} deliveries need attention`}
          actions={
            <>
              <Button size="sm" onClick={onShowAttention}>
                {count === 1 ? "Show it" : "Show them"}
              </Button>
              <ReplayAll sourceId={source.id} count={count} />
            </>
          }
        >
          Vigil could not read them as messages, so nobody has seen what is in them. Each says what was wrong. Look at
          them, mend the cause, then replay them.
        </Callout>
      )}
      {source.pausedAt !== null && <Paused source={source} />}
    </>
  );
}
