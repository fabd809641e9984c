import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { isPageLoad } from "@/components/access/is-page-load";
import { findPageUser } from "@/components/access/page-user";
import { hasRight } from "@/domain/access/actor";
import { hasConversation } from "@/domain/ingest/has-conversation";

type Props = { params: Promise<{ conversationId: string }>; children: ReactNode };

/** Answers 404 for what is not there: once the page says that it is loading, its status has been sent. */
export default async function ConversationLayout({ params, children }: Props) {
  const { conversationId } = await params;
  const user = (await isPageLoad()) ? await findPageUser() : null;
  const mayRead = user !== null && hasRight(user, "conversation.read");
  if (mayRead && !(await hasConversation(user, conversationId))) notFound();
  return children;
}
