/**
 * One record of a CSV file (RFC 4180), line break included. A text that a spreadsheet would take for a formula gets a `'`
 * in front, as OWASP asks (CSV Injection): one that begins with = + - @, a tab, a
 * line break or NUL, or their full-width twins.
 */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
