/** What can be said of an address of a receiver before anything is resolved. Pure. */

const LONGEST_URL = 2_000;
const FIRST_FREE_PORT = 1_024;

/** What is wrong with a URL as a target of messages, in words fit to be shown; null where nothing is. */
export function urlProblem(text: string): string | null {
  if (text.length > LONGEST_URL) return `Use an address of at most ${LONGEST_URL} characters.`;
  if (!URL.canParse(text)) return "This is not a whole address such as https://example.org/hooks/vigil.";
  const { protocol, username, password, port } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return "Use an address that begins with https:// or http://.";
  if (username !== "" || password !== "") return "Leave the user name and password out: signatures prove who sends.";
  const open = port === "" || ["80", "443"].includes(port) || Number(port) >= FIRST_FREE_PORT;
  return open ? null : `Use port 80, 443, or one from ${FIRST_FREE_PORT}: the others belong to other services.`;
}
