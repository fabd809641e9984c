import { isNode, LineCounter, parseDocument } from "yaml";
import { nearestName } from "@/lib/env/nearest-name";
import { CompileContext, UnreadablePattern } from "./compile-context";
import { hasTellingWord } from "./phrase-index";
import type { RuleFiles } from "./rule-files";
import { type Overlay, overlaySchema } from "./rule-schema";

/** What is wrong with an overlay and what to do about it. `line` counts from 1; `rule` is `type/id` where one is meant. */
export type OverlayProblem = { line: number; rule: string | null; message: string };

/** An overlay that cannot be used, with everything that is wrong with it. Its message holds no pattern. */
export class UnreadableOverlay extends Error {
  constructor(readonly problems: readonly OverlayProblem[]) {
    super(
      `The overlay of the offline rules has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}`,
    );
    this.name = "UnreadableOverlay";
  }
}

/** How large an overlay may be; the built-in rules have about 3,000 patterns. */
export const OVERLAY_LIMITS = { characters: 65_536, rules: 200, patterns: 2_000, patternCharacters: 400 } as const;

type Path = readonly PropertyKey[];
type Written = { overlay: Overlay; lineOf: (path: Path) => number };

function refuse(line: number, message: string, rule: string | null = null): never {
  throw new UnreadableOverlay([{ line, rule, message }]);
}

function readYaml(text: string): Written {
  if (text.length > OVERLAY_LIMITS.characters)
    refuse(1, `holds ${text.length} characters; at most ${OVERLAY_LIMITS.characters} are allowed`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) refuse(lines.linePos(broken.pos[0]).line, `is not valid YAML: ${broken.code}`);
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch {
    return refuse(1, "uses YAML aliases (&, *); write the values out");
  }
  const parsed = overlaySchema.safeParse(value);
  if (parsed.success) return { overlay: parsed.data, lineOf };
  throw new UnreadableOverlay(
    parsed.error.issues.map(({ path, message }) => ({
      line: lineOf(path),
      rule: null,
      message: path.length > 0 ? `${path.join(".")}: ${message}` : message,
    })),
  );
}

/** A gap inside brackets would make the time to match grow with a power of the sentence's length. */
function hasGapInBrackets(pattern: string): boolean {
  let depth = 0;
  for (const piece of pattern.match(/[()]|\.{2,3}/gu) ?? []) {
    if (piece === "(") depth += 1;
    else if (piece === ")") depth -= 1;
    else if (depth > 0) return true;
  }
  return false;
}

function problemOf(text: string, context: CompileContext): string | null {
  if (text.length > OVERLAY_LIMITS.patternCharacters)
    return `the pattern has ${text.length} characters; split it, ${OVERLAY_LIMITS.patternCharacters} are allowed`;
  if (hasGapInBrackets(text)) return "a gap (..) stands inside brackets; move it outside, or write two patterns";
  try {
    const [pattern] = context.patterns([text], { rule: "", list: "any" });
    if (pattern !== undefined && hasTellingWord(pattern)) return null;
    return "the pattern holds only very common words and would match almost everything; add a word that tells";
  } catch (error) {
    if (error instanceof UnreadablePattern) return error.reason;
    throw error;
  }
}

function patternProblems({ overlay, lineOf }: Written, context: CompileContext): OverlayProblem[] {
  return overlay.rules.flatMap((rule, at) =>
    (["any", "unless"] as const).flatMap((list) =>
      (rule[list] ?? []).flatMap((text, index) => {
        const message = problemOf(text, context);
        return message === null
          ? []
          : [{ line: lineOf(["rules", at, list, index]), rule: `${rule.type}/${rule.id}`, message }];
      }),
    ),
  );
}

function keyProblems({ overlay, lineOf }: Written, builtIn: ReadonlySet<string>): OverlayProblem[] {
  const seen = new Set<string>();
  const rules = overlay.rules.flatMap(({ type, id }, at): OverlayProblem[] => {
    const rule = `${type}/${id}`;
    const twice = seen.has(rule);
    seen.add(rule);
    if (!twice && !builtIn.has(rule)) return [];
    const message = twice
      ? "two rules have this type and id; rename one"
      : "is the name of a built-in rule; choose another id, and disable the built-in one if yours replaces it";
    return [{ line: lineOf(["rules", at]), rule, message }];
  });
  const disabled = overlay.disable.flatMap((key, at): OverlayProblem[] => {
    if (builtIn.has(key)) return [];
    const meant = nearestName(key, [...builtIn]);
    const message = `there is no built-in rule "${key}" to disable${meant ? `; did you mean "${meant}"?` : ""}`;
    return [{ line: lineOf(["disable", at]), rule: null, message }];
  });
  return [...rules, ...disabled];
}

function sizeProblems({ overlay, lineOf }: Written): OverlayProblem[] {
  const patterns = overlay.rules.reduce((sum, { any, unless = [] }) => sum + any.length + unless.length, 0);
  const problem = (message: string) => [{ line: lineOf(["rules"]), rule: null, message }];
  if (overlay.rules.length > OVERLAY_LIMITS.rules)
    return problem(`${overlay.rules.length} rules; at most ${OVERLAY_LIMITS.rules} are allowed`);
  if (patterns > OVERLAY_LIMITS.patterns)
    return problem(`${patterns} patterns; at most ${OVERLAY_LIMITS.patterns} are allowed`);
  return [];
}

/**
 * Reads an overlay and checks it against the rules it goes on top of. @throws UnreadableOverlay naming every problem with
 * its line, its rule and what to do.
 */
export function parseOverlay(text: string, builtIn: RuleFiles): Overlay {
  const written = readYaml(text);
  const tooLarge = sizeProblems(written);
  if (tooLarge.length > 0) throw new UnreadableOverlay(tooLarge);
  const keys = new Set([...builtIn.rules, ...builtIn.combinations].map(({ key }) => key));
  const problems = [
    ...keyProblems(written, keys),
    ...patternProblems(written, new CompileContext(builtIn.lexicon)),
  ].toSorted((a, b) => a.line - b.line);
  if (problems.length > 0) throw new UnreadableOverlay(problems);
  return written.overlay;
}
