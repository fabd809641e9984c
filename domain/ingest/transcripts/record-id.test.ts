import { expect, test } from "vitest";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";

test("recordId is the same for the same parts, and another for parts that are cut elsewhere", () => {
  expect(recordId("a", "b")).toBe(recordId("a", "b"));
  expect(recordId("a", "b")).toMatch(/^[\w-]{22}$/);
  expect(new Set([recordId("a", "b"), recordId("ab"), recordId("a", "b", ""), recordId('a","b')]).size).toBe(4);
});

test("storableId keeps an id to the letter, and hashes what cannot be stored", () => {
  for (const id of ["C024:1690617600.000100", "a b", "äöü", "x".repeat(200)]) expect(storableId(id)).toBe(id);
  for (const id of ["", "x".repeat(201), "a\0b", "a\nb", "\ud800"]) expect(storableId(id)).toBe(recordId(id));
});

test("HashCounts counts each text for itself, over more than its first table holds", () => {
  const counts = new HashCounts();
  for (let round = 0; round < 3; round++)
    for (let each = 0; each < 20_000; each++) expect(counts.add(`text ${each}`)).toBe(round);
  expect(counts.size).toBe(20_000);
});
