export const dynamic = "force-dynamic";

/** The process is up and answers; nothing else is asked. */
export function GET(): Response {
  return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
}
