/** Whether a server read less than it was sent. Pure. */
import { TEMPLATE_TOKENS } from "@/inference/windows/count-tokens";

/** A count that is off by more than this on the text of the probe says nothing about other texts either. */
const PLAUSIBLE_OVERHEAD = { least: -8, most: 64 };
/** With another tokenizer a text comes out shorter, and still not at less than this share of our count. */
const COARSE_SHARE = 0.5;

/**
 * Compares a server's count of the prompt with our own: Ollama, among others, cuts a long prompt without a word. Where
 * the probe saw the model's own tokenizer and template at work the comparison is exact; with another tokenizer it is
 * coarse; where the server's counts make no sense there is none.
 * @param promptTokens our count of the text, without the template
 * @param seen the server's count; null where it gives none
 * @param templateOverhead what the probe saw the server count beyond our own; null or absent where it was not probed
 */
export function wasCut(
  promptTokens: number,
  seen: number | null,
  templateOverhead: number | null | undefined,
): boolean {
  if (seen === null || templateOverhead === null || templateOverhead === undefined) return false;
  if (templateOverhead === TEMPLATE_TOKENS) return seen < promptTokens;
  const isPlausible = templateOverhead >= PLAUSIBLE_OVERHEAD.least && templateOverhead <= PLAUSIBLE_OVERHEAD.most;
  return isPlausible && seen < promptTokens * COARSE_SHARE;
}
