/** What an admin typed of a new endpoint, as the API takes it. Pure. */
import type { EndpointKind } from "@/domain/outbox/endpoint-dto";

const typed = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

/**
 * The fields of the form that belong to its kind. What is left empty is sent as it is: the API says what is missing.
 * @param sourceId set where decisions go there
 */
export function endpointInput(form: FormData, kind: EndpointKind, sourceId: string | null): Record<string, unknown> {
  const name = typed(form, "name");
  const events = form.getAll("events").map(String);
  if (kind === "webhook") return { kind, name, events, url: typed(form, "url"), sourceId };
  if (kind === "slack") return { kind, name, events, url: typed(form, "url") };
  return {
    kind,
    name,
    events,
    host: typed(form, "host"),
    port: Number(typed(form, "port")),
    security: typed(form, "security"),
    user: typed(form, "user") || null,
    password: String(form.get("password") ?? "") || null,
    from: typed(form, "from"),
    to: typed(form, "to")
      .split(/[\s,;]+/)
      .filter((address) => address !== ""),
  };
}
