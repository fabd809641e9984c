import { type CallGroup, callTitle, groupCalls, purposeLabel } from "@/components/decide/call-groups";
import type { MessageNumbers } from "@/components/decide/reading-facts";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";

const NONE = <span className="text-muted">not stated</span>;
/** With more calls than this each one is folded. */
const MANY = 2;

function percent(share: number): string {
  return `${(share * 100).toLocaleString("en", { maximumFractionDigits: 1 })}%`;
}

function leanFacts({ flagScore, severityScores, scoreCensored }: CallDto) {
  if (flagScore === null) return [];
  const bound = scoreCensored ? " (a bound: the server left out an alternative)" : "";
  const severities = Object.entries(severityScores ?? {}).map(([name, share]) => `${name} ${percent(share)}`);
  return [
    { term: "Lean", detail: `${percent(flagScore)} towards naming a risk${bound}` },
    ...(severities.length === 0 ? [] : [{ term: "Lean of severity", detail: severities.join(", ") }]),
  ];
}

function callFacts(call: CallDto) {
  const mono = (text: string) => <span className="break-all font-mono text-xs">{text}</span>;
  return [
    { term: "Model", detail: mono(call.model) },
    ...(call.endpoint === null ? [] : [{ term: "Endpoint", detail: mono(call.endpoint) }]),
    ...(call.requestId === null ? [] : [{ term: "Request", detail: mono(call.requestId) }]),
    { term: "Purpose", detail: purposeLabel(call.purpose) },
    { term: "Finished because", detail: call.finishReason ?? NONE },
    { term: "Seed", detail: call.seed ?? NONE },
    { term: "Temperature", detail: call.temperature ?? NONE },
    { term: "Held to the format", detail: call.constrained ? "yes" : "no" },
    { term: "Tokens", detail: `${call.promptTokens ?? "–"} in, ${call.completionTokens ?? "–"} out` },
    { term: "Took", detail: `${call.latencyMs.toLocaleString("en")} ms` },
    ...leanFacts(call),
    ...(call.httpStatus === null ? [] : [{ term: "HTTP status", detail: call.httpStatus }]),
    ...(call.error === null ? [] : [{ term: "Error", detail: <span className="break-all">{call.error}</span> }]),
  ];
}

function CallBody({ call }: { call: CallDto }) {
  return (
    <div className="grid gap-2">
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
    </div>
  );
}

type GroupProps = { group: CallGroup; judges: number | null; folded: boolean };

function Group({ group, judges, folded }: GroupProps) {
  return (
    <section aria-label={group.title ?? "Calls"} className="grid gap-2">
      {group.title !== null && <h3 className="font-medium text-strong">{group.title}</h3>}
      {group.reused && <p className="text-muted">Taken over from an earlier reading of the same messages.</p>}
      {group.calls.map((call) => {
        const title = callTitle(call, judges);
        return folded ? (
          <details key={call.position}>
            <summary className="focus-ring w-fit rounded-sm py-1 text-muted hover:text-strong touch:min-h-11">
              {title}
            </summary>
            <CallBody call={call} />
          </details>
        ) : (
          <section key={call.position} aria-label={`Call ${call.position + 1}`}>
            <p className="text-muted">{title}</p>
            <CallBody call={call} />
          </section>
        );
      })}
    </section>
  );
}

type RawOutputProps = { classification: ClassificationDto; calls: readonly CallDto[]; numbers: MessageNumbers };

/** For whoever wants to check the model: each call with its settings, and what came back to the letter. */
export function RawOutput({ classification, calls, numbers }: RawOutputProps) {
  const { engine, strategy, judges, modelRevision, dtype, flagScore } = classification;
  const groups = groupCalls(calls, classification.windows, numbers);
  const facts = [
    engine,
    `strategy ${strategy}`,
    ...(judges === null ? [] : [`${judges} judges`]),
    calls.length === 1 ? "one call" : `${calls.length} calls`,
    ...(dtype === null ? [] : [dtype]),
    ...(modelRevision === null ? [] : [`weights ${modelRevision}`]),
  ];
  return (
    <details className="group/raw text-xs">
      <summary className="focus-ring -mx-1 flex min-h-6 w-fit items-center gap-1.5 rounded-sm px-1 text-muted hover:text-strong touch:min-h-11">
        <span aria-hidden className="transition-transform group-open/raw:rotate-90">
          ›
        </span>
        Raw output and call details
      </summary>
      <div className="mt-2 grid gap-4">
        <p className="wrap-anywhere text-muted">{facts.join(" · ")}</p>
        {flagScore !== null && (
          <p className="text-muted">
            The lean says how much the model, by the weights of its own words, tended towards naming any risk. It says
            nothing about how likely harm is.
          </p>
        )}
        {groups.map((group) => (
          <Group key={group.window} group={group} judges={judges} folded={calls.length > MANY} />
        ))}
      </div>
    </details>
  );
}
