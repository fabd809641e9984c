"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { VERDICT_WORDS } from "@/components/audit/review-words";
import { postJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Segmented } from "@/components/ui/segmented";
import { type SignOff, signedOffSchema } from "@/domain/audit/review-dto";

type Verdict = SignOff["verdict"];
const OPTIONS = (Object.entries(VERDICT_WORDS) as [Verdict, string][]).map(([value, label]) => ({ value, label }));

/** Signs off that the reader has looked over a stretch of the log. */
export function SignOffForm({ from, to }: { from: number; to: number }) {
  const router = useRouter();
  const [verdict, setVerdict] = useState<Verdict>("nothing_unusual");
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function sign() {
    setWaiting(true);
    setError(null);
    try {
      await postJson("/api/v1/audit/review", { from, to, verdict }, signedOffSchema);
      router.refresh();
    } catch (problem) {
      setError(problem);
    } finally {
      setWaiting(false);
    }
  }

  return (
    <div className="grid gap-3">
      {error !== null && (
        <Callout tone="danger" live="assertive">
          {problemText(error)}
        </Callout>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <Segmented
          legend="What you found"
          name="verdict"
          options={OPTIONS}
          value={verdict}
          onValueChange={setVerdict}
        />
        <Button variant="primary" loading={waiting} onClick={() => void sign()}>
          Sign off entries {from.toLocaleString("en")} to {(to - 1).toLocaleString("en")}
        </Button>
      </div>
    </div>
  );
}
