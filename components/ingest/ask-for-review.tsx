"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { z } from "zod";
import { postJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";

const openedSchema = z.object({ caseId: z.string() });

/** Opens a case on a conversation, so that a person looks at it, and goes there. */
export function AskForReview({ conversationId }: { conversationId: string }) {
  const router = useRouter();
  const ask = useMutation({
    mutationFn: () => postJson(`/api/v1/conversations/${conversationId}/case`, {}, openedSchema),
    onSuccess: ({ caseId }) => router.push(`/cases/${caseId}`),
  });
  return (
    <div className="grid justify-items-start gap-1.5">
      <Button loading={ask.isPending || ask.isSuccess} onClick={() => ask.mutate()}>
        Ask for a review
      </Button>
      {ask.isError && (
        <p role="alert" className="text-danger text-xs">
          {problemText(ask.error)}
        </p>
      )}
    </div>
  );
}
