import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";

const NONE = <span className="text-muted">not stated</span>;

function callFacts(call: CallDto) {
  return [
    { term: "Model", detail: <span className="break-all font-mono text-xs">{call.model}</span> },
    { term: "Finished because", detail: call.finishReason ?? NONE },
    { term: "Seed", detail: call.seed ?? NONE },
    { term: "Temperature", detail: call.temperature ?? NONE },
    { term: "Tokens", detail: `${call.promptTokens ?? "–"} in, ${call.completionTokens ?? "–"} out` },
    { term: "Took", detail: `${call.latencyMs.toLocaleString("en")} ms` },
    ...(call.httpStatus === null ? [] : [{ term: "HTTP status", detail: call.httpStatus }]),
    ...(call.error === null ? [] : [{ term: "Error", detail: <span className="break-all">{call.error}</span> }]),
  ];
}

type RawOutputProps = { classification: ClassificationDto; calls: readonly CallDto[] };

/** For whoever wants to check the model: each call with its settings, and what came back to the letter. */
export function RawOutput({ classification, calls }: RawOutputProps) {
  return (
    <details className="group/raw text-xs">
      <summary className="focus-ring -mx-1 flex min-h-6 w-fit items-center gap-1.5 rounded-sm px-1 text-muted hover:text-strong touch:min-h-11">
        <span aria-hidden className="transition-transform group-open/raw:rotate-90">
          ›
        </span>
        Raw output and call details
      </summary>
      <div className="mt-2 grid gap-4">
        <p className="text-muted">
          {classification.engine} · strategy {classification.strategy} ·{" "}
          {calls.length === 1 ? "one call" : `${calls.length} calls`}
        </p>
        {calls.map((call) => (
          <section key={call.position} aria-label={`Call ${call.position + 1}`} className="grid gap-2">
            <DescriptionList items={callFacts(call)} />
            {call.raw === null ? (
              <p className="text-muted">Nothing came back, or it was erased or cannot be opened.</p>
            ) : (
              <div className="grid justify-items-start gap-2">
                <pre
                  dir="ltr"
                  className="wrap-anywhere max-h-72 w-full overflow-y-auto whitespace-pre-wrap rounded-md border bg-sunken p-3 font-mono text-default text-xs"
                >
                  {call.raw}
                </pre>
                <CopyButton text={call.raw} />
              </div>
            )}
          </section>
        ))}
      </div>
    </details>
  );
}
