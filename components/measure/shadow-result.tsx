import Link from "next/link";
import { costItems } from "@/components/measure/cost-words";
import { counted } from "@/components/measure/figures";
import { MODEL_LABELS } from "@/components/measure/measure-words";
import { DecisionsPanel, RatesPanel } from "@/components/measure/shadow-decisions";
import { answersOf, SIDE_LABELS, SIDES, shadowCasesPath, unseenFlags } from "@/components/measure/shadow-words";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { ShadowRunDto } from "@/domain/measure/shadow/shadow-dto";
import type { ShadowResult as Result, ShadowCasesQuery, ShadowSide } from "@/domain/measure/shadow/shadow-result-dto";
import type { Outcome } from "@/inference/risk";

type Parts = { run: ShadowRunDto; result: Result };

const TIERS = [0, 1, 2, 3] as const;

/** A count that leads to its conversations; a plain 0 leads nowhere. */
function CountLink({ runId, n, query, says }: { runId: string; n: number; query: ShadowCasesQuery; says: string }) {
  if (n === 0) return <span className="text-faint">0</span>;
  return (
    <Link
      href={shadowCasesPath(runId, query)}
      aria-label={`${counted(n, "conversation")}: ${says}`}
      className="focus-ring rounded-sm underline decoration-line-strong underline-offset-3"
    >
      {n.toLocaleString("en")}
    </Link>
  );
}

/** What the two readings said, and what people made of it. */
function DifferencePanel({ run, result }: Parts) {
  const nameOf = (standing: Outcome, shadow: Outcome) => {
    if (standing === shadow)
      return standing === "unscored" ? "Neither could read" : `Both say ${MODEL_LABELS[shadow].toLowerCase()}`;
    return `${MODEL_LABELS[standing]}, then ${MODEL_LABELS[shadow].toLowerCase()}`;
  };
  const differing = [...result.cells].sort((a, b) => Number(a.standing === a.shadow) - Number(b.standing === b.shadow));
  return (
    <Panel
      flush
      title="What would have been different"
      description="What stood, then what the shadow reading says, and what people decided on the same words. Press a number to see its conversations."
    >
      <Table caption="Conversations by what both readings say and what people decided">
        <TableHead>
          <tr>
            <Th>What stood, then shadow</Th>
            <Th align="right">Conversations</Th>
            <Th align="right">Person: risk</Th>
            <Th align="right">Person: no risk</Th>
            <Th align="right">Undecided</Th>
          </tr>
        </TableHead>
        <TableBody>
          {differing.map((cell) => {
            const { standing, shadow, n } = cell;
            const name = nameOf(standing, shadow);
            const counts = answersOf(cell);
            return (
              <Row key={name}>
                <Th scope="row">{name}</Th>
                <Td num>
                  <CountLink runId={run.id} n={n} query={{ standing, shadow }} says={name} />
                </Td>
                {(["risk", "none", "undecided"] as const).map((answer) => (
                  <Td key={answer} num>
                    <CountLink
                      runId={run.id}
                      n={counts[answer]}
                      query={{ standing, shadow, answer }}
                      says={`${name}, ${answer === "undecided" ? "undecided" : `a person found ${answer === "risk" ? "a" : "no"} risk`}`}
                    />
                  </Td>
                ))}
              </Row>
            );
          })}
        </TableBody>
      </Table>
    </Panel>
  );
}

const rangeText = ({ estimate }: ShadowSide["queue"]) =>
  estimate === null
    ? "–"
    : `${Math.round(estimate.value).toLocaleString("en")} (${estimate.low.toLocaleString("en")} to ${estimate.high.toLocaleString("en")})`;

/** How much work each reading makes, and how urgent. */
function QueuePanel({ run, result }: Parts) {
  const tierOf = { standing: "standingTier", shadow: "shadowTier" } as const;
  return (
    <Panel
      flush
      title="The queue that each would have made"
      description="Flagged or not readable, by the tier its worst risk asks for. Samples and cases opened by hand are not in it."
    >
      <Table caption="Cases by tier, for what stood and for the shadow reading">
        <TableHead>
          <tr>
            <Th>Tier</Th>
            {SIDES.map((side) => (
              <Th key={side} align="right">
                {SIDE_LABELS[side]}
              </Th>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {TIERS.map((tier) => (
            <Row key={tier}>
              <Th scope="row">Tier {tier}</Th>
              {SIDES.map((side) => (
                <Td key={side} num>
                  <CountLink
                    runId={run.id}
                    n={result[side].queue.tiers[tier] ?? 0}
                    query={{ [tierOf[side]]: tier }}
                    says={`${SIDE_LABELS[side]}, tier ${tier}`}
                  />
                </Td>
              ))}
            </Row>
          ))}
          <Row>
            <Th scope="row" className="font-medium text-strong">
              All cases
            </Th>
            {SIDES.map((side) => (
              <Td key={side} num className="font-medium text-strong">
                {result[side].queue.cases.toLocaleString("en")}
              </Td>
            ))}
          </Row>
          {run.chosen < run.population && (
            <Row>
              <Th scope="row">Of all {run.population.toLocaleString("en")} that fit, about</Th>
              {SIDES.map((side) => (
                <Td key={side} num className="text-muted text-xs">
                  {rangeText(result[side].queue)}
                </Td>
              ))}
            </Row>
          )}
        </TableBody>
      </Table>
    </Panel>
  );
}

/** All that came of a run that has finished. */
export function ShadowResult({ run, result }: Parts) {
  if (result.read === 0) {
    return (
      <Callout tone="warn" title="Nothing could be read">
        All conversations that were drawn had lost their words meanwhile. There is nothing to compare.
      </Callout>
    );
  }
  const unseen = unseenFlags(result);
  return (
    <>
      {unseen > 0 && (
        <Callout
          tone="warn"
          title={`${counted(unseen, "conversation")} that only the shadow reading flags, and nobody has decided on`}
          actions={
            <LinkButton
              size="sm"
              href={shadowCasesPath(run.id, { standing: "none", shadow: "risk", answer: "undecided" })}
            >
              See which
            </LinkButton>
          }
        >
          No case was opened for them. Open the conversation, and a case from there, where somebody should look.
        </Callout>
      )}
      <DifferencePanel run={run} result={result} />
      <DecisionsPanel run={run} result={result} />
      <RatesPanel result={result} />
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <QueuePanel run={run} result={result} />
        <Panel
          title="What it cost"
          description="Readings in the background give way to live ones: times are not those of live readings."
        >
          <DescriptionList items={costItems(result.cost, "a conversation")} />
        </Panel>
      </div>
    </>
  );
}
