import type { ReactNode } from "react";
import { isPageLoad } from "@/components/access/is-page-load";
import { findPageUser } from "@/components/access/page-user";
import { loadSource } from "@/components/ingest/sources/load-source";
import { hasRight } from "@/domain/access/actor";

type Props = { params: Promise<{ sourceId: string }>; children: ReactNode };

/** Answers 404 for what is not there: once the page says that it is loading, its status has been sent. */
export default async function SourceLayout({ params, children }: Props) {
  const { sourceId } = await params;
  const user = (await isPageLoad()) ? await findPageUser() : null;
  if (user !== null && hasRight(user, "source.manage")) await loadSource(user, sourceId);
  return children;
}
