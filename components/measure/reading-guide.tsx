const TERMS = [
  ["Right (true positive)", "The model named it and a reviewer found it."],
  ["False alarm (false positive)", "The model named it and a reviewer did not find it."],
  ["Missed (false negative)", "A reviewer found it and the model had not named it."],
  ["Rightly not named (true negative)", "Neither the model nor the reviewer saw it."],
  [
    "Interval",
    "The range in which the true value plausibly lies: of a hundred such ranges about ninety-five hold it. It narrows as answers come in.",
  ],
  [
    "Recall",
    "Misses cannot be counted, because nobody reads what was not flagged. They are estimated from samples drawn by chance and read blind. Without answered samples recall is not known, and no number stands in its place.",
  ],
  [
    "Model hidden, model in view",
    "Only a decision made without seeing the model’s answer is an independent witness of the model. The others are counted, and named.",
  ],
  ["Not known", "There is nothing to reckon with, or too little. It does not mean none."],
  [
    "Which decision counts",
    "The one that stands for each conversation: what settled a disagreement before what it settled, a correction before what it corrects.",
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
