import { SearchX } from "lucide-react";
import Link from "next/link";
import { RISK_TYPE_LABELS } from "@/components/decide/labels";
import { counted } from "@/components/measure/figures";
import { KeptBlindNote } from "@/components/measure/kept-blind-note";
import { BASIS_LABELS, KEPT_BLIND, MODEL_LABELS } from "@/components/measure/measure-words";
import {
  LEFT_OUT_WORDS,
  SHADOW_ANSWER_LABELS,
  shadowCasesPath,
  shadowCellInWords,
} from "@/components/measure/shadow-words";
import { languageLabel } from "@/components/triage/filter-labels";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton, TextLink } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { ShadowCase, ShadowCases, ShadowCasesQuery } from "@/domain/measure/shadow/shadow-result-dto";

type ShadowCaseListProps = { runId: string; query: ShadowCasesQuery; list: ShadowCases; mayReview: boolean };

/** Whoever may still decide on a sample blind is not led to it from a list that says that it is one. */
const isBlindStill = ({ standing, answer }: ShadowCase) =>
  standing.outcome === "none" && (answer === "open" || answer === "waits");

function Said({ outcome, tier, sub }: { outcome: keyof typeof MODEL_LABELS; tier: number | null; sub: string }) {
  const parts = [tier === null ? "" : `tier ${tier}`, sub].filter((part) => part !== "");
  return (
    <>
      <span className="font-medium text-strong">{MODEL_LABELS[outcome]}</span>
      {parts.length > 0 && <span className="block text-muted text-xs">{parts.join(", ")}</span>}
    </>
  );
}

function CaseRow({ item, place, mayReview }: { item: ShadowCase; place: number; mayReview: boolean }) {
  const { standing, shadow, leftOut, answer, visibility, decidedBy, decidedAt } = item;
  const how = [
    visibility === null ? null : BASIS_LABELS[visibility].toLowerCase(),
    decidedBy === null ? null : `by ${decidedBy}`,
    decidedAt?.slice(0, 10),
  ].filter((part) => part !== null && part !== undefined);
  return (
    <Row>
      <Th scope="row" className="align-top font-normal">
        <span className="flex items-baseline gap-4">
          <TextLink href={`/conversations/${item.conversationId}`}>
            <bdi>{item.source.name}</bdi>
            <span className="sr-only">, open conversation {place}</span>
          </TextLink>
          {mayReview && item.caseId !== null && !isBlindStill(item) && (
            <Link
              href={`/cases/${item.caseId}`}
              className="focus-ring rounded-sm text-muted text-xs underline underline-offset-3"
            >
              case<span className="sr-only"> of conversation {place}</span>
            </Link>
          )}
        </span>
        {item.language !== null && <span className="block text-muted text-xs">{languageLabel(item.language)}</span>}
      </Th>
      <Td className="min-w-36 align-top">
        <Said outcome={standing.outcome} tier={standing.tier} sub={`${standing.model}, ${standing.strategy}`} />
      </Td>
      <Td className="min-w-36 align-top">
        {shadow === null ? (
          <span className="text-muted text-xs">{leftOut === null ? "–" : `Left out: ${LEFT_OUT_WORDS[leftOut]}`}</span>
        ) : (
          <Said
            outcome={shadow.outcome}
            tier={shadow.tier}
            sub={shadow.types.map((type) => RISK_TYPE_LABELS[type].toLowerCase()).join(", ")}
          />
        )}
      </Td>
      <Td className="min-w-36 align-top">
        <span className="font-medium text-strong">{SHADOW_ANSWER_LABELS[answer]}</span>
        {how.length > 0 && <span className="block text-muted text-xs">{how.join(", ")}</span>}
      </Td>
    </Row>
  );
}

/** The conversations behind a number of a shadow run, page by page. */
export function ShadowCaseList({ runId, query, list, mayReview }: ShadowCaseListProps) {
  const back = <LinkButton href={`/measure/shadow/${runId}`}>Back to the shadow run</LinkButton>;
  const { cursor, ...cell } = query;
  return (
    <>
      <PageHeader
        title="Behind a number of a shadow run"
        description={`${shadowCellInWords(cell)} ${counted(list.total, "conversation")}, in the order they were drawn, without their words: opening one is written down.`}
        actions={back}
      />
      <Panel flush>
        {list.items.length === 0 ? (
          <EmptyState
            icon={<SearchX />}
            title={list.keptBlind === 0 ? "None" : "Not listed for you"}
            description={
              list.keptBlind === 0
                ? "No conversation is behind this number any more: people may have decided meanwhile."
                : KEPT_BLIND
            }
            actions={back}
          />
        ) : (
          <Table caption="Conversations with both readings and what people decided">
            <TableHead>
              <tr>
                <Th>Source</Th>
                <Th>What stood</Th>
                <Th>Shadow reading</Th>
                <Th>Person</Th>
              </tr>
            </TableHead>
            <TableBody>
              {list.items.map((item, at) => (
                <CaseRow key={item.conversationId} item={item} place={at + 1} mayReview={mayReview} />
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
      {list.items.length > 0 && <KeptBlindNote keptBlind={list.keptBlind} />}
      <nav aria-label="Pages of the list" className="flex flex-wrap items-center gap-2">
        {cursor !== undefined && <LinkButton href={shadowCasesPath(runId, cell)}>First page</LinkButton>}
        {list.next !== null && (
          <LinkButton href={shadowCasesPath(runId, { ...cell, cursor: list.next })}>Next page</LinkButton>
        )}
      </nav>
    </>
  );
}
