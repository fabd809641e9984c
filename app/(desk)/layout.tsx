import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { findPageUser } from "@/components/access/page-user";
import { roomsOf } from "@/components/access/rooms";
import { signInPath } from "@/components/access/safe-next";
import { AlertBell } from "@/components/alerts/alert-bell";
import { AlertWatch } from "@/components/alerts/alert-watch";
import { LiveProvider } from "@/components/query/live";
import { QueryProvider } from "@/components/query/query-provider";
import { DeskShell } from "@/components/shell/desk-shell";
import { CalmMode } from "@/components/wellbeing/calm-mode";
import { preferencesOptions } from "@/components/wellbeing/query-options";
import { hasRight } from "@/domain/access/actor";
import { getPreferences } from "@/domain/triage/wellbeing/get-preferences";
import { readingsAreProvisional } from "@/inference/choose-engine";

const PROVISIONAL = (
  <>
    <strong className="font-medium text-strong">Readings are provisional:</strong> no model server is connected. Keyword
    rules read each conversation; everything is read again once a model answers.
  </>
);

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const user = await findPageUser();
  if (!user) redirect(signInPath((await headers()).get("x-pathname") ?? "/"));
  const { name, email, roles } = user;
  const shown = {
    name,
    email,
    roles,
    reviews: hasRight(user, "case.claim"),
    finds: hasRight(user, "conversation.find"),
  };
  const client = new QueryClient();
  await client.prefetchQuery({ ...preferencesOptions(), queryFn: () => getPreferences(user) });
  return (
    <QueryProvider>
      <HydrationBoundary state={dehydrate(client)}>
        <CalmMode />
        <LiveProvider>
          <AlertWatch />
          <DeskShell
            user={shown}
            items={roomsOf(user)}
            notice={readingsAreProvisional() ? PROVISIONAL : null}
            bell={<AlertBell />}
          >
            {children}
          </DeskShell>
        </LiveProvider>
      </HydrationBoundary>
    </QueryProvider>
  );
}
