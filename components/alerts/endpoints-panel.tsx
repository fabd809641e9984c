"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AddEndpoint } from "@/components/alerts/add-endpoint";
import { EndpointRow } from "@/components/alerts/endpoint-row";
import { endpointsOptions } from "@/components/alerts/endpoints-query";
import { problemText } from "@/components/query/fetch-json";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";

type EndpointsPanelProps = {
  /** Set for the decisions on what came from a source. */
  sourceId: string | null;
  title: string;
  description: string;
  /** Said while there is none. */
  none: ReactNode;
};

/** Where alerts, or the decisions of a source, are sent to. */
export function EndpointsPanel({ sourceId, title, description, none }: EndpointsPanelProps) {
  const { data, error, isPending, isError } = useQuery(endpointsOptions(sourceId));
  return (
    <Panel flush title={title} description={description} actions={<AddEndpoint sourceId={sourceId} />}>
      {isError && (
        <Callout tone="danger" live="polite" className="m-4">
          {problemText(error)}
        </Callout>
      )}
      {isPending && <SkeletonLines lines={2} label="Loading the endpoints" className="p-4" />}
      {data?.length === 0 && <p className="px-4 py-3 text-muted">{none}</p>}
      <ul className="divide-y divide-line">
        {data?.map((endpoint) => (
          <EndpointRow key={endpoint.id} endpoint={endpoint} />
        ))}
      </ul>
    </Panel>
  );
}
