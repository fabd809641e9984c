import { REASON_LABELS, STATE_LABELS, TIER_NOTES, tierRank } from "@/components/decide/labels";
import { TextLink } from "@/components/ui/link-button";
import { RankMark } from "@/components/ui/rank-mark";
import type { ConversationDetail } from "@/domain/decide/get-conversation";

type CaseListProps = { cases: ConversationDetail["cases"]; linked: boolean };

/** The cases there were about a conversation, newest first. */
export function CaseList({ cases, linked }: CaseListProps) {
  return (
    <ul className="grid gap-2">
      {cases.map(({ id, reason, state, tier }) => (
        <li key={id} className="flex items-center gap-2.5">
          <RankMark rank={tierRank(tier)} description={TIER_NOTES[tierRank(tier)]} />
          {linked ? (
            <TextLink href={`/cases/${id}`}>{REASON_LABELS[reason]}</TextLink>
          ) : (
            <span className="text-strong">{REASON_LABELS[reason]}</span>
          )}
          <span className="ml-auto text-muted text-xs">{STATE_LABELS[state]}</span>
        </li>
      ))}
    </ul>
  );
}
