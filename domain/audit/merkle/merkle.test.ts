import { describe, expect, test } from "vitest";
import { leafHash } from "@/domain/audit/leaf-hash";
import {
  addLeaf,
  type CompactRange,
  EMPTY_RANGE,
  packRange,
  rootOf,
  unpackRange,
} from "@/domain/audit/merkle/compact-range";
import { consistencyRanges, inclusionRanges, type LeafRange, subtreesOf } from "@/domain/audit/merkle/proof-ranges";
import { type Hash, nodeHash } from "@/domain/audit/merkle/tree-hash";
import { verifyConsistency, verifyInclusion } from "@/domain/audit/merkle/verify-proof";

/** Leaves and roots by size: transparency-dev/merkle, testonly/constants.go (shared/facts, B.3). */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const hex = (hash: Uint8Array) => Buffer.from(hash).toString("hex");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const hashes = LEAVES.map((leaf) => leafHash(Buffer.from(leaf, "hex")));
const root = (size: number) => bytes(ROOTS[size] ?? "");
const leafAt = (index: number): Hash => hashes[index] ?? bytes("");

function grown(leaves: readonly Hash[]): CompactRange {
  return leaves.reduce((range, leaf) => addLeaf(range, leaf), EMPTY_RANGE);
}

/** The hash of a part, from its definition: not the way that the sealer takes. */
function partHash({ start, end }: LeafRange, leaves: readonly Hash[] = hashes): Hash {
  return rootOf(grown(leaves.slice(start, end)));
}

const inclusion = (index: number, size: number) => inclusionRanges(index, size).map((range) => partHash(range));
const consistency = (first: number, second: number) => consistencyRanges(first, second).map((range) => partHash(range));

describe("a tree", () => {
  test.each(ROOTS.map((expected, size) => [size, expected] as const))("of %i leaves has its root", (size, expected) => {
    expect(hex(rootOf(grown(hashes.slice(0, size))))).toBe(expected);
  });

  test("hashes leaves and nodes apart", () => {
    expect(hex(leafHash("L123456"))).toBe("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    expect(hex(nodeHash(Buffer.from("N123"), Buffer.from("N456")))).toBe(
      "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb",
    );
  });

  test("goes on from what was stored of it, and tells of each full subtree once", () => {
    const made: string[] = [];
    let range = EMPTY_RANGE;
    for (const [at, leaf] of hashes.entries()) {
      range = addLeaf(unpackRange(at, packRange(range)), leaf, ({ level, index }, hash) => {
        const width = 2 ** level;
        expect(hex(hash)).toBe(hex(partHash({ start: index * width, end: (index + 1) * width })));
        made.push(`${level}/${index}`);
      });
    }
    expect(hex(rootOf(range))).toBe(ROOTS[8]);
    expect(made).toEqual(["1/0", "1/1", "2/0", "1/2", "1/3", "2/1", "3/0"]);
    expect(() => unpackRange(7, packRange(range))).toThrow("3 hashes");
  });
});

describe("a proof", () => {
  test.each([
    [0, 8, ["96a296d2", "5f083f0a", "6b47aaf2"]],
    [5, 8, ["bc1a0643", "ca854ea1", "d37ee418"]],
    [1, 5, ["6e340b9c", "5f083f0a", "bc1a0643"]],
  ])("that leaf %i is in %i", (index, size, expected) => {
    expect(inclusion(index, size).map((hash) => hex(hash).slice(0, 8))).toEqual(expected);
  });

  test.each([
    [6, 8, ["0ebc5d34", "ca854ea1", "d37ee418"]],
    [2, 5, ["5f083f0a", "bc1a0643"]],
    [6, 7, ["0ebc5d34", "b08693ec", "d37ee418"]],
  ])("that %i is the beginning of %i", (first, second, expected) => {
    expect(consistency(first, second).map((hash) => hex(hash).slice(0, 8))).toEqual(expected);
  });

  test("is made of full subtrees that cover its parts", () => {
    for (let size = 1; size <= 33; size += 1) {
      const ranges = [
        ...Array.from({ length: size }, (_, index) => inclusionRanges(index, size)).flat(),
        ...Array.from({ length: size }, (_, first) => consistencyRanges(first, size)).flat(),
      ];
      for (const range of ranges) {
        const spans = subtreesOf(range).map(({ level, index }) => [index * 2 ** level, (index + 1) * 2 ** level]);
        expect([spans[0]?.[0], ...spans.map(([, end]) => end)]).toEqual([
          range.start,
          ...spans.slice(1).map(([start]) => start),
          range.end,
        ]);
      }
    }
  });
});

/** Every way to spoil a list of hashes by a little: a bit, one missing, one too many, two in the wrong order. */
function spoiled(path: readonly Hash[]): Hash[][] {
  const flipped = path.flatMap((hash, at) =>
    [0, 31].map((place) => {
      const copy = new Uint8Array(hash);
      copy[place] = (copy[place] ?? 0) ^ 1;
      return path.with(at, copy);
    }),
  );
  const swapped = path.slice(1).map((_, at) => path.with(at, path[at + 1] as Hash).with(at + 1, path[at] as Hash));
  const shorter = path.map((_, at) => path.toSpliced(at, 1));
  const longer = [
    [...path, root(8)],
    [root(8), ...path],
    [...path, bytes("")],
  ];
  return [...flipped, ...swapped, ...shorter, ...longer].map((each) => [...each]);
}

const SIZES = [1, 2, 3, 4, 5, 6, 7, 8];
const PAIRS = SIZES.flatMap((size) => SIZES.filter((other) => other <= size).map((other) => [other, size] as const));

describe("what checks a proof", () => {
  test.each(PAIRS)("takes %i as a leaf's number in %i, and nothing that is spoiled", (number, size) => {
    const index = number - 1;
    const path = inclusion(index, size);
    const takes = (at: { index: number; size: number }, leaf: Hash, hashesOfIt: readonly Hash[], rootOfIt: Hash) =>
      verifyInclusion(at, leaf, hashesOfIt, rootOfIt);
    expect(takes({ index, size }, leafAt(index), path, root(size))).toBe(true);
    for (const each of spoiled(path)) expect(takes({ index, size }, leafAt(index), each, root(size))).toBe(false);
    for (const other of [...SIZES, 0, 9]) {
      if (other !== size) expect(takes({ index, size }, leafAt(index), path, root(other))).toBe(false);
      if (other !== index) expect(takes({ index: other, size }, leafAt(index), path, root(size))).toBe(false);
    }
    for (const wrong of [
      { index: -1, size },
      { index, size: 0 },
      { index: 0.5, size },
      { index: size, size },
    ])
      expect(takes(wrong, leafAt(index), path, root(size))).toBe(false);
    expect(takes({ index, size }, leafAt((index + 1) % 8), path, root(size))).toBe(false);
    expect(takes({ index, size }, root(size), [], root(size))).toBe(size === 1);
  });

  test.each(PAIRS)("takes a tree of %i as the beginning of one of %i, and nothing that is spoiled", (first, second) => {
    const [old, young] = [
      { size: first, root: root(first) },
      { size: second, root: root(second) },
    ];
    const path = consistency(first, second);
    expect(verifyConsistency(old, young, path)).toBe(true);
    for (const each of spoiled(path)) expect(verifyConsistency(old, young, each)).toBe(false);
    if (first !== second) {
      expect(verifyConsistency(young, old, path)).toBe(false);
      expect(verifyConsistency({ ...old, root: young.root }, { ...young, root: old.root }, path)).toBe(false);
      expect(verifyConsistency(old, young, [])).toBe(false);
    }
    for (const other of SIZES) {
      if (other !== first) expect(verifyConsistency({ size: first, root: root(other) }, young, path)).toBe(false);
      if (other !== second) expect(verifyConsistency(old, { size: second, root: root(other) }, path)).toBe(false);
      if (other !== first) expect(verifyConsistency({ size: other, root: root(first) }, young, path)).toBe(false);
    }
    expect(verifyConsistency({ size: -1, root: root(0) }, young, path)).toBe(false);
  });

  test("takes the empty tree as the beginning of every one, with an empty proof alone", () => {
    expect(verifyConsistency({ size: 0, root: root(0) }, { size: 5, root: root(5) }, [])).toBe(true);
    expect(verifyConsistency({ size: 0, root: root(1) }, { size: 5, root: root(5) }, [])).toBe(false);
    expect(verifyConsistency({ size: 0, root: root(0) }, { size: 5, root: root(5) }, [root(1)])).toBe(false);
  });
});
