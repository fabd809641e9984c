import { describe, expect, it } from "vitest";
import { withTree } from "./temporary-tree";

type Exception = { file: string; words: string[] };

const { checkWords }: { checkWords: (root: string, exceptions?: Exception[]) => string[] } = await import(
  new URL("./check-words.mjs", import.meta.url).href
);
const { WORD_RULES }: { WORD_RULES: [pattern: RegExp, instead: string, because: string, source: string][] } =
  await import(new URL("./word-rules.mjs", import.meta.url).href);

/** What must not be said, the part that is reported, and a word of the advice. */
const FORBIDDEN: [text: string, reported: string, advice: string][] = [
  ["He committed suicide", "committed suicide", "died by suicide"],
  ["people who Commit Suicide", "Commit Suicide", "died by suicide"],
  ["committing  mass suicide", "committing mass suicide", "died by suicide"],
  ["a successful suicide attempt", "successful suicide", "died by suicide"],
  ["an unsuccessful suicide", "unsuccessful suicide", "survived"],
  ["a failed suicide attempt", "failed suicide", "suicide attempt"],
  ["a completed suicide", "completed suicide", "died by suicide"],
  ["a failed attempt on her life", "failed attempt on her life", "suicide attempt"],
  ["a successful attempt at suicide", "successful attempt at suicide", "died by suicide"],
  ["a suicidal gesture", "suicidal gesture", "suicide attempt"],
  ["threatened suicide", "threatened suicide", "thinking of suicide"],
  ["suicide victims", "suicide victims", "person who died"],
  ["a suicide epidemic", "suicide epidemic", "more suicides"],
  ["self-mutilation", "self-mutilation", "self-harm"],
  ["a self-harmer", "self-harmer", "person who self-harms"],
  ["only a cry for help", "cry for help", "in distress"],
  ["attention-seeking", "attention-seeking", "in distress"],
  ["the mentally ill", "the mentally ill", "people with a mental illness"],
  ["suffers from depression", "suffers from depression", "lives with"],
  ["they committed self-harm", "committed self-harm", "hurt themselves"],
  ["a nonfatal suicide", "nonfatal suicide", "suicide attempt"],
  ["parasuicidal", "parasuicidal", "self-harm"],
  ["victims of suicide", "victims of suicide", "person who died"],
  ["help for the suicidal", "the suicidal", "people with thoughts"],
  ["manipulative behaviour", "manipulative behaviour", "what the person did"],
  ["drug addicts", "drug addicts", "person who uses drugs"],
  ["That is crazy", "crazy", "what is meant"],
  ["the threat level rises", "threat level", "severity"],
  ["a threat actor", "threat actor", "severity"],
  ["known bad actors", "bad actors", "the person"],
  ["time-wasters", "time-wasters", "the person"],
  ["see the leaderboard", "leaderboard", "that person alone"],
  ["the fastest reviewer", "fastest reviewer", "that person alone"],
  ["an overdose", "overdose", "what kind of risk"],
  ["URGENT: a case waits", "URGENT", "small letters"],
  ["A new case waits! Look", "waits!", "full stop"],
  ["Done!! It is saved", "Done!!", "full stop"],
];

const FINE = [
  "She died by suicide. He survived a suicide attempt.",
  "The job failed; 3 failed attempts to sign in; a successful attempt to deliver.",
  "committed the transaction; suicide risk; self-harm; neglect, exploitation, stalking",
  "There is no leaderboard, and there are no leaderboards. The suicidal thought passed.",
  "T0 is for what is critical, or an emergency. NOTE: urgent cases first. Nothing is lost; a != b; !important",
  "A threat of violence was completed. The upload was completed. Suicide risk: critical.",
];

describe("what the product says", () => {
  it.each(FORBIDDEN)("does not say: %s", (text, reported, advice) => {
    const problems = withTree({ "docs/a.md": `# Title\n\n${text}.` }, checkWords);
    expect(problems).toEqual([expect.stringContaining(`docs/a.md:3 says "${reported}": say `)]);
    expect(problems.join()).toContain(advice);
  });

  it.each(FINE)("may say: %s", (text) => {
    expect(
      withTree({ "docs/a.md": text, "app/page.tsx": `export const a = ${JSON.stringify(text)};` }, checkWords),
    ).toEqual([]);
  });

  it("has an example for every rule, and a reason and a source for each", () => {
    const texts = FORBIDDEN.map(([text]) => text);
    for (const [pattern, instead, because, source] of WORD_RULES) {
      expect(
        texts.filter((text) => text.match(pattern)),
        `nothing shows what ${pattern} is for`,
      ).not.toEqual([]);
      expect(pattern.global).toBe(true);
      expect([instead, because, source].every((part) => part.length > 1)).toBe(true);
    }
  });

  it("is read in strings, templates and JSX, across line ends", () => {
    const files = {
      "app/page.tsx": 'export const a = "committed suicide";',
      "components/a.tsx": "export const A = () => <p title='x'>They\n  committed\n  suicide</p>;",
      "domain/decide/a.ts": "export const a = (n: string) => `Some committed suicide`;",
      "README.md": "They committed\nsuicide.",
    };
    const places = withTree(files, checkWords).map((problem) => problem.split(" ")[0]);
    expect(places).toEqual(["README.md:1", "app/page.tsx:1", "components/a.tsx:2", "domain/decide/a.ts:1"]);
  });

  it("may quote the words of others where the table of exceptions says so, and nowhere else", () => {
    const files = { "docs/a.md": "Their Threat level.", "docs/b.md": "Their threat level." };
    const exceptions = [{ file: "docs/a.md", words: ["threat level"] }];
    const problems = withTree(files, (root) => checkWords(root, exceptions));
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual(["docs/b.md:1"]);
  });

  it("does not concern what others write, code, comments, or other folders", () => {
    const files = {
      "docs/a.md": "Never `committed suicide`.\n\n```\ncommitted suicide\n```\n",
      "domain/ingest/a.test.ts": 'export const a = "committed suicide";',
      "domain/ingest/b.ts": "// committed suicide\nexport const a = /committed suicide/;",
      "inference/prompt.ts": 'export const a = "committed suicide";',
    };
    expect(withTree(files, checkWords)).toEqual([]);
  });
});
