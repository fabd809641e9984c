/** Counts equal records of a file in bounded memory. Pure. */
import { hash } from "node:crypto";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

const MOST = 5_000_000;

/**
 * How often each of up to 5,000,000 different texts was seen: an open-addressed table over 64 bits of SHA-256, 12 bytes a
 * slot, 100 MB at most. With 5,000,000 texts the chance that any two are taken for one is below one in a million.
 */
export class HashCounts {
  #keys = new Uint32Array(2 * 1024);
  #counts = new Uint32Array(1024);
  #size = 0;

  /** How many different texts were seen. */
  get size(): number {
    return this.#size;
  }

  /**
   * Counts a text.
   * @returns how often it was seen before
   * @throws TranscriptRefused beyond 5,000,000 different texts
   */
  add(text: string): number {
    const digest = hash("sha256", text, "buffer");
    const [high, low] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
    const slot = this.#slotOf(high, low);
    const before = this.#counts[slot] ?? 0;
    this.#counts[slot] = before + 1;
    if (before > 0) return before;
    this.#keys[2 * slot] = high;
    this.#keys[2 * slot + 1] = low;
    this.#size += 1;
    if (this.#size > MOST)
      throw new TranscriptRefused(`The file holds more than ${MOST} different records: split it into several.`);
    if (this.#size > this.#counts.length * 0.6) this.#grow();
    return 0;
  }

  /** Whether a text was counted. */
  has(text: string): boolean {
    const digest = hash("sha256", text, "buffer");
    return (this.#counts[this.#slotOf(digest.readUInt32LE(0), digest.readUInt32LE(4))] ?? 0) > 0;
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#counts.length - 1;
    let slot = low & mask;
    while ((this.#counts[slot] ?? 0) > 0 && !(this.#keys[2 * slot] === high && this.#keys[2 * slot + 1] === low))
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#counts = new Uint32Array(counts.length * 2);
    counts.forEach((count, old) => {
      if (count === 0) return;
      const [high = 0, low = 0] = [keys[2 * old], keys[2 * old + 1]];
      const slot = this.#slotOf(high, low);
      this.#counts[slot] = count;
      this.#keys[2 * slot] = high;
      this.#keys[2 * slot + 1] = low;
    });
  }
}
