/** Shares as people write and read them. Pure. */

/** A share of 0 to 1 as a percentage without noise: 0.05 is "5 %", 0.005 is "0.5 %". */
export function formatShare(share: number): string {
  return Number.isFinite(share) ? `${Number((share * 100).toFixed(4))} %` : "not understood";
}

/** What somebody wrote as a percentage, as a share; null where it cannot be understood. */
export function parseShare(text: string): number | null {
  const match = /^(\d{1,3}(?:[.,]\d{1,4})?)\s*%?$/.exec(text.trim());
  if (!match) return null;
  const percent = Number((match[1] ?? "").replace(",", "."));
  return percent > 100 ? null : Number((percent / 100).toFixed(6));
}

/** What a share means: "about 1 in 20 decisions", "none", "every decision". */
export function shareInWords(share: number, one: string, many: string): string {
  if (!Number.isFinite(share)) return "";
  if (share === 0) return "none";
  if (share === 1) return `every ${one}`;
  const of = 1 / share;
  if (share > 0.5) return `all but about 1 in ${Math.max(2, Math.round(1 / (1 - share)))} ${many}`;
  return `about 1 in ${of < 2.5 ? 2 : Math.round(of).toLocaleString("en")} ${many}`;
}
