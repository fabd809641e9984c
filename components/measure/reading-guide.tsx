const TERMS = [
  ["Right (true positive)", "The model named it and a reviewer found it."],
  ["False alarm (false positive)", "The model named it and a reviewer did not find it."],
  ["Missed (false negative)", "A reviewer found it and the model had not named it."],
  ["Rightly not named (true negative)", "Neither the model nor the reviewer saw it."],
  [
    "Interval",
    "Wilson’s score interval at 95%: the range in which the true share plausibly lies. It narrows as decisions come in.",
  ],
  [
    "Which decision counts",
    "The newest one on each conversation that was not taken back, against the reading it was about.",
  ],
] as const;

/** What the words on this page mean. */
export function ReadingGuide() {
  return (
    <details className="group text-sm">
      <summary className="focus-ring w-fit rounded-sm font-medium text-accent">How to read these figures</summary>
      <dl className="mt-3 grid max-w-prose gap-3">
        {TERMS.map(([term, meaning]) => (
          <div key={term} className="grid gap-0.5">
            <dt className="font-medium text-strong">{term}</dt>
            <dd className="text-pretty text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
