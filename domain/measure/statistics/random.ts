/** Chances in (0, 1), the same for the same seed on every machine. Not for secrets. */
export type Random = () => number;

/** FNV-1a (Fowler, Noll, Vo) over the UTF-16 units: a number of 32 bits from any text. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}

/** Spreads one number over as many as are asked for, with the finaliser of MurmurHash3 on a Weyl sequence. */
function spread(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}

/**
 * The generator xoshiro128** (Blackman and Vigna 2018), so that a figure drawn twice from the same rows is the same figure.
 * @param seed any text; name what is estimated, so that two figures do not share their luck
 */
export function createRandom(seed: string): Random {
  const next = spread(hash(seed));
  let [a, b, c, d] = [next(), next(), next(), next() | 1];
  return () => {
    const product = Math.imul(b, 5);
    const output = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (output + 0.5) / 2 ** 32;
  };
}
