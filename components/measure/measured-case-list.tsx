import { SearchX } from "lucide-react";
import Link from "next/link";
import type { z } from "zod";
import { riskInWords } from "@/components/decide/labels";
import { counted } from "@/components/measure/figures";
import { KeptBlindNote } from "@/components/measure/kept-blind-note";
import { measurePath } from "@/components/measure/measure-path";
import {
  ANSWER_LABELS,
  BASIS_LABELS,
  cellInWords,
  cellName,
  filterInWords,
  KEPT_BLIND,
  MODEL_LABELS,
} from "@/components/measure/measure-words";
import { languageLabel } from "@/components/triage/filter-labels";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton, TextLink } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { cellWords } from "@/domain/measure/figures/measure-cell";
import type {
  MeasuredCase,
  MeasuredCases,
  measuredCasesQuerySchema,
} from "@/domain/measure/figures/measured-cases-dto";

type Query = z.infer<typeof measuredCasesQuerySchema>;
type MeasuredCaseListProps = { query: Query; list: MeasuredCases; mayReview: boolean };

function Risks({ says, risks }: { says: string; risks: MeasuredCase["named"] }) {
  return (
    <>
      <span className="font-medium text-strong">{says}</span>
      {risks.map((risk) => {
        const words = riskInWords(risk);
        return (
          <span key={words} className="block text-muted text-xs">
            {words}
          </span>
        );
      })}
    </>
  );
}

/** Whoever may still decide on a sample blind is not led to it from a list that says that it is one. */
const isBlindStill = ({ outcome, answer }: MeasuredCase) =>
  outcome === "none" && (answer === "open" || answer === "waits");

function CaseRow({ item, mayReview }: { item: MeasuredCase; mayReview: boolean }) {
  const how = [
    item.language === null ? null : languageLabel(item.language),
    item.tier === null ? null : `tier ${item.tier}`,
    item.strategy,
  ].filter((part) => part !== null);
  return (
    <Row>
      <Th scope="row" className="align-top font-normal">
        <span className="flex items-baseline gap-4">
          <TextLink href={`/conversations/${item.conversationId}`}>
            {item.day}
            <span className="sr-only">, open the conversation of {item.source.name}</span>
          </TextLink>
          {mayReview && item.caseId !== null && !isBlindStill(item) && (
            <Link
              href={`/cases/${item.caseId}`}
              className="focus-ring rounded-sm text-muted text-xs underline underline-offset-3"
            >
              case
            </Link>
          )}
        </span>
      </Th>
      <Td className="align-top">
        <bdi>{item.source.name}</bdi>
        {how.length > 0 && <span className="block text-muted text-xs">{how.join(", ")}</span>}
      </Td>
      <Td className="min-w-44 align-top">
        <Risks says={MODEL_LABELS[item.outcome]} risks={item.named} />
      </Td>
      <Td className="min-w-44 align-top">
        <Risks says={ANSWER_LABELS[item.answer]} risks={item.found} />
        {item.visibility !== null && (
          <span className="block text-muted text-xs">{BASIS_LABELS[item.visibility].toLowerCase()}</span>
        )}
      </Td>
    </Row>
  );
}

/** The conversations behind a number, page by page, with what it is a number of, in words. */
export function MeasuredCaseList({ query, list, mayReview }: MeasuredCaseListProps) {
  const { cell, cursor, ...filter } = query;
  const words = cellWords(...cell);
  const parts = filterInWords(filter, list.items[0]?.source.name);
  const all = measurePath("/measure/cases", filter, { cell: words });
  return (
    <>
      <PageHeader
        title={cellName(cell)}
        description={`${cellInWords(cell)}. ${counted(list.total, "conversation")}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}. Newest first, without their words: opening one is written down.`}
        actions={<LinkButton href={measurePath("/measure", filter)}>Back to the figures</LinkButton>}
      />
      <Panel flush>
        {list.items.length === 0 ? (
          <EmptyState
            icon={<SearchX />}
            title={list.keptBlind === 0 ? "None" : "Not listed for you"}
            description={
              list.keptBlind === 0 ? "No conversation is behind this number, with these filters." : KEPT_BLIND
            }
            actions={<LinkButton href={measurePath("/measure", filter)}>Back to the figures</LinkButton>}
          />
        ) : (
          <Table caption={`${cellName(cell)}, newest first`}>
            <TableHead>
              <tr>
                <Th>Read on</Th>
                <Th>Source</Th>
                <Th>Model</Th>
                <Th>Person</Th>
              </tr>
            </TableHead>
            <TableBody>
              {list.items.map((item) => (
                <CaseRow key={item.conversationId} item={item} mayReview={mayReview} />
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
      {list.items.length > 0 && <KeptBlindNote keptBlind={list.keptBlind} />}
      <nav aria-label="Pages of the list" className="flex flex-wrap items-center gap-2">
        {cursor !== undefined && <LinkButton href={all}>Newest</LinkButton>}
        {list.nextCursor !== null && (
          <LinkButton href={measurePath("/measure/cases", filter, { cell: words, cursor: list.nextCursor })}>
            Older
          </LinkButton>
        )}
      </nav>
    </>
  );
}
