import { expect, test } from "vitest";
import { checkProof } from "@/components/audit/check-proof";
import { formatCheckpoint } from "@/domain/audit/checkpoint/checkpoint-text";
import { leafHash } from "@/domain/audit/leaf-hash";
import type { InclusionProof } from "@/domain/audit/log-dto";
import { addLeaf, EMPTY_RANGE, rootOf } from "@/domain/audit/merkle/compact-range";
import { inclusionRanges } from "@/domain/audit/merkle/proof-ranges";

const hex = (hash: Uint8Array) => Buffer.from(hash).toString("hex");
const texts = Array.from({ length: 11 }, (_, at) => JSON.stringify({ id: `e${at}`, word: "ärger" }));
const rootOfPart = ({ start, end }: { start: number; end: number }) =>
  rootOf(texts.slice(start, end).reduce((range, text) => addLeaf(range, leafHash(text)), EMPTY_RANGE));

function proofOf(index: number): InclusionProof {
  const size = texts.length;
  const root = rootOfPart({ start: 0, end: size });
  const note = `${formatCheckpoint({ origin: "vigil/one", size, root })}\n— vigil/one AAAA\n`;
  return {
    eventId: `e${index}`,
    index,
    size,
    canonical: texts[index] ?? "",
    leafHash: hex(leafHash(texts[index] ?? "")),
    path: inclusionRanges(index, size).map((range) => hex(rootOfPart(range))),
    root: hex(root),
    checkpoint: { size, root: hex(root), note, createdAt: "2026-11-21T03:04:05.000Z" },
  };
}

const shown = (index: number) => ({ id: `e${index}`, leafHash: hex(leafHash(texts[index] ?? "")) });

test.each(texts.map((_, index) => index))("entry %i leads to the root that was signed", async (index) => {
  expect(await checkProof(proofOf(index), shown(index))).toEqual({ ok: true });
});

test.each<[string, InclusionProof, RegExp]>([
  ["other bytes", { ...proofOf(4), canonical: "{}" }, /another hash/],
  ["the proof of another entry", proofOf(5), /another hash/],
  ["another place", { ...proofOf(4), index: 5 }, /does not lead/],
  ["a path that ends too soon", { ...proofOf(4), path: proofOf(4).path.slice(1) }, /does not lead/],
  ["a step that is another", { ...proofOf(4), path: proofOf(4).path.with(1, "00".repeat(32)) }, /does not lead/],
  ["another size than was signed", { ...proofOf(4), size: 12 }, /no checkpoint/],
  ["no checkpoint", { ...proofOf(4), checkpoint: null }, /no checkpoint/],
])("%s is seen", async (_, proof, why) => {
  expect(await checkProof(proof, shown(4))).toEqual({ ok: false, why: expect.stringMatching(why) });
});

test("the proof of one entry for the id of another is seen", async () => {
  const check = await checkProof(proofOf(4), { ...shown(4), id: "e9" });
  expect(check).toEqual({ ok: false, why: expect.stringMatching(/another entry/) });
});
