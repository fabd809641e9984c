import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { isTestFile, lineAt, listFiles } from "./repo-files.mjs";
import { runCheck } from "./run-check.mjs";
import { WORD_EXCEPTIONS, WORD_RULES } from "./word-rules.mjs";

/** Where people read what we wrote. Tests hold what other people write, and are left out. */
const PRODUCT_TEXT =
  /^(?:(?:app|bin|components|domain|lib)\/.*\.tsx?|prisma\/demo-polic\w+\.ts|docs\/.*\.md|[^/]+\.md)$/;

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

const isExcepted = (exceptions, file, said) =>
  exceptions.some((each) => each.file === file && each.words.includes(said.toLowerCase()));

/**
 * Holds what the product says to the guidelines for safe messaging on suicide and mental health.
 *
 * @param {string} root absolute path of a repository
 * @param {{ file: string, words: string[] }[]} exceptions what a file may say nevertheless
 * @returns {string[]} problems as `file:line reason`
 */
export function checkWords(root, exceptions = WORD_EXCEPTIONS) {
  return listFiles(root)
    .filter((file) => PRODUCT_TEXT.test(file) && !isTestFile(file))
    .flatMap((file) => {
      const source = readFileSync(path.join(root, file), "utf8");
      return readTexts(file, source).flatMap(({ text, offset }) =>
        WORD_RULES.flatMap(([pattern, instead, because]) =>
          [...text.matchAll(pattern)]
            .filter((match) => !isExcepted(exceptions, file, match[0]))
            .map(
              (match) =>
                `${file}:${lineAt(source, offset + match.index)} says "${match[0].replace(/\s+/g, " ")}": say ${instead} (${because})`,
            ),
        ),
      );
    });
}

runCheck(import.meta.url, "words", checkWords);
