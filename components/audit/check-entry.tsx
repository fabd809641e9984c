"use client";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { checkProof, type ProofCheck } from "@/components/audit/check-proof";
import { fetchJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import type { AuditEventDto } from "@/domain/audit/list-events";
import { type InclusionProof, inclusionProofSchema } from "@/domain/audit/log-dto";

type Result = { check: ProofCheck; proof: InclusionProof | null };

async function check(event: Pick<AuditEventDto, "id" | "leafHash">): Promise<Result> {
  // Browsers hash for pages of a secure origin alone.
  if (globalThis.crypto?.subtle === undefined)
    return { check: { ok: false, why: "This browser checks over HTTPS alone. Use vigil audit verify." }, proof: null };
  try {
    const proof = await fetchJson(`/api/v1/audit/proof?event=${event.id}`, inclusionProofSchema);
    return { check: await checkProof(proof, event), proof };
  } catch (error) {
    return { check: { ok: false, why: problemText(error) }, proof: null };
  }
}

/** Fetches the proof that an entry is in the log and checks it here, in the browser. */
export function CheckEntry({ event }: { event: Pick<AuditEventDto, "id" | "seq" | "leafHash"> }) {
  const [result, setResult] = useState<Result | null>(null);
  const [isChecking, setChecking] = useState(false);

  async function run() {
    setChecking(true);
    setResult(await check(event));
    setChecking(false);
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        loading={isChecking}
        icon={<ShieldCheck aria-hidden size={14} />}
        aria-label={`Check this entry, ${event.seq}`}
        onClick={() => void run()}
      >
        Check this entry
      </Button>
      <p role="status" className="min-w-0 text-pretty text-xs">
        {result?.check.ok && result.proof && (
          <span className="text-ok">
            In the log: this browser hashed it and reached the root that was signed over {result.proof.size} entries, in{" "}
            {result.proof.path.length} steps.
          </span>
        )}
        {result?.check.ok === false && <span className="text-danger">{result.check.why}</span>}
      </p>
    </div>
  );
}
