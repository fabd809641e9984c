import { CopyRow } from "@/components/ingest/sources/copy-row";
import { fillStep, fillTemplate, type StepValues } from "@/components/ingest/sources/fill-step";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";

function Step({ step, values }: { step: string; values: StepValues }) {
  return fillStep(step, values).map(({ key, text, isValue }) =>
    isValue ? (
      <code key={key} className="break-all rounded-sm bg-sunken px-1 py-0.5 font-mono text-strong text-xs">
        {text}
      </code>
    ) : (
      text
    ),
  );
}

/** How to connect a platform: what to paste, where, in order, and what it will not show. */
export function SetupSteps({ platform, values }: { platform: PlatformInfo; values: StepValues }) {
  const { steps, template, limits = [] } = platform.setup;
  const wantsToken = steps.some((step) => step.includes("{verifyToken}"));
  return (
    <div className="grid gap-5">
      <div className="grid gap-3">
        {values.url !== null && <CopyRow label="Address" text={values.url} />}
        {wantsToken && values.verifyToken !== null && <CopyRow label="Verify token" text={values.verifyToken} />}
        {values.secret !== null && <CopyRow label="Secret" text={values.secret} />}
      </div>
      <ol className="grid max-w-prose list-decimal gap-2.5 pl-5 text-default marker:text-muted marker:tabular-nums">
        {steps.map((step) => (
          <li key={step} className="text-pretty pl-1">
            <Step step={step} values={values} />
          </li>
        ))}
      </ol>
      {template && <CopyRow label={template.label} text={fillTemplate(template.text, values)} />}
      {limits.length > 0 && (
        <div className="grid gap-1.5">
          <h3 className="font-medium text-sm text-strong">What it cannot show</h3>
          <ul className="grid max-w-prose list-disc gap-1 pl-5 text-muted marker:text-faint">
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
