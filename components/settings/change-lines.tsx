import type { SettingDiff } from "@/components/settings/setting-lines";
import { BidiText } from "@/components/ui/bidi-text";

/** What changed, line by line: what it was, and what it is. Said in words, so that no colour is needed. */
export function ChangeLines({ lines }: { lines: readonly SettingDiff[] }) {
  if (lines.length === 0) return <p className="text-muted text-sm">Nothing differs.</p>;
  return (
    <dl className="grid gap-1.5 text-sm">
      {lines.map(({ key, label, before, after }) => (
        <div key={key} className="grid gap-x-4 sm:grid-cols-[minmax(8rem,2fr)_minmax(0,3fr)]">
          <dt className="wrap-anywhere text-muted">{label}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            {before === null ? (
              <span className="text-muted">new:</span>
            ) : (
              <>
                <span className="sr-only">was </span>
                <BidiText as="span" text={before} className="text-muted line-through" />
              </>
            )}
            <span aria-hidden className="text-faint">
              →
            </span>
            {after === null ? (
              <span className="text-muted">taken away</span>
            ) : (
              <>
                <span className="sr-only">is now </span>
                <BidiText as="span" text={after} className="text-strong" />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
