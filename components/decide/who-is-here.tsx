"use client";
import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { presenceOptions } from "@/components/wellbeing/query-options";

/** Who else has this case before them now. Whoever holds it is named beside it anyway. */
export function WhoIsHere({ caseId, holder }: { caseId: string; holder: string | null }) {
  const { data } = useQuery(presenceOptions({ caseId }));
  const names = (data?.others ?? []).map(({ name }) => name).filter((name) => name !== holder);
  if (names.length === 0) return null;
  const said = names.length === 1 ? `${names[0]} looks at this too` : `${names.join(", ")} look at this too`;
  return (
    <span title={said} className="flex min-w-0 items-center gap-1.5 text-muted text-xs">
      <Eye aria-hidden size={13} className="shrink-0" />
      <span className="max-w-40 truncate max-lg:sr-only">{said}</span>
      <span aria-hidden className="lg:hidden">
        {names.length}
      </span>
    </span>
  );
}
