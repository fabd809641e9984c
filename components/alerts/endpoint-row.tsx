"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { EndpointActions } from "@/components/alerts/endpoint-actions";
import { testEndpoint } from "@/components/alerts/endpoint-requests";
import { problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TimeAgo } from "@/components/ui/time-ago";
import { type Endpoint, isSilent, type TestedEndpoint } from "@/domain/outbox/endpoint-dto";

const KINDS = { webhook: "Webhook", email: "E-mail", slack: "Slack" } as const;

function State({ endpoint }: { endpoint: Endpoint }) {
  if (endpoint.pausedAt !== null) return <Badge tone="warn">paused</Badge>;
  if (isSilent(endpoint)) return <Badge tone="danger">failing</Badge>;
  if (endpoint.waiting > 0 && endpoint.lastError !== null) return <Badge tone="warn">trying again</Badge>;
  return endpoint.lastDeliveredAt === null ? <Badge>not used yet</Badge> : <Badge tone="ok">well</Badge>;
}

function Tested({ result }: { result: TestedEndpoint }) {
  return (
    <Callout
      tone={result.ok ? "ok" : "danger"}
      live="polite"
      title={result.ok ? "The test arrived" : "The test did not arrive"}
    >
      {result.error ?? (result.status === null ? "It was taken." : `The receiver answered ${result.status}.`)}
      {result.said !== "" && <span className="mt-1 block break-all font-mono text-xs">{result.said}</span>}
    </Callout>
  );
}

/** One endpoint: what it is, how it is doing, and a way to try it. */
export function EndpointRow({ endpoint }: { endpoint: Endpoint }) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testEndpoint(endpoint.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["outbox"] }),
  });
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 gap-0.5">
          <p className="flex flex-wrap items-center gap-2">
            <span className="wrap-anywhere font-medium text-strong">{endpoint.name}</span>
            <State endpoint={endpoint} />
          </p>
          <p className="wrap-anywhere text-muted text-xs">
            {KINDS[endpoint.kind]} · {endpoint.hint}
            {endpoint.lastDeliveredAt !== null && (
              <>
                {" · last delivered "}
                <TimeAgo at={endpoint.lastDeliveredAt} />
              </>
            )}
            {endpoint.waiting > 0 && ` · ${endpoint.waiting.toLocaleString("en")} waiting`}
          </p>
          {endpoint.lastError !== null && <p className="text-muted text-xs">Last try: {endpoint.lastError}</p>}
        </div>
        <Button size="sm" loading={test.isPending} onClick={() => test.mutate()}>
          Send a test
        </Button>
        <EndpointActions endpoint={endpoint} />
      </div>
      {test.data !== undefined && <Tested result={test.data} />}
      {test.isError && (
        <Callout tone="danger" live="polite">
          {problemText(test.error)}
        </Callout>
      )}
    </li>
  );
}
