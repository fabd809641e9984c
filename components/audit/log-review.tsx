import { pathWith } from "@/components/access/page-query";
import { GROUP_WORDS, VERDICT_WORDS } from "@/components/audit/review-words";
import { SignOffForm } from "@/components/audit/sign-off-form";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { LogReview } from "@/domain/audit/review-dto";

type Group = LogReview["groups"][number];

/** "access.user.created" as "user created". */
const kindLabel = (type: string) => type.split(".").slice(1).join(" ").replaceAll("_", " ");

function GroupPanel({ group, kinds }: Group) {
  const { title, says } = GROUP_WORDS[group];
  return (
    <Panel flush title={title} description={says}>
      <Table caption={title}>
        <TableHead>
          <Row>
            <Th>What</Th>
            <Th align="right">Entries</Th>
            <Th align="right">By how many</Th>
            <Th align="right">By you</Th>
            <Th>Newest</Th>
          </Row>
        </TableHead>
        <TableBody>
          {kinds.map(({ type, events, people, own, lastAt }) => (
            <Row key={type}>
              <Td>
                <TextLink href={pathWith("/audit", { type })}>{kindLabel(type)}</TextLink>
              </Td>
              <Td num>{events.toLocaleString("en")}</Td>
              <Td num>{people.toLocaleString("en")}</Td>
              <Td num>{own.toLocaleString("en")}</Td>
              <Td>
                <TimeAgo at={lastAt} />
              </Td>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

function Past({ reviews }: Pick<LogReview, "reviews">) {
  if (reviews.length === 0) return <EmptyState title="Nobody has signed off the log so far" />;
  return (
    <Table caption="Sign-offs, newest first">
      <TableHead>
        <Row>
          <Th>When</Th>
          <Th>By</Th>
          <Th>Entries</Th>
          <Th>Found</Th>
          <Th align="right">Days until somebody looked</Th>
        </Row>
      </TableHead>
      <TableBody>
        {reviews.map(({ id, signedAt, reviewer, from, to, verdict, daysLate }) => (
          <Row key={id}>
            <Td>
              <TimeAgo at={signedAt} />
            </Td>
            <Td>{reviewer}</Td>
            <Td className="tnum">
              {from.toLocaleString("en")} to {(to - 1).toLocaleString("en")}
            </Td>
            <Td>{VERDICT_WORDS[verdict]}</Td>
            <Td num>{daysLate ?? "–"}</Td>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** What nobody has looked over so far, by what matters, and the way to sign it off. */
export function LogReviewView({ review }: { review: LogReview }) {
  const { from, to, since, lastReviewAt, groups, reviews } = review;
  return (
    <>
      {since === null ? (
        <Callout tone="ok">Everything that is sealed was signed off.</Callout>
      ) : (
        <Callout tone={lastReviewAt === null ? "warn" : "info"} title="Not reviewed">
          {(to - from).toLocaleString("en")} entries since <TimeAgo at={since} />
          {lastReviewAt === null ? ": nobody has ever signed off this log." : "."}
        </Callout>
      )}
      {groups.map((each) => (
        <GroupPanel key={each.group} {...each} />
      ))}
      {to > from && groups.length === 0 && <Callout>Only everyday entries: nothing that asks for a look.</Callout>}
      {to > from && (
        <Panel title="Sign off">
          <SignOffForm key={to} from={from} to={to} />
        </Panel>
      )}
      <Panel flush title="Past sign-offs">
        <Past reviews={reviews} />
      </Panel>
    </>
  );
}
