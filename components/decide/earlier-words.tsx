"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { EarlierFacts, type EarlierItem } from "@/components/decide/earlier-list";
import { earlierWordsOptions } from "@/components/decide/earlier-query";
import { Transcript } from "@/components/decide/transcript";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { TextLink } from "@/components/ui/link-button";
import { SkeletonLines } from "@/components/ui/skeleton";

const NOTHING: ReadonlySet<string> = new Set();
const ignore = () => undefined;

/** One of the other conversations, to be read. Opening it is on record, like any look at a conversation. */
export function EarlierWords({ item, onBack }: { item: EarlierItem; onBack: () => void }) {
  const query = useQuery(earlierWordsOptions(item.id));
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <section aria-label="Earlier conversation">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-5 py-2.5 text-muted text-xs">
        <Button ref={back} size="sm" icon={<ArrowLeft aria-hidden size={14} />} onClick={onBack}>
          All of them
        </Button>
        <EarlierFacts item={item} />
        <TextLink href={`/conversations/${item.id}`}>Its page</TextLink>
      </div>
      {query.isPending ? (
        <SkeletonLines className="p-5" lines={8} label="Loading the conversation" />
      ) : query.data === undefined ? (
        <ErrorState
          title="The conversation could not be read"
          whatToDo={problemText(query.error)}
          onRetry={() => void query.refetch()}
        />
      ) : query.data.messages.length === 0 ? (
        <p className="p-5 text-muted text-sm">This conversation holds no messages.</p>
      ) : (
        <Transcript
          messages={query.data.messages}
          seen={null}
          since=""
          picking={false}
          picked={NOTHING}
          onPick={ignore}
        />
      )}
    </section>
  );
}
