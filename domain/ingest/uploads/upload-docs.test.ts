import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { TRANSCRIPT_FORMATS } from "@/domain/ingest/transcripts/all-formats";

const text = readFileSync(path.join(import.meta.dirname, "../../../docs/uploads.md"), "utf8");
const rows = text.split("\n").filter((line) => /^\|.*`[a-z-]+`/.test(line));

test("docs/uploads.md has every format, and no other", () => {
  const named = rows.flatMap((row) => [...(row.split("|")[2] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
  expect(named.filter((name) => name !== "--format").sort()).toEqual(TRANSCRIPT_FORMATS.map(({ name }) => name).sort());
});

test.each(TRANSCRIPT_FORMATS)("docs/uploads.md says what $name asks for", ({ name, asks = [] }) => {
  const said = rows.find((row) => row.includes(`\`${name}\``))?.split("|")[4] ?? "";
  const words = { timezone: "time zone", dateOrder: "date order", columns: "columns", startAt: "when it began" };
  for (const [question, word] of Object.entries(words)) {
    expect(said.includes(word), `${question} of ${name}`).toBe(asks.some((each) => each === question));
  }
});
