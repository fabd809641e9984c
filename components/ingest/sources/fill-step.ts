/** A part of a step: words as they are, or the value that stands in the place of a placeholder. */
export type StepPart = { key: string; text: string; isValue: boolean };

/** What stands for `{url}`, `{secret}` and `{verifyToken}`; null for what is not known, or not shown any more. */
export type StepValues = Readonly<Record<"url" | "secret" | "verifyToken", string | null>>;

const PLACEHOLDER = /\{(url|secret|verifyToken)\}/g;
const UNKNOWN: Readonly<Record<keyof StepValues, string>> = {
  url: "the address",
  secret: "the secret that was shown once",
  verifyToken: "the verify token",
};

function isPlaceholder(name: string | undefined): name is keyof StepValues {
  return name !== undefined && name in UNKNOWN;
}

/** Splits a step of a platform's setup around its placeholders, and fills them in. Pure. */
export function fillStep(step: string, values: StepValues): StepPart[] {
  const pieces = step.split(PLACEHOLDER);
  return pieces.flatMap((piece, index) => {
    const key = `${index}`;
    if (index % 2 === 0 || !isPlaceholder(piece)) return piece === "" ? [] : [{ key, text: piece, isValue: false }];
    const value = values[piece];
    return [{ key, text: value ?? UNKNOWN[piece], isValue: value !== null }];
  });
}

/** Fills in a template that is copied as a whole. What is not known stays a placeholder, so that it is seen. Pure. */
export function fillTemplate(text: string, values: StepValues): string {
  return text.replaceAll(PLACEHOLDER, (placeholder, name: string) =>
    isPlaceholder(name) ? (values[name] ?? placeholder) : placeholder,
  );
}
