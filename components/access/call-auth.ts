import { z } from "zod";
import { ApiProblem } from "@/components/query/fetch-json";

/** better-auth answers `{code, message}`; our own routes answer problem documents. */
const refusalSchema = z.object({
  message: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
});

function explain(
  status: number,
  refusal: z.infer<typeof refusalSchema>,
  texts: Readonly<Record<number, string>>,
): string {
  if (status === 429) return "Too many attempts. Wait a minute, then try again.";
  if (status >= 500) return "The desk could not check that just now. Nothing was changed; try again in a moment.";
  return texts[status] ?? refusal.message ?? refusal.detail ?? `The desk answered with status ${status}.`;
}

/**
 * Calls one of the sign-in endpoints. Throws ApiProblem with a message fit to be shown: `texts` says what a status means
 * here, and what the server says stands for the rest.
 */
export async function callAuth(
  endpoint: string,
  body: object,
  texts: Readonly<Record<number, string>> = {},
): Promise<void> {
  let response: Response;
  try {
    const headers = { "content-type": "application/json" };
    response = await fetch(`/api/auth/${endpoint}`, { method: "POST", headers, body: JSON.stringify(body) });
  } catch {
    throw new ApiProblem({
      status: 0,
      code: "NETWORK",
      detail: "The desk could not be reached. Check the connection.",
    });
  }
  if (response.ok) return;
  const refusal = refusalSchema.catch({}).parse(await response.json().catch(() => null));
  const detail = explain(response.status, refusal, texts);
  throw new ApiProblem({ status: response.status, code: refusal.code ?? "UNREADABLE", detail });
}
