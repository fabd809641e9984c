"use client";
import { useMutation } from "@tanstack/react-query";
import { addGold } from "@/components/decide/gold-query";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Takes the conversation of a decision among those whose answer is known. */
export function AddGoldButton({ decisionId }: { decisionId: string }) {
  const add = useMutation({
    mutationFn: () => addGold(decisionId),
    onSuccess: () =>
      toast({ title: "Taken in", description: "It is mixed into the work of those who do not know it." }),
    onError: (error) => toast({ tone: "danger", title: "Not taken in", description: problemText(error) }),
  });
  return (
    <Button size="sm" variant="quiet" loading={add.isPending} disabled={add.isSuccess} onClick={() => add.mutate()}>
      Use as a reference case
    </Button>
  );
}
