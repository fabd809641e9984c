import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { ThreadPartsLine } from "@/components/decide/thread-parts";
import { AskForReview } from "@/components/ingest/ask-for-review";
import { CaseList } from "@/components/ingest/case-list";
import { DecisionSummary } from "@/components/ingest/decision-summary";
import { ReadOnlyTranscript } from "@/components/ingest/read-only-transcript";
import { ReadingSummary } from "@/components/ingest/reading-summary";
import { RefreshUntilRead } from "@/components/ingest/refresh-until-read";
import { StatusBadge } from "@/components/ingest/status-badge";
import { isUnread } from "@/components/ingest/statuses";
import { KeptNotice } from "@/components/privacy/kept-notice";
import { TextLink } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { type ConversationDetail, getConversation } from "@/domain/decide/get-conversation";
import { AppError } from "@/lib/errors/app-error";

// The title names no content: it stands in the browser's history.
export const metadata: Metadata = { title: "Conversation" };

async function load(user: UserActor, id: string): Promise<ConversationDetail> {
  try {
    return await getConversation(user, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}

function Reading({ conversation }: { conversation: ConversationDetail }) {
  const { classification, status, revision } = conversation;
  return (
    <Panel title="Newest reading">
      <div className="grid gap-4">
        {isUnread(status) && <RefreshUntilRead />}
        {classification !== null && classification.revision < revision && (
          <p className="text-muted text-xs">
            Newer messages came in since: this is about revision {classification.revision} of {revision}.
          </p>
        )}
        {classification !== null && (
          <ReadingSummary reading={classification} messageIds={conversation.messages?.map((message) => message.id)} />
        )}
        {classification === null && !isUnread(status) && (
          <p className="text-pretty text-muted">
            {conversation.erasedAt === null
              ? "Hidden while a review is open that must not see it."
              : "It was erased before anything had read it."}
          </p>
        )}
      </div>
    </Panel>
  );
}

function Cases({ conversation, user }: { conversation: ConversationDetail; user: UserActor }) {
  const { cases, id, status } = conversation;
  const live = cases.some((each) => each.state !== "decided" && each.state !== "closed");
  const mayAsk = hasRight(user, "case.open") && conversation.emptiedAt === null && !live && !isUnread(status);
  return (
    <Panel title="Cases">
      <div className="grid gap-4">
        {cases.length > 0 ? (
          <CaseList cases={cases} linked={hasRight(user, "case.read")} />
        ) : (
          <p className="text-muted">None: nothing in the reading called for one.</p>
        )}
        {mayAsk && <AskForReview conversationId={id} />}
      </div>
    </Panel>
  );
}

type Props = { params: Promise<{ conversationId: string }> };

export default async function ConversationPage({ params }: Props) {
  const { conversationId } = await params;
  const user = await requirePageUser(`/conversations/${conversationId}`);
  if (!hasRight(user, "conversation.read")) return <NoAccess what="reading conversations" />;
  const conversation = await load(user, conversationId);
  const { source, decision } = conversation;
  return (
    <Page>
      <PageHeader
        title="Conversation"
        meta={
          <>
            <StatusBadge status={conversation.status} />
            <span>
              Received <TimeAgo at={conversation.receivedAt} />
            </span>
            <span>
              from <TextLink href={`/conversations?source=${source.id}`}>{source.name}</TextLink>
            </span>
            {conversation.externalId !== null && (
              <bdi className="wrap-anywhere font-mono">{conversation.externalId}</bdi>
            )}
            <ThreadPartsLine of={conversation} />
            {hasRight(user, "audit.read") && (
              <TextLink href={`/audit?conversationId=${conversation.id}`}>Its record</TextLink>
            )}
          </>
        }
      />
      <KeptNotice
        erasedAt={conversation.erasedAt}
        emptiedAt={conversation.emptiedAt}
        heldSince={conversation.heldSince}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem] [&>*]:min-w-0">
        <Panel flush title="Messages">
          <ReadOnlyTranscript messages={conversation.messages ?? []} />
        </Panel>
        <div className="grid gap-6 lg:sticky lg:top-6">
          <Reading conversation={conversation} />
          {decision !== null && (
            <Panel title="Decision">
              <DecisionSummary decision={decision} linkCase={hasRight(user, "case.read")} />
            </Panel>
          )}
          <Cases conversation={conversation} user={user} />
        </div>
      </div>
    </Page>
  );
}
