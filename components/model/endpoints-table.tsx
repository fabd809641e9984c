import { ServerOff } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ModelReport } from "@/domain/measure/model-report";

type Seen = ModelReport["endpoints"][number];

const NUMBER = { maximumFractionDigits: 0 } as const;

function milliseconds(value: number | null): string {
  return value === null ? "–" : `${value.toLocaleString("en", NUMBER)} ms`;
}

/** How it stands, in a word; the breaker's own word is under it. */
function State({ report }: { report: Seen["report"] }) {
  const { breaker, calls, failed, capabilities } = report;
  if (breaker === "open") return <Badge tone="danger">Left alone</Badge>;
  if (breaker === "half_open") return <Badge tone="warn">Being tried</Badge>;
  if (calls === 0 && capabilities === null) return <Badge>Not used yet</Badge>;
  if (calls === 0) return <Badge tone="ok">Ready</Badge>;
  return failed === calls ? <Badge tone="warn">Failing</Badge> : <Badge tone="ok">Answering</Badge>;
}

function ModelFacts({ report }: { report: Seen["report"] }) {
  const { capabilities: seen } = report;
  if (seen === null) return <span className="text-muted">not looked at yet; asked for {report.model}</span>;
  const facts = [
    seen.serverVersion === null ? seen.engine : `${seen.engine} ${seen.serverVersion}`,
    seen.dtype ?? "format not stated",
    seen.contextLength === null ? "context not stated" : `${seen.contextLength.toLocaleString("en")} tokens`,
    seen.grammar ? "grammar" : "no grammar",
    seen.logprobs ? "scores" : "no scores",
  ];
  return (
    <>
      <span className="wrap-anywhere block text-strong">{seen.model}</span>
      {seen.revision !== null && <span className="block font-mono text-2xs text-muted">weights {seen.revision}</span>}
      <span className="block text-muted text-xs">{facts.join(" · ")}</span>
    </>
  );
}

function EndpointRow({ process, report }: Seen) {
  const { breaker, lastError } = report;
  return (
    <Row>
      <Th scope="row" className="min-w-44 whitespace-normal align-top">
        <span className="wrap-anywhere block font-mono text-xs">{report.endpoint}</span>
        <span className="wrap-anywhere block font-normal text-muted text-xs">seen by {process}</span>
      </Th>
      <Td className="align-top">
        <State report={report} />
        <span className="block whitespace-nowrap text-muted text-xs">breaker {breaker.replaceAll("_", " ")}</span>
      </Td>
      <Td className="min-w-56 align-top text-sm">
        <ModelFacts report={report} />
      </Td>
      <Td num className="whitespace-nowrap align-top">
        {milliseconds(report.p50Ms)}
        <span className="block text-muted text-xs">{milliseconds(report.p95Ms)}</span>
      </Td>
      <Td num className="align-top">
        {report.tokensPerSecond.toLocaleString("en", NUMBER)}
      </Td>
      <Td num className="whitespace-nowrap align-top">
        {report.underWay} of {report.limit}
      </Td>
      <Td num className="align-top">
        {report.calls.toLocaleString("en")}
        <span className="block text-muted text-xs">{report.failed.toLocaleString("en")} failed</span>
      </Td>
      <Td className="min-w-32 align-top text-xs">
        {lastError === null ? (
          <span className="text-muted">none</span>
        ) : (
          <>
            <span className="wrap-anywhere block text-strong">{lastError.code}</span>
            <TimeAgo at={lastError.at} className="text-muted" />
          </>
        )}
      </Td>
    </Row>
  );
}

/** Each warning once, with the endpoint it is about. */
function warningsOf(endpoints: readonly Seen[]): string[] {
  const all = endpoints.flatMap(({ report }) =>
    (report.capabilities?.warnings ?? []).map((warning) => `${report.endpoint}: ${warning}`),
  );
  return [...new Set(all)];
}

/** The endpoints of the model, as each process sees them. */
export function EndpointsTable({ endpoints, why }: { endpoints: readonly Seen[]; why: string }) {
  const warnings = warningsOf(endpoints);
  return (
    <Panel flush title="Endpoints" description={why}>
      {warnings.length > 0 && (
        <Callout tone="warn" title="To look into" className="m-4">
          <ul className="grid gap-1">
            {warnings.map((warning) => (
              <li key={warning} className="wrap-anywhere">
                {warning}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {endpoints.length === 0 ? (
        <EmptyState
          icon={<ServerOff />}
          title="No model is asked"
          description="The offline rules read, and every reading is provisional. Name a model server in INFERENCE_URL, or put a model file into DATA_DIR/models, and start Vigil again."
        />
      ) : (
        <Table caption="Endpoints of the model">
          <TableHead>
            <tr>
              <Th>Endpoint</Th>
              <Th>State</Th>
              <Th>Model</Th>
              <Th align="right">
                p50<span className="block font-normal">p95</span>
              </Th>
              <Th align="right">Tokens/s</Th>
              <Th align="right">Under way</Th>
              <Th align="right">Calls</Th>
              <Th>Last error</Th>
            </tr>
          </TableHead>
          <TableBody>
            {endpoints.map((seen) => (
              <EndpointRow key={`${seen.process} ${seen.report.endpoint}`} {...seen} />
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}
