import { describe, expect, it } from "vitest";
import { withTree } from "./temporary-tree";

const { checkDocs }: { checkDocs: (root: string) => string[] } = await import(
  new URL("./check-docs.mjs", import.meta.url).href
);

const TREE = {
  ".gitignore": "data/\nbench/results.json\n",
  "package.json": JSON.stringify({ scripts: { start: "x", "db:generate": "x" } }),
  "app/(desk)/cases/[caseId]/page.tsx": "",
  "domain/ingest/platforms/slack.ts": "",
  "domain/triage/rules.ts": "",
  "lib/clock.ts": "",
  "docs/desk.png": "",
  "docs/decisions/0001-first.md": "# First\n",
};

const FENCE = "```";

const CLEAN = `# Vigil: the desk
[First](docs/decisions/0001-first.md#first) · [all](docs/decisions/) · [here](#vigil-the-desk) · [out](https://example.org/a)
![The desk](docs/desk.png) <img src="docs/desk.png">

\`domain/triage/rules.ts\`, \`domain/triage/rules.ts:12\`, \`domain/triage/\`, \`domain/*/platforms/*.ts\`, \`domain/{triage,ingest}\`,
\`domain/ingest/platforms/<platform>.ts\`, \`app/api/v1/…\`, \`docs/decisions/NNNN-title.md\`, \`@/lib/clock\`, \`rules.ts\`,
\`app/(desk)/cases/[caseId]/page.tsx\`, \`bench/results.json\`, \`/api/v1/cases\`, \`https://x.org/lib/a.ts\`, \`DATA_DIR\`,
\`text/event-stream\`, \`npm run db:generate\` and \`npm start\`.

${FENCE}
domain/not-checked/in-a-fence.ts  npm run db:generate -- --x
${FENCE}
`;

const VIOLATIONS: [title: string, line: string, problem: string][] = [
  ["a file that is gone", "See `domain/triage/gone.ts`.", "README.md:1 `domain/triage/gone.ts` does not exist"],
  ["a folder that is gone", "See `lib/gone/`.", "README.md:1 `lib/gone` does not exist"],
  ["a top folder that is gone", "See `e2e/story.spec.ts`.", "README.md:1 `e2e/story.spec.ts` does not exist"],
  ["a path inside a command", "Run `node scripts/gone.mjs --x`.", "README.md:1 `scripts/gone.mjs` does not exist"],
  ["a glob that matches nothing", "See `domain/*/formats/*.ts`.", "README.md:1 `domain/*/formats/*.ts` does not exist"],
  ["a bare file name nobody has", "See `gone-rules.ts`.", "README.md:1 `gone-rules.ts` does not exist"],
  ["a link to nothing", "\n[x](docs/gone.md)", "README.md:2 links to docs/gone.md, which does not exist"],
  ["a picture that is gone", "![x](docs/gone.png)", "README.md:1 links to docs/gone.png, which does not exist"],
  ["a link to what git ignores", "[x](data/a.json)", "README.md:1 links to data/a.json, which does not exist"],
  [
    "a heading that is gone",
    "[x](docs/decisions/0001-first.md#second)",
    "README.md:1 links to docs/decisions/0001-first.md#second, but docs/decisions/0001-first.md has no such heading",
  ],
  ["an unknown npm script", "`npm run gone`", 'README.md:1 npm has no script "gone"'],
  ["an unknown npm script in a fence", `${FENCE}\nnpm test\n${FENCE}`, 'README.md:2 npm has no script "test"'],
];

describe("the documents", () => {
  it("may name what exists, what is made, patterns and placeholders", () => {
    const nested = { "docs/architecture.md": "[up](../README.md) [beside](decisions/0001-first.md)" };
    expect(withTree({ ...TREE, ...nested, "README.md": CLEAN }, checkDocs)).toEqual([]);
  });

  it("may speak of the past in the change log", () => {
    expect(withTree({ ...TREE, "CHANGELOG.md": "`lib/gone.ts`" }, checkDocs)).toEqual([]);
  });

  it.each(VIOLATIONS)("may not name %s", (_title, text, problem) => {
    expect(withTree({ ...TREE, "README.md": text }, checkDocs)).toEqual([problem]);
  });
});
