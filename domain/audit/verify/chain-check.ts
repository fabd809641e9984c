/**
 * Whether the entries of each case follow one another without a gap, though they may come in another order than they were
 * written in: places in the log follow commits. Remembers a hash or two a case. Pure.
 */
import { isChained } from "@/domain/audit/event";

export type ChainedEntry = {
  index: number | null;
  seq: string;
  id: string;
  type: string;
  caseId: string | null;
  /** Not there in entries of before there were chains. */
  prev?: string | null | undefined;
  leafHash: string;
};
type Asked = Pick<ChainedEntry, "index" | "seq" | "id">;
type CaseChain = {
  heads: Set<string>;
  wanted: Map<string, Asked>;
  lastOfBefore: string | null;
  roots: number;
  hasBegun: boolean;
};

/** Without this whoever puts an entry there would only have to leave its `prev` out. */
const UNCHAINED =
  "an entry without a place in the chain of its case comes after it has begun: put there, or written by an older version beside a newer one";

export type ChainProblem = Asked & { reason: string };

/** Follows the chains of all cases. `add` takes each entry once; `problems` tells, at the end, what does not follow. */
export function followChains() {
  const cases = new Map<string, CaseChain>();
  const forked: ChainProblem[] = [];

  function chainOf(caseId: string): CaseChain {
    const known = cases.get(caseId);
    if (known) return known;
    const made: CaseChain = { heads: new Set(), wanted: new Map(), lastOfBefore: null, roots: 0, hasBegun: false };
    cases.set(caseId, made);
    return made;
  }

  function link(chain: CaseChain, prev: string, asked: Asked): void {
    if (chain.heads.delete(prev)) return;
    if (chain.roots === 0 && prev === chain.lastOfBefore) {
      chain.roots += 1;
      return;
    }
    if (chain.wanted.has(prev)) forked.push({ ...asked, reason: "two entries of this case follow the same one" });
    else chain.wanted.set(prev, asked);
  }

  return {
    add(entry: ChainedEntry): void {
      const { caseId, prev, leafHash, index, seq, id } = entry;
      if (caseId === null || !isChained(entry)) return;
      const chain = chainOf(caseId);
      if (prev === undefined) {
        if (chain.hasBegun) forked.push({ index, seq, id, reason: UNCHAINED });
        else chain.lastOfBefore = leafHash;
        return;
      }
      chain.hasBegun = true;
      if (prev !== null) link(chain, prev, { index, seq, id });
      else {
        chain.roots += 1;
        if (chain.roots > 1 || chain.lastOfBefore !== null)
          forked.push({ index, seq, id, reason: "the case begins a second time" });
      }
      if (!chain.wanted.delete(leafHash)) chain.heads.add(leafHash);
    },
    problems(): ChainProblem[] {
      const gaps = [...cases.values()].flatMap(({ wanted, lastOfBefore, roots }) =>
        [...wanted].flatMap(([hash, asked]) => {
          if (hash !== lastOfBefore)
            return [{ ...asked, reason: "the entry of its case before it is gone, or not what it was" }];
          // Once, a chain begins after what was written before there were chains.
          return roots === 0 ? [] : [{ ...asked, reason: "two entries of this case follow the same one" }];
        }),
      );
      const place = ({ index }: Asked) => index ?? Number.POSITIVE_INFINITY;
      return [...gaps, ...forked].sort((one, other) => place(one) - place(other));
    },
    cases: () => cases.size,
  };
}
