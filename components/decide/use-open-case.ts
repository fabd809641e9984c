"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { caseOptions } from "@/components/decide/query-options";
import { postForMaybe, postJson, problemText } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import { type CaseDetail, caseDetailSchema } from "@/domain/decide/case-detail";

/** Goes to a case that has just been claimed, with what the claim answered, so that nothing is fetched twice. */
function useShowCase() {
  const queryClient = useQueryClient();
  const router = useRouter();
  const pathname = usePathname();
  return (detail: CaseDetail) => {
    queryClient.setQueryData(caseOptions(detail.id).queryKey, detail);
    const href = `/cases/${detail.id}`;
    if (pathname === href) return;
    // From case to case the page stays and only its case changes: no round trip before the next one is painted.
    if (pathname.startsWith("/cases/")) window.history.pushState(null, "", href);
    else router.push(href);
  };
}

/** Claims the most urgent case and goes there; without one, goes to the queue, which says so. */
export function useTakeNext() {
  const show = useShowCase();
  const router = useRouter();
  const pathname = usePathname();
  return useMutation({
    mutationFn: () => postForMaybe("/api/v1/cases/next", caseDetailSchema),
    onSuccess: (detail) => {
      if (detail) return show(detail);
      toast({ id: "nothing-waits", title: "Nothing more waits", description: "New cases appear here by themselves." });
      if (pathname !== "/triage") router.push("/triage");
    },
    onError: (error) =>
      toast({ tone: "danger", title: "The next case could not be taken", description: problemText(error) }),
  });
}

/** Claims one case that was picked, and goes there. */
export function useTakeCase() {
  const show = useShowCase();
  return useMutation({
    mutationFn: (caseId: string) => postJson(`/api/v1/cases/${caseId}/claim`, undefined, caseDetailSchema),
    onSuccess: show,
  });
}
