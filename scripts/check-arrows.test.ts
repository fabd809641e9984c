import { describe, expect, it } from "vitest";
import { withTree } from "./temporary-tree";

const { checkArrows }: { checkArrows: (root: string) => string[] } = await import(
  new URL("./check-arrows.mjs", import.meta.url).href
);

/** One arrow of every allowed kind; each case below adds one file that breaks one rule. */
const CLEAN = {
  "app/(desk)/triage/page.tsx": `import { Queue } from "@/components/triage/queue"; import { list } from "@/domain/triage/list-cases"; export default Queue; list();`,
  "components/ui/button.tsx": `"use client";\nimport { cx } from "@/lib/class-names"; import { useState } from "react"; export const Button = cx(useState);`,
  "components/triage/queue.tsx": `"use client";\nimport { Button } from "../ui/button"; import type { Row } from "@/domain/triage/list-cases"; import { tier } from "@/domain/triage/rules"; export const Queue = [Button, tier] as Row[];`,
  "domain/audit/append-event.ts": `import "server-only";\nimport { db } from "@/lib/db/client"; export const append = db;`,
  "domain/access/actor.ts": `import { append } from "@/domain/audit/append-event"; export const actor = append;`,
  "domain/ingest/message.ts": `export type Message = string;`,
  "domain/triage/rules.ts": `import type { Risk } from "@/inference/risk"; export const tier = (risk: Risk) => risk;`,
  "domain/triage/list-cases.ts": `// why\nimport "server-only";\nimport { db } from "@/lib/db/client"; import { tier } from "./rules"; export type Row = unknown; export const list = () => [db, tier];`,
  "domain/decide/record-decision.ts": `import { tier } from "@/domain/triage/rules"; export const record = tier;`,
  "domain/measure/recall.ts": `import { record } from "@/domain/decide/record-decision"; import "@/domain/access/actor"; export const recall = record;`,
  "domain/measure/recall.db.test.ts": `import { db } from "@/lib/db/client"; import { fake } from "@/lib/testing/fake"; import { recall } from "./recall"; recall(db, fake);`,
  "inference/testing/model.ts": `import { tier } from "@/domain/triage/rules"; export const model = tier;`,
  "inference/engine.test.ts": `import { model } from "@/inference/testing/model"; model();`,
  "inference/risk.ts": `import type { Message } from "@/domain/ingest/message"; export type Risk = Message;`,
  "domain/ingest/message.test.ts": `import { desk } from "@/domain/testing/desk"; import { message } from "./message"; desk(message);`,
  "domain/testing/desk.ts": `import { db } from "@/lib/db/client"; import { recall } from "@/domain/measure/recall"; export const desk = [db, recall];`,
  "lib/class-names.ts": `export const cx = 1;`,
  "lib/db/client.ts": `import "server-only";\nimport { PrismaClient } from "./generated/client"; export const db = PrismaClient;`,
  "lib/testing/fake.ts": `export const fake = 1;`,
  "e2e/story.spec.ts": `import { stub } from "@/bench/stub"; import { fake } from "@/lib/testing/fake"; stub(fake);`,
  "bench/stub.ts": `import { db } from "@/lib/db/client"; export const stub = db;`,
  "bin/start.ts": `import { actor } from "@/domain/access/actor"; actor();`,
  "proxy.ts": `import { cx } from "@/lib/class-names"; export const proxy = cx;`,
  "vitest.config.ts": `import { fake } from "./lib/testing/fake"; export default fake;`,
};

const dbLine = `import "server-only";\nimport { db } from "@/lib/db/client"; export const x = db;`;

const VIOLATIONS: [title: string, files: Record<string, string>, problem: RegExp][] = [
  ["lib importing a stage", { "lib/a.ts": `import "@/domain/ingest/message";` }, /^lib\/a\.ts:1 .*lib may import only/],
  ["lib importing a component", { "lib/a.ts": `import "@/components/ui/button";` }, /lib may import only/],
  [
    "a primitive importing a stage",
    { "components/ui/a.tsx": `import "@/domain/triage/rules";` },
    /components\/ui may import only/,
  ],
  [
    "a primitive importing a component",
    { "components/ui/a.tsx": `import "../triage/queue";` },
    /components\/ui may import only/,
  ],
  [
    "a component importing a route",
    { "components/triage/a.tsx": `import "@/app/(desk)/triage/page";` },
    /components may import only/,
  ],
  [
    "a component importing the database",
    { "components/triage/a.tsx": `import "@/lib/db/client";` },
    /components may import only/,
  ],
  ["a route importing the database", { "app/a.ts": `import { db } from "@/lib/db/client";` }, /app may import only/],
  [
    "a route importing types of the database",
    { "app/a.ts": `import type { db } from "@/lib/db/client";` },
    /app may import only/,
  ],
  ["a route importing Prisma", { "app/a.ts": `import type { Case } from "@prisma/client";` }, /reached through domain/],
  [
    "a route importing the schema",
    { "app/a.ts": `import "@/prisma/seed";`, "prisma/seed.ts": "" },
    /app may import only/,
  ],
  ["a route importing an entry point", { "app/a.ts": `import "@/bin/start";` }, /app may import only/],
  [
    "the proxy importing the database",
    { "proxy.ts": `import "@/lib/db/client";` },
    /^proxy\.ts:1 .*app may import only/,
  ],
  [
    "a stage importing a component",
    { "domain/ingest/a.ts": `import "@/components/triage/queue";` },
    /domain\/ingest may import only/,
  ],
  ["a stage importing React", { "domain/ingest/a.ts": `import { cache } from "react";` }, /no framework/],
  [
    "a stage importing an entry point",
    { "domain/ingest/a.ts": `import "@/scripts/a.mjs";`, "scripts/a.mjs": "" },
    /may import only/,
  ],
  [
    "ingest importing inference",
    { "domain/ingest/a.ts": `import "@/inference/risk";` },
    /domain\/ingest may import only/,
  ],
  ["inference importing triage", { "inference/a.ts": `import "@/domain/triage/rules";` }, /inference may import only/],
  [
    "triage importing decide",
    { "domain/triage/a.ts": `import "@/domain/decide/record-decision";` },
    /domain\/triage may import only/,
  ],
  [
    "decide importing measure",
    { "domain/decide/a.ts": `import "../measure/recall";` },
    /domain\/decide may import only/,
  ],
  [
    "audit importing access",
    { "domain/audit/a.ts": `import "@/domain/access/actor";` },
    /domain\/audit may import only/,
  ],
  [
    "access importing a stage",
    { "domain/access/a.ts": `import "@/domain/ingest/message";` },
    /domain\/access may import only/,
  ],
  [
    "a stage importing test support",
    { "domain/measure/a.ts": `import "@/domain/testing/desk";` },
    /imports a test|domain\/measure may import only/,
  ],
  [
    "inference importing its test support",
    { "inference/a.ts": `import "@/inference/testing/model";` },
    /imports a test|inference may import only/,
  ],
  [
    "a test reading against the stages",
    { "domain/ingest/a.test.ts": `import "@/domain/triage/rules";` },
    /domain\/ingest may import only/,
  ],
  ["a stage without a place", { "domain/other/a.ts": `import "@/lib/class-names";` }, /domain\/other has no place/],
  [
    "an arrow hidden in a type query",
    { "lib/a.ts": `export type T = import("@/domain/ingest/message").Message;` },
    /lib may import only/,
  ],
  [
    "an arrow hidden in a re-export",
    { "lib/a.ts": `export { tier } from "@/domain/triage/rules";` },
    /lib may import only/,
  ],
  [
    "an arrow hidden in a dynamic import",
    { "lib/a.ts": `export const t = () => import("@/domain/triage/rules");` },
    /lib may import only/,
  ],
  ["bench importing e2e", { "bench/a.ts": `import "@/e2e/story.spec";` }, /bench does not import e2e/],
  [
    "an entry importing the generated client",
    { "bin/a.ts": `import "@/lib/db/generated/client";` },
    /only lib\/db knows/,
  ],
  ["production importing a test", { "lib/a.ts": `import "./b.test";`, "lib/b.test.ts": "" }, /imports a test/],
  ["production importing test support", { "bin/a.ts": `import "@/lib/testing/fake";` }, /imports a test/],
  ["a climb of three folders", { "domain/ingest/b/a.ts": `import "../../../lib/class-names";` }, /climbs too far/],
  ["an import of nothing", { "lib/a.ts": `import "./gone";` }, /names no file/],
  ["a file that cannot be parsed", { "lib/a.ts": `import {` }, /cannot be parsed/],
  [
    "a stage on the database without server-only",
    { "domain/ingest/a.ts": `import { db } from "@/lib/db/client"; export const x = db;` },
    /first line must be/,
  ],
  [
    "a stage that names server-only too late",
    { "domain/ingest/a.ts": `import "@/lib/db/client";\nimport "server-only";` },
    /first line must be/,
  ],
  ["lib/db on the client without server-only", { "lib/db/a.ts": `import "./generated/client";` }, /first line must be/],
  [
    "a cycle",
    { "lib/a.ts": `import "./b";`, "lib/b.ts": `import "./c";`, "lib/c.ts": `import "./a";` },
    /a\.ts → lib\/b\.ts → lib\/c\.ts → lib\/a\.ts/,
  ],
  [
    "a cycle of types",
    {
      "lib/a.ts": `import type { B } from "./b"; export type A = B;`,
      "lib/b.ts": `import type { A } from "./a"; export type B = A;`,
    },
    /closes a cycle/,
  ],
  [
    "a client component that reaches the database",
    {
      "components/a.tsx": `"use client";\nimport "./b";`,
      "components/b.tsx": `import "@/domain/ingest/x";`,
      "domain/ingest/x.ts": dbLine,
    },
    /components\/a\.tsx:1 runs in the browser.*a\.tsx → components\/b\.tsx → domain\/ingest\/x\.ts/,
  ],
  [
    "a client component that reaches the file system",
    {
      "components/a.tsx": `"use client";\nimport "@/lib/x";`,
      "lib/x.ts": `import { readFileSync } from "node:fs"; readFileSync("");`,
    },
    /reaches "node:fs"/,
  ],
];

describe("the arrows between folders", () => {
  it("accepts a tree that has one arrow of every allowed kind", () => {
    expect(withTree(CLEAN, checkArrows)).toEqual([]);
  });

  it.each(VIOLATIONS)("reports %s, and nothing else", (_title, files, problem) => {
    const problems = withTree({ ...CLEAN, ...files }, checkArrows);
    expect(problems.length).toBeGreaterThan(0);
    for (const line of problems) expect(line).toMatch(problem);
  });

  it("does not follow an import that is erased when compiled", () => {
    const files = {
      "components/a.tsx": `"use client";\nimport type { x } from "@/domain/ingest/x"; export type X = typeof x;`,
      "domain/ingest/x.ts": dbLine,
    };
    expect(withTree({ ...CLEAN, ...files }, checkArrows)).toEqual([]);
  });

  it("leaves alone what git ignores", () => {
    const files = {
      ".gitignore": "lib/old/\n*.tmp.ts\n",
      "lib/old/a.ts": `import "@/app/x";`,
      "lib/b.tmp.ts": `import "@/app/x";`,
    };
    expect(withTree({ ...CLEAN, ...files }, checkArrows)).toEqual([]);
  });
});
