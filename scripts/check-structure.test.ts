import { describe, expect, it } from "vitest";
import { withTree } from "./temporary-tree";

const { checkStructure }: { checkStructure: (root: string) => string[] } = await import(
  new URL("./check-structure.mjs", import.meta.url).href
);

const lines = (count: number) => "export const a = 1;\n".repeat(count);

const CLEAN = {
  "app/(desk)/cases/[caseId]/page.tsx": "export default function Page() { return null; }\n",
  "app/api/auth/[...all]/route.ts": lines(80),
  "app/api/openapi.json/route.ts": lines(1),
  "app/globals.css": "@import 'tailwindcss';",
  "app/not-found.tsx": "export default function NotFound() { return null; }\n",
  "domain/triage/claim-next-case.ts": `/** Why. */\n${lines(299)}`,
  "domain/triage/end-claim.ts":
    "export const end = async () => db().$transaction(async (tx) => tx.claim.count(await currentSetting));\n",
  "domain/triage/claim-next-case.db.test.ts": lines(500),
  "e2e/pages/sign-in.ts": lines(400),
  "inference/serving/docker_files/Dockerfile": "FROM scratch\n",
  "lib/http/index.ts": "export const handler = 1;\n",
  "lib/http/problem.ts": `export { handler } from "./index";\n`,
  "lib/text.ts": `export const note = "biome-ignore, TODO and @ts-ignore in a string are only words";\n`,
  "prisma/migrations/20260101_first/migration.sql": "select 1;",
  "vitest.config.ts": "export default {};\n",
};

const VIOLATIONS: [title: string, file: string, content: string, problem: RegExp][] = [
  ["a name in camel case", "lib/someThing.ts", lines(1), /"someThing\.ts" is not kebab-case/],
  ["a component named like its export", "components/Queue.tsx", lines(1), /not kebab-case/],
  ["a folder with an underscore", "lib/some_thing/a.ts", lines(1), /folder "some_thing"/],
  ["Next's folder names outside app/", "domain/[caseId]/a.ts", lines(1), /folder "\[caseId\]"/],
  ["a drawer for everything", "lib/utils.ts", lines(1), /says "utils"/],
  ["a drawer folder", "domain/triage/helpers/a.ts", lines(1), /says "helpers"/],
  ["a drawer behind a dash", "lib/date-utils.ts", lines(1), /says "utils"/],
  ["a service", "domain/triage/case-service.ts", lines(1), /says "service"/],
  ["a file of 301 lines", "lib/long.ts", lines(301), /^lib\/long\.ts:301 has 301 lines, and may have 300/],
  ["a route of 81 lines", "app/api/route.ts", lines(81), /may have 80/],
  ["a test of 501 lines", "lib/long.test.ts", lines(501), /may have 500/],
  [
    "a second connection in a transaction",
    "domain/decide/undo.ts",
    "export const undo = () => db().$transaction(async (tx) => { await currentSetting('undo'); return tx; });\n",
    /^domain\/decide\/undo\.ts:1 calls currentSetting\(\) in a transaction/,
  ],
  [
    "a second connection where a transaction is handed on",
    "domain/decide/insert.ts",
    "export async function insert(tx: Tx) {\n  return (await db().user.count()) + (await tx.user.count());\n}\n",
    /^domain\/decide\/insert\.ts:2 calls db\(\) in a transaction/,
  ],
  ["a barrel", "lib/http/index.tsx", `export * from "./a";\n`, /only re-exports/],
  ["a barrel under another name", "lib/all.ts", `export * from "./a";\nexport { b } from "./b";\n`, /only re-exports/],
  ["a file of Server Actions", "app/actions.ts", `"use server";\nexport async function f() {}\n`, /Server Action/],
  [
    "a Server Action in a function",
    "app/a.tsx",
    `export const A = () => {\n  async function f() {\n    "use server";\n  }\n  return f;\n};\n`,
    /^app\/a\.tsx:3 is a Server Action/,
  ],
  ["a default export", "components/queue.tsx", "export default function Queue() { return null; }\n", /default export/],
  ["a silenced lint rule", "lib/a.ts", "// biome-ignore lint/a: b\n", /silences a check/],
  ["a silenced type error", "lib/a.ts", "\n// @ts-expect-error because\n", /^lib\/a\.ts:2 silences a check/],
  ["unfinished work", "lib/a.ts", "/* TODO later */\n", /unfinished/],
];

describe("the shape of the house", () => {
  it("accepts a tree that keeps every rule", () => {
    expect(withTree(CLEAN, checkStructure)).toEqual([]);
  });

  it.each(VIOLATIONS)("reports %s once", (_title, file, content, problem) => {
    expect(withTree({ ...CLEAN, [file]: content }, checkStructure)).toEqual([expect.stringMatching(problem)]);
  });
});
