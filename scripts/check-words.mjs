import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { isTestFile, lineAt, listFiles } from "./repo-files.mjs";
import { runCheck } from "./run-check.mjs";

/**
 * Words that hurt or mislead, with what to say instead. After reportingonsuicide.org, the Samaritans' media guidelines
 * and the WHO resource for media professionals (2023): suicide is neither a crime nor an achievement, and a person is
 * more than a diagnosis.
 */
const RULES = [
  [/\bcommit(?:s|ted|ting)?\s+(?:\w+\s+)?suicides?\b/gi, '"died by suicide", or "attempted suicide"'],
  [/\b(?:un)?successful(?:ly)?\s+(?:suicid\w*|self[- ]harm)/gi, '"died by suicide", or "survived a suicide attempt"'],
  [/\b(?:failed|completed?|botched)\s+suicid\w*/gi, '"suicide attempt", or "died by suicide"'],
  [
    /\b(?:un)?successful\s+attempts?\s+(?:at|on)\s+(?:suicide|(?:his|her|their)\s+(?:own\s+)?life)/gi,
    '"died by suicide"',
  ],
  [/\bfailed\s+attempts?\s+(?:at|on)\s+(?:suicide|(?:his|her|their)\s+(?:own\s+)?life)/gi, '"suicide attempt"'],
  [/\bnon-?fatal\s+suicides?\b/gi, '"suicide attempt"'],
  [/\bsuicid(?:e|al)\s+(?:gestures?|threats?|bids?)\b/gi, '"suicide attempt", or "said they are thinking of suicide"'],
  [/\bthreaten(?:s|ed|ing)?\s+suicide\b/gi, '"said they are thinking of suicide"'],
  [/\bsuicide\s+victims?\b/gi, '"person who died by suicide"'],
  [/\bsuicide\s+(?:epidemics?|outbreaks?|waves?|sprees?)\b/gi, '"more suicides", with the figure'],
  [/\bparasuicid\w*/gi, '"self-harm", or "suicide attempt"'],
  [/\bself[- ]mutilat\w*/gi, '"self-harm"'],
  [/\bself[- ](?:harmers?|injurers?)\b/gi, '"person who self-harms"'],
  [/\bcr(?:y|ies)\s+for\s+help\b|\battention[- ]seek\w*/gi, '"in distress", or "asking for support"'],
  [/\b(?:the\s+mentally\s+ill|schizophrenics|psychotics|lunatics?|psychos?)\b/gi, '"people with a mental illness"'],
  [/\b(?:drug\s+)?(?:addicts|junk(?:ies|ie)|drug\s+(?:addict|abusers?))\b/gi, '"person who uses drugs"'],
  [
    /\bsuffer(?:s|ed|ing|ers?)?\s+(?:from|of)\s+(?:depression|anxiety|(?:a\s+)?mental|schizophrenia|bipolar)/gi,
    '"lives with"',
  ],
];

/** Where people read what we wrote. Tests hold what other people write, and are left out. */
const PRODUCT_TEXT = /^(?:(?:app|components|domain)\/.*\.tsx?|docs\/.*\.md|[^/]+\.md)$/;

const CODE_IN_MARKDOWN = /^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2[^\n]*$|(`+)[^`\n]+?\3/gm;

/** The texts of a file with their offsets: prose for Markdown; strings, templates and JSX for code. */
function readTexts(file, source) {
  if (file.endsWith(".md")) {
    // Code may quote what is not to be said; as spaces it keeps its lines.
    return [{ text: source.replace(CODE_IN_MARKDOWN, (code) => code.replace(/[^\n]/g, " ")), offset: 0 }];
  }
  const texts = [];
  const add = (node) => {
    // Numbers and regular expressions are literals too.
    if (node.type === "Literal" && typeof node.value !== "string") return;
    texts.push({ text: source.slice(node.start, node.end), offset: node.start });
  };
  const kinds = ["Literal", "TemplateElement", "JSXText"];
  new Visitor(Object.fromEntries(kinds.map((kind) => [kind, add]))).visit(parseSync(file, source).program);
  return texts;
}

/**
 * Holds what the product says to the guidelines for safe messaging on suicide and mental health.
 *
 * @param {string} root absolute path of a repository
 * @returns {string[]} problems as `file:line reason`
 */
export function checkWords(root) {
  return listFiles(root)
    .filter((file) => PRODUCT_TEXT.test(file) && !isTestFile(file))
    .flatMap((file) => {
      const source = readFileSync(path.join(root, file), "utf8");
      return readTexts(file, source).flatMap(({ text, offset }) =>
        RULES.flatMap(([pattern, instead]) =>
          [...text.matchAll(pattern)].map(
            (match) =>
              `${file}:${lineAt(source, offset + match.index)} says "${match[0].replace(/\s+/g, " ")}": say ${instead}`,
          ),
        ),
      );
    });
}

runCheck(import.meta.url, "words", checkWords);
